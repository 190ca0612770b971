import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { hexDigits } from '../../identifiers.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkNoPendingUpdate } from '../access.ts';
import { moveIntoBounds } from '../activities.ts';
import { checkTargetQuota } from '../quotas.ts';
import { invalid } from '../refusals.ts';
import { checkIdentity, targetArn } from '../scalable-resource.ts';
import { serviceCounts } from '../service-counts.ts';
import type { TargetRecord } from '../state.ts';
import { checkNotEmpty, checkTags } from '../tags.ts';
import { wake } from '../wake.ts';

interface Request {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
  readonly RoleARN?: string;
  readonly SuspendedState?: SuspendedState;
  readonly Tags?: Record<string, string>;
}

/** Creates or updates a target. What an update leaves out stays. The count is moved into the bounds at once. */
export function registerScalableTarget(context: Context, input: Json): Json {
  const resourceId = checkIdentity(input);
  const request = input as Request;
  checkRole(request.RoleARN);
  const { targets } = context.world.autoscaling;
  const existing = targets.get(resourceId);
  const bounds = checkBounds(request, existing);
  checkTagsOf(request, existing);
  if (serviceCounts(context, resourceId) === undefined) throw invalid(`ECS service doesn't exist: ${resourceId}`);
  checkNoPendingUpdate(context, resourceId);
  if (existing === undefined) checkTargetQuota(targets);

  const target = existing ?? newTarget(context, resourceId, request.Tags ?? {});
  Object.assign(target, bounds);
  suspend(target, request.SuspendedState);
  targets.set(resourceId, target);
  moveIntoBounds(context, target);
  wake(context.world.autoscaling);
  return { ScalableTargetARN: targetArn(context, target) };
}

/** A role is checked for its form and then ignored: the service-linked one is used (recorded). */
function checkRole(roleArn: string | undefined): void {
  if (roleArn !== undefined && !roleArn.startsWith('arn:')) throw invalid(`'${roleArn}' is not a valid ARN`);
}

function checkBounds(request: Request, existing: TargetRecord | undefined): { min: number; max: number } {
  const min = request.MinCapacity ?? existing?.min;
  const max = request.MaxCapacity ?? existing?.max;
  if (min === undefined) throw invalid('Minimum capacity must be specified');
  if (max === undefined) throw invalid('Maximum capacity must be specified');
  if (min < 0) throw invalid('Minimum capacity cannot be less than 0');
  if (max < min) throw invalid('Maximum capacity cannot be less than minimum capacity');
  return { min, max };
}

function checkTagsOf(request: Request, existing: TargetRecord | undefined): void {
  if (request.Tags === undefined) return;
  checkNotEmpty(request.Tags);
  if (existing !== undefined) {
    throw invalid(
      'The scalable target that you tried to tag already exists. ' +
        'To update tags on an existing scalable target, use the TagResource API.',
    );
  }
  checkTags({}, request.Tags);
}

function newTarget(context: Context, resourceId: string, tags: Record<string, string>): TargetRecord {
  return {
    id: hexDigits(context.random, 32),
    resourceId,
    min: 0,
    max: 0,
    createdAt: context.clock.now(),
    suspended: { in: false, out: false, scheduled: false },
    tags: { ...tags },
    policies: new Map(),
    actions: new Map(),
  };
}

function suspend(target: TargetRecord, state: SuspendedState | undefined): void {
  const { suspended } = target;
  suspended.in = state?.DynamicScalingInSuspended ?? suspended.in;
  suspended.out = state?.DynamicScalingOutSuspended ?? suspended.out;
  suspended.scheduled = state?.ScheduledScalingSuspended ?? suspended.scheduled;
}
