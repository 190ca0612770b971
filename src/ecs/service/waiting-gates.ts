import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { Annotation } from '../../api/annotations.ts';
import type { RolloutStatus, WaitingGate } from '../../api/status.ts';
import { lastSegment } from '../names.ts';
import { present } from './present.ts';

/** The PAUSE hooks of a deployment that wait for somebody's decision (DescribeServiceDeployments, lifecycleHookDetails). */
export function waitingGates(deployment: ServiceDeployment | undefined): readonly WaitingGate[] {
  return (deployment?.lifecycleHookDetails ?? [])
    .filter(({ status, hookId }) => status === 'AWAITING_ACTION' && hookId !== undefined)
    .map(({ hookId = '', expiresAt, timeoutAction }) =>
      present<WaitingGate>({
        hookId,
        lifecycleStage: deployment?.lifecycleStage,
        expiresAt: expiresAt?.toISOString(),
        timeoutAction,
      }),
    );
}

/**
 * What a rollout waits for, until when, and how to answer; `undefined` when it waits for nobody.
 *
 * @param lastHandled to name a value of `approve` that is a new one
 */
export function describeWaiting(
  rollout: RolloutStatus | undefined,
  lastHandled: Readonly<Record<string, string>> | undefined,
): string | undefined {
  const [gate] = rollout?.waitsFor ?? [];
  if (rollout === undefined || gate === undefined) return undefined;
  const name = lastSegment(rollout.serviceDeploymentArn ?? rollout.deploymentId ?? '');
  const approval = lastHandled?.[Annotation.Approve] === name ? gate.hookId : name;
  const otherwise = gate.timeoutAction === 'CONTINUE' ? 'goes on' : 'rolls back';
  const until = gate.expiresAt === undefined ? '' : ` until ${gate.expiresAt}, when ECS ${otherwise}`;
  return (
    `It waits for approval${until}. Let it go on with the annotation ${Annotation.Approve}=${approval}, ` +
    `or roll it back with ${Annotation.Abort}=${name}.`
  );
}
