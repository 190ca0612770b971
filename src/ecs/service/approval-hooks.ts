import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';

type Hook = NonNullable<NonNullable<EcsServiceSpec['deploymentConfiguration']>['lifecycleHooks']>[number];
type Approval = NonNullable<NonNullable<EcsServiceSpec['rollout']>['approvals']>[number];

/** Stages that may pause; not the two at which traffic moves (DeploymentLifecycleHook, targetType). */
export const APPROVAL_STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const satisfies readonly Hook['lifecycleStages'][number][];

/** What ECS takes when a hook names none; sent, so that what is read back is what was asked for. */
const DEFAULT_TIMEOUT = { timeoutInMinutes: 1440, action: 'ROLLBACK' } as const;

/** The spec with a PAUSE hook for each of `rollout.approvals`, behind the hooks that it names itself. */
export function withApprovalHooks(spec: EcsServiceSpec): EcsServiceSpec {
  const approvals = spec.rollout?.approvals;
  if (approvals === undefined) return spec;
  const { deploymentConfiguration } = spec;
  const lifecycleHooks = [...(deploymentConfiguration?.lifecycleHooks ?? []), ...approvals.map(hookOf)];
  return { ...spec, deploymentConfiguration: { ...deploymentConfiguration, lifecycleHooks } };
}

function hookOf({ lifecycleStage, timeoutConfiguration }: Approval): Hook {
  return {
    targetType: 'PAUSE',
    lifecycleStages: [lifecycleStage],
    timeoutConfiguration: { ...DEFAULT_TIMEOUT, ...timeoutConfiguration },
  };
}
