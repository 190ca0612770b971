import type { EcsScaling } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { alarmTagList, withPolicyAction } from '../../ecs/scaling/alarm.ts';
import { targetIdentity } from '../../ecs/scaling/desired.ts';
import type { ScalingAction } from '../../ecs/scaling/situation.ts';
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
  const policyArns = new Map(plan.policyArns);
  for (const [done, action] of plan.actions.entries()) {
    if (done < plan.done) continue;
    try {
      await execute(session, action, policyArns);
    } catch (error) {
      if (error instanceof AwaitToken) onWait({ ...plan, done, policyArns });
      throw error;
    }
  }
}

async function execute(
  session: Session<EcsScaling>,
  action: ScalingAction,
  policyArns: Map<string, string>,
): Promise<unknown> {
  const { aws, call } = session;
  const identity = targetIdentity(session.facts.resourceId ?? '');
  switch (action.kind) {
    case 'register':
      return register(session, action.input);
    case 'putPolicy':
      return putPolicy(session, action.input, policyArns);
    case 'deletePolicy':
      return aws.call('DeleteScalingPolicy', { ...identity, PolicyName: action.name }, call);
    case 'putScheduledAction':
      return aws.call('PutScheduledAction', action.input, call);
    case 'deleteScheduledAction':
      return aws.call('DeleteScheduledAction', { ...identity, ScheduledActionName: action.name }, call);
    case 'putAlarm':
      return putAlarm(session, action, policyArns);
    case 'deleteAlarm':
      return deleteAlarm(session, action.name);
    case 'tag':
      return tag(session, action);
    case 'tagAlarm':
      return tagAlarm(session, action);
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

async function putPolicy(
  session: Session<EcsScaling>,
  input: (ScalingAction & { kind: 'putPolicy' })['input'],
  policyArns: Map<string, string>,
): Promise<void> {
  const { PolicyARN: arn } = await session.aws.call('PutScalingPolicy', input, session.call);
  if (arn !== undefined) policyArns.set(input.PolicyName ?? '', arn);
}

/** Calls the policy by the ARN of the answer that made it, or as it was observed. */
async function putAlarm(
  session: Session<EcsScaling>,
  { input, policy, policyArn }: ScalingAction & { kind: 'putAlarm' },
  policyArns: ReadonlyMap<string, string>,
): Promise<void> {
  const arn = policyArns.get(policy) ?? policyArn;
  // The next look sees the policy, and its ARN.
  if (arn === undefined) return;
  await session.aws.call('PutMetricAlarm', withPolicyAction(input, arn), session.call);
}

/** One that somebody else has deleted meanwhile is as good. @throws AwsError */
export async function deleteAlarm(session: Session<EcsScaling>, name: string): Promise<void> {
  try {
    await session.aws.call('DeleteAlarms', { AlarmNames: [name] }, session.call);
  } catch (error) {
    if (!(error instanceof AwsError && error.class === 'notFound')) throw error;
  }
}

async function tag(session: Session<EcsScaling>, { arn, change }: ScalingAction & { kind: 'tag' }): Promise<void> {
  if (Object.keys(change.set).length > 0) {
    await session.aws.call('ScalingTagResource', { ResourceARN: arn, Tags: { ...change.set } }, session.call);
  }
  if (change.remove.length > 0) {
    await session.aws.call('ScalingUntagResource', { ResourceARN: arn, TagKeys: [...change.remove] }, session.call);
  }
}

async function tagAlarm(
  session: Session<EcsScaling>,
  { arn, change }: ScalingAction & { kind: 'tagAlarm' },
): Promise<void> {
  if (Object.keys(change.set).length > 0) {
    await session.aws.call('AlarmTagResource', { ResourceARN: arn, Tags: alarmTagList(change.set) }, session.call);
  }
  if (change.remove.length > 0) {
    await session.aws.call('AlarmUntagResource', { ResourceARN: arn, TagKeys: [...change.remove] }, session.call);
  }
}
