import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { Annotation } from '../../api/annotations.ts';
import type { Pending, RolloutStatus } from '../../api/status.ts';
import { lastSegment } from '../names.ts';
import type { ServiceAction } from './action.ts';
import { deploymentNumber, hasEnded, isDeploymentOf } from './assess-rollout.ts';
import type { PlanNotice } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';
import { isRequested } from './verbs.ts';
import { describeWaiting } from './waiting-gates.ts';

/** What the annotations `approve` and `abort` come to. */
export interface GateDecision {
  readonly actions: readonly ServiceAction[];
  /** Verbs that are dealt with once this is recorded. */
  readonly handled: readonly Annotation[];
  /** An answer that was given and is not carried out yet: recorded with its verb, so that it is not given to the next gate. */
  readonly pending?: Pending | undefined;
  readonly notices: readonly PlanNotice[];
}

export const NO_GATES: GateDecision = { actions: [], handled: [], notices: [] };

/**
 * Decides about `approve` and `abort`. Both name what they mean, so that no answer reaches a deployment that its author
 * has never seen: `abort` names the deployment, `approve` the deployment (then it answers the gates that wait now, or else
 * the next one) or the id of one hook. What names anything else does nothing, and is told.
 *
 * @param rollout as ECS shows it now; nothing is decided before its service deployment is known
 */
export function decideGates(situation: ServiceSituation, rollout: RolloutStatus | undefined): GateDecision {
  if (situation.spec.suspend === true || rollout === undefined || isUnknown(rollout)) return NO_GATES;
  const gate: Gate = { situation, rollout, deployment: underWay(situation, rollout) };
  const aborted = decideAbort(gate);
  if (aborted.actions.length > 0) return { ...aborted, handled: [...aborted.handled, Annotation.Approve] };
  const approved = decideApproval(gate);
  return {
    actions: approved.actions,
    handled: [...aborted.handled, ...approved.handled],
    pending: approved.pending,
    notices: [...aborted.notices, ...approved.notices, ...newGateNotices(gate)],
  };
}

interface Gate {
  readonly situation: ServiceSituation;
  readonly rollout: RolloutStatus;
  /** The service deployment of the rollout, while it can still be answered. */
  readonly deployment: ServiceDeployment | undefined;
}

function isUnknown({ status, serviceDeploymentArn }: RolloutStatus): boolean {
  return status === 'Pending' || (serviceDeploymentArn === undefined && !hasEnded(status));
}

function underWay({ observed }: ServiceSituation, rollout: RolloutStatus): ServiceDeployment | undefined {
  const { deployment } = observed;
  if (rollout.status !== 'InProgress' || deployment === undefined) return undefined;
  return isDeploymentOf(rollout, deployment.targetServiceRevision?.arn) ? deployment : undefined;
}

function decideAbort({ situation, rollout, deployment }: Gate): GateDecision {
  const serviceDeploymentArn = deployment?.serviceDeploymentArn;
  if (serviceDeploymentArn !== undefined && isPending(situation, 'StopServiceDeployment', serviceDeploymentArn)) {
    return abort(situation, serviceDeploymentArn);
  }
  if (!isRequested(situation, Annotation.Abort)) return NO_GATES;
  const value = situation.annotations[Annotation.Abort] ?? '';
  const handled = [Annotation.Abort];
  if (!namesDeployment(value, rollout) || hasEnded(rollout.status)) {
    return { ...NO_GATES, handled, notices: [ignored('AbortIgnored', 'abort', value, rollout)] };
  }
  if (rollout.status === 'RollingBack') return { ...NO_GATES, handled };
  return serviceDeploymentArn === undefined ? NO_GATES : { ...abort(situation, serviceDeploymentArn), handled };
}

function abort(situation: ServiceSituation, serviceDeploymentArn: string): GateDecision {
  const pending = pendingCall(situation, 'StopServiceDeployment', serviceDeploymentArn);
  const input = { serviceDeploymentArn, stopType: 'ROLLBACK' } as const;
  return { ...NO_GATES, pending, actions: [{ operation: 'StopServiceDeployment', input, pending }] };
}

function decideApproval(gate: Gate): GateDecision {
  const { situation, rollout } = gate;
  const waiting = gate.deployment === undefined ? [] : (rollout.waitsFor ?? []).map(({ hookId }) => hookId);
  const granted = waiting.filter((hookId) => isPending(situation, 'ContinueServiceDeployment', hookId));
  if (!isRequested(situation, Annotation.Approve)) return approval(gate, granted);
  const value = situation.annotations[Annotation.Approve] ?? '';
  const handled = [Annotation.Approve];
  const named = namesDeployment(value, rollout);
  const meant = waiting.filter((hookId) => named || hookId === value);
  if (meant.length > 0) return { ...approval(gate, [...new Set([...granted, ...meant])]), handled };
  // Given ahead of the gate: it is kept for the next one of this deployment.
  if (named && rollout.status === 'InProgress') return approval(gate, granted);
  return { ...approval(gate, granted), handled, notices: [ignored('ApprovalIgnored', 'approve', value, rollout)] };
}

function approval({ situation, deployment }: Gate, hookIds: readonly string[]): GateDecision {
  if (hookIds.length === 0 || deployment === undefined) return NO_GATES;
  const { serviceDeploymentArn } = deployment;
  const pending = pendingCall(situation, 'ContinueServiceDeployment', hookIds.join(','));
  const actions = hookIds.map((hookId): ServiceAction => {
    const input = { serviceDeploymentArn, hookId, action: 'CONTINUE' } as const;
    return { operation: 'ContinueServiceDeployment', input, pending };
  });
  return { ...NO_GATES, pending, actions };
}

function isPending({ status: { pending } }: ServiceSituation, operation: Pending['operation'], key: string): boolean {
  return pending?.operation === operation && pending.key.split(',').includes(key);
}

function pendingCall({ status, domainNow }: ServiceSituation, operation: Pending['operation'], key: string): Pending {
  const { pending } = status;
  if (pending?.operation === operation && pending.key === key) return pending;
  return { operation, key, since: new Date(domainNow).toISOString() };
}

/** The ARN of the service deployment or its last part, and as well the deployment's own id, with or without `ecs-svc/`. */
function namesDeployment(value: string, { serviceDeploymentArn, deploymentId }: RolloutStatus): boolean {
  const names = [serviceDeploymentArn, deploymentId].flatMap((name) => name ?? []);
  return (
    names.some((name) => value === name || value === lastSegment(name)) || value === deploymentNumber(deploymentId)
  );
}

function ignored(reason: PlanNotice['reason'], verb: string, value: string, rollout: RolloutStatus): PlanNotice {
  const newest = lastSegment(rollout.serviceDeploymentArn ?? rollout.deploymentId ?? 'unknown');
  const message = `${verb}=${value} names nothing that is under way; nothing was done. The newest deployment is ${newest}: ${rollout.status}.`;
  return { type: 'Warning', reason, message };
}

/** A gate that was not waiting at the last look. */
function newGateNotices({ situation, rollout }: Gate): readonly PlanNotice[] {
  const known = situation.status.rollout?.waitsFor ?? [];
  const isNew = rollout.waitsFor?.some(({ hookId }) => !known.some((gate) => gate.hookId === hookId)) === true;
  const waiting = describeWaiting(rollout, situation.status.lastHandled);
  if (!isNew || waiting === undefined) return [];
  const [gate] = rollout.waitsFor ?? [];
  const message = `The deployment has come to ${gate?.lifecycleStage ?? 'a gate'}. ${waiting}`;
  return [{ type: 'Normal', reason: 'ApprovalRequired', message }];
}
