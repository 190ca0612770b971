import type { DeploymentLifecycleHook } from '@aws-sdk/client-ecs';
import { checkOneOf, invalidParameter } from '../../parameter-rules.ts';

const STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
];
const MOST_OF_A_TYPE = 10;
const LONGEST_TIMEOUT_MINUTES = 20_160;

/** What AWS asks of lifecycle hooks. UNKNOWN: every text but that of the target type (documented). */
export function checkHooks(hooks: readonly DeploymentLifecycleHook[]): void {
  for (const hook of hooks) {
    if (!['AWS_LAMBDA', 'PAUSE'].includes(typeOf(hook))) {
      throw invalidParameter('Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE');
    }
    checkHookStages(hook);
    checkHookTarget(hook);
    checkHookTimeout(hook);
  }
  for (const type of ['AWS_LAMBDA', 'PAUSE']) {
    if (hooks.filter((hook) => typeOf(hook) === type).length <= MOST_OF_A_TYPE) continue;
    throw invalidParameter(`lifecycleHooks can have at most ${MOST_OF_A_TYPE} hooks of targetType ${type}.`);
  }
}

function typeOf({ targetType }: DeploymentLifecycleHook): string {
  return targetType ?? 'AWS_LAMBDA';
}

function checkHookStages(hook: DeploymentLifecycleHook): void {
  const stages = hook.lifecycleStages ?? [];
  if (stages.length === 0) throw invalidParameter('lifecycleStages can not be empty.');
  for (const stage of stages) {
    checkOneOf('lifecycleStages', stage, STAGES);
    if (typeOf(hook) !== 'PAUSE' || !/^(TEST|PRODUCTION)_TRAFFIC_SHIFT$/.test(stage)) continue;
    throw invalidParameter(`PAUSE hooks are not supported at lifecycle stage ${stage}.`);
  }
}

function checkHookTarget(hook: DeploymentLifecycleHook): void {
  if (typeOf(hook) === 'PAUSE') return;
  if (!/^arn:aws[\w-]*:lambda:/.test(hook.hookTargetArn ?? '')) {
    throw invalidParameter('hookTargetArn must be the ARN of a Lambda function for AWS_LAMBDA hooks.');
  }
  if (hook.roleArn === undefined) throw invalidParameter('roleArn is required for AWS_LAMBDA hooks.');
}

function checkHookTimeout({ timeoutConfiguration }: DeploymentLifecycleHook): void {
  checkOneOf('timeoutConfiguration.action', timeoutConfiguration?.action, ['ROLLBACK', 'CONTINUE']);
  const minutes = timeoutConfiguration?.timeoutInMinutes;
  if (minutes === undefined || (minutes >= 1 && minutes <= LONGEST_TIMEOUT_MINUTES)) return;
  throw invalidParameter(`timeoutInMinutes must be between 1 and ${LONGEST_TIMEOUT_MINUTES}.`);
}
