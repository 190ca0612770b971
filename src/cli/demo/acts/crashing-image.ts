import { DemoFailure } from '../demo-failure.ts';
import type { ServiceSeen } from '../ecs-snapshot.ts';
import { conditionOf, describeObject } from '../readiness.ts';
import { shortArn } from '../short-names.ts';
import { namespace, objectName, type Stage } from '../stage.ts';
import { selectSections } from './describe-sections.ts';
import { withTag } from './quickstart.ts';

/** An image that crashes: ECS rolls back, the service goes on with the old one, and the object says why. */
export async function rollOutCrashingImage(stage: Stage): Promise<void> {
  const working = theService(stage).taskDefinition;
  stage.narrator.tell({
    actor: 'demo',
    text: 'the new tasks will crash; ECS waits between tries, then its circuit breaker goes back to what worked',
  });
  stage.narrator.quote(await stage.kubectl(['apply', '-f', '-'], await withTag('3.0-crash')));
  await untilRolledBack(stage);
  await untilRestored(stage, working);
  stage.narrator.quote(await stage.kubectl(['get', 'ecssvc,ecstd,ecsscale']));
  stage.narrator.quote(selectSections(await stage.kubectl(['describe', 'ecssvc', objectName]), shownSections));
  stage.narrator.tell({ actor: 'demo', text: `(shown of what kubectl describe says: ${shownSections.join(', ')})` });
}

/** Longer silence makes a user wonder. */
const silenceMs = 3_000;
const shownSections = ['Conditions', 'Failed Tasks', 'Events'] as const;

function untilRolledBack(stage: Stage): Promise<true> {
  const read = () => stage.kubernetes.get('EcsService', namespace, objectName);
  return stage.until(
    'EcsService to say RolledBack',
    () => {
      if (stage.narrator.silentMs > silenceMs) tellMeanwhile(stage);
      const stalled = conditionOf(read(), 'Stalled');
      if (stalled === undefined || stalled.status !== 'True') return undefined;
      if (stalled.reason !== 'RolledBack') throw new DemoFailure(describeObject('EcsService', read()));
      return true;
    },
    () => describeObject('EcsService', read()),
  );
}

/** ECS waits for minutes between two tries: what there is to see meanwhile is that nothing is broken. */
function tellMeanwhile(stage: Stage): void {
  const { serviceName, runningCount, desiredCount } = theService(stage);
  // Just now something was to be told after all.
  if (stage.narrator.silentMs <= silenceMs) return;
  const text = `service ${serviceName} runs ${runningCount} of ${desiredCount} tasks meanwhile; ECS waits before it tries again`;
  stage.narrator.tell({ actor: 'ecs', text });
}

/** ECS goes on with the revision that worked, with as many tasks as are wanted. */
async function untilRestored(stage: Stage, working: string): Promise<void> {
  const { desiredCount } = await stage.until(
    `ECS to run ${shortArn(working)} again`,
    () => {
      const service = theService(stage);
      const [primary, ...others] = service.deployments;
      const restored = primary?.taskDefinition === working && primary.rolloutState === 'COMPLETED';
      return restored && others.length === 0 && service.runningCount === service.desiredCount ? service : undefined;
    },
    () => JSON.stringify(theService(stage).deployments),
  );
  const text = `service ${theService(stage).serviceName} runs ${desiredCount} tasks of ${shortArn(working)}, as before`;
  stage.narrator.tell({ actor: 'ecs', text, tone: 'good' });
}

function theService({ ecs }: Stage): ServiceSeen {
  const service = ecs.look().services.find(({ status }) => status === 'ACTIVE');
  if (service === undefined) throw new DemoFailure('the service is not in ECS any more');
  return service;
}
