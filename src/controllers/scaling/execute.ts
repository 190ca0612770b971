import type { EcsScaling } from '../../api/resources.ts';
import { targetIdentity } from '../../ecs/scaling/desired.ts';
import type { ScalingAction } from '../../ecs/scaling/plan.ts';
import { AwaitToken } from '../../runtime/result.ts';
import type { Session } from '../framework/session.ts';
import type { BegunPlan } from './unfinished-plans.ts';

/**
 * Carries out what is left of a plan, in order. All of these calls may be repeated without harm.
 *
 * @param onWait told how much is done when the next call has to wait for a request token
 */
export async function executeScaling(
  session: Session<EcsScaling>,
  plan: BegunPlan,
  onWait: (plan: BegunPlan) => void,
): Promise<void> {
  for (const [done, action] of plan.actions.entries()) {
    if (done < plan.done) continue;
    try {
      await execute(session, action);
    } catch (error) {
      if (error instanceof AwaitToken) onWait({ ...plan, done });
      throw error;
    }
  }
}

async function execute(session: Session<EcsScaling>, action: ScalingAction): Promise<void> {
  const { aws, call } = session;
  const identity = targetIdentity(session.facts.resourceId ?? '');
  switch (action.kind) {
    case 'register':
      await register(session, action.input);
      return;
    case 'putPolicy':
      await aws.call('PutScalingPolicy', action.input, call);
      return;
    case 'deletePolicy':
      await aws.call('DeleteScalingPolicy', { ...identity, PolicyName: action.name }, call);
      return;
    case 'putScheduledAction':
      await aws.call('PutScheduledAction', action.input, call);
      return;
    case 'deleteScheduledAction':
      await aws.call('DeleteScheduledAction', { ...identity, ScheduledActionName: action.name }, call);
      return;
    case 'tag':
      await tag(session, action);
      return;
  }
}

/**
 * Tags go with a first registration only, and AWS refuses them for a target that exists: so a target that somebody
 * else registered since it was looked for is not overwritten.
 */
async function register(
  session: Session<EcsScaling>,
  input: (ScalingAction & { kind: 'register' })['input'],
): Promise<void> {
  const answer = await session.aws.call('RegisterScalableTarget', input, session.call);
  if (input.Tags === undefined || answer.ScalableTargetARN === undefined) return;
  const { adopted: _former, ...facts } = session.facts;
  session.facts = {
    ...facts,
    scalableTargetArn: answer.ScalableTargetARN,
    taggedGeneration: session.object.metadata.generation,
  };
}

async function tag(session: Session<EcsScaling>, { arn, change }: ScalingAction & { kind: 'tag' }): Promise<void> {
  if (Object.keys(change.set).length > 0) {
    await session.aws.call('ScalingTagResource', { ResourceARN: arn, Tags: { ...change.set } }, session.call);
  }
  if (change.remove.length > 0) {
    await session.aws.call('ScalingUntagResource', { ResourceARN: arn, TagKeys: [...change.remove] }, session.call);
  }
}
