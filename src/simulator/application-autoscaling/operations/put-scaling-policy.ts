import type {
  PredictiveScalingPolicyConfiguration,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { uuid } from '../../identifiers.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkNoPendingUpdate } from '../access.ts';
import { alarmViews, checkTrackingAlarms, newTrackingAlarms } from '../alarms.ts';
import { checkPredictivePolicy } from '../predictive-policy.ts';
import { checkPolicyQuota } from '../quotas.ts';
import { invalid, invalidByModel } from '../refusals.ts';
import { checkIdentity, policyArn, requireTarget } from '../scalable-resource.ts';
import type { PolicyRecord, PolicyType, TargetRecord } from '../state.ts';
import { checkStepPolicy, mergedStep } from '../step-policy.ts';
import { checkTrackingPolicy, mergedTracking, withDefaults } from '../tracking-policy.ts';
import { wake } from '../wake.ts';

interface Request {
  readonly PolicyName: string;
  readonly PolicyType?: string;
  readonly StepScalingPolicyConfiguration?: StepScalingPolicyConfiguration;
  readonly TargetTrackingScalingPolicyConfiguration?: TargetTrackingScalingPolicyConfiguration;
  readonly PredictiveScalingPolicyConfiguration?: PredictiveScalingPolicyConfiguration;
}

/** Creates or updates a policy. What an update leaves out stays; tracking alarms are made anew each time. */
export function putScalingPolicy(context: Context, input: Json): Json {
  const request = input as Json & Request;
  checkTypeByModel(request.PolicyType);
  const target = requireTarget(context, checkIdentity(input), 'registered');
  const existing = target.policies.get(request.PolicyName);
  const type = typeOf(request, existing);
  checkSingleConfiguration(request, type);
  const configuration = configurationOf(context, target, request, type, existing);
  checkPolicyQuota(target, request.PolicyName);
  checkNoPendingUpdate(context, target.resourceId);
  const policy: PolicyRecord = {
    name: request.PolicyName,
    type,
    createdAt: existing?.createdAt ?? context.clock.now(),
    createdBy: existing?.createdBy ?? uuid(context.random),
    alarms: [],
    ...configuration,
    lastScaleOut: existing?.lastScaleOut,
    lastScaleInAt: existing?.lastScaleInAt,
  };
  if (type === 'TargetTrackingScaling') {
    checkTrackingAlarms(context, target, policy);
    policy.alarms = newTrackingAlarms(context, target, policy);
  }
  target.policies.set(policy.name, policy);
  wake(context.world.autoscaling);
  return { PolicyARN: policyArn(context, target, policy.name), Alarms: alarmViews(context, target, policy) };
}

/** The server's list has a type that the SDK does not know (recorded). */
const policyTypes = ['PredictiveScaling', 'RightSizing', 'StepScaling', 'TargetTrackingScaling'];

function checkTypeByModel(type: string | undefined): void {
  if (type === undefined || policyTypes.includes(type)) return;
  throw invalidByModel(type, 'policyType', `Member must satisfy enum value set: [${policyTypes.join(', ')}]`);
}

function typeOf(request: Request, existing: PolicyRecord | undefined): PolicyType {
  const type = request.PolicyType ?? existing?.type;
  if (type === undefined) throw invalid('Scaling policy type must be specified');
  // UNKNOWN: the text. RightSizing is undocumented.
  if (type === 'RightSizing') throw invalid('Unsupported scaling policy type: RightSizing');
  if (existing !== undefined && existing.type !== type && [existing.type, type].includes('StepScaling')) {
    throw invalid('You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.');
  }
  return type as PolicyType;
}

const configurationMembers = {
  StepScaling: 'StepScalingPolicyConfiguration',
  TargetTrackingScaling: 'TargetTrackingScalingPolicyConfiguration',
  PredictiveScaling: 'PredictiveScalingPolicyConfiguration',
} as const satisfies Record<PolicyType, keyof Request>;

function checkSingleConfiguration(request: Request, type: PolicyType): void {
  const given = Object.values(configurationMembers).filter((member) => request[member] !== undefined);
  if (given.length === 0 || (given.length === 1 && given[0] === configurationMembers[type])) return;
  throw invalid(
    'You must only provide a single scaling policy configuration, which must match the scaling policy type specified.',
  );
}

function configurationOf(
  context: Context,
  target: TargetRecord,
  request: Request,
  type: PolicyType,
  existing: PolicyRecord | undefined,
): Partial<PolicyRecord> {
  switch (type) {
    case 'StepScaling':
      return { step: stepOf(request.StepScalingPolicyConfiguration, existing) };
    case 'TargetTrackingScaling':
      return { tracking: trackingOf(context, target, request, existing) };
    case 'PredictiveScaling': {
      const predictive = request.PredictiveScalingPolicyConfiguration ?? existing?.predictive;
      if (predictive === undefined) throw invalid('You must specify PredictiveScalingConfiguration.');
      checkPredictivePolicy(predictive);
      return { predictive };
    }
  }
}

function stepOf(
  given: StepScalingPolicyConfiguration | undefined,
  existing: PolicyRecord | undefined,
): StepScalingPolicyConfiguration {
  const config = mergedStep(existing?.step, given);
  if (config === undefined) throw invalid('StepScaling policy configuration must be specified');
  checkStepPolicy(config);
  return config;
}

function trackingOf(
  context: Context,
  target: TargetRecord,
  request: Request,
  existing: PolicyRecord | undefined,
): TargetTrackingScalingPolicyConfiguration {
  const given = request.TargetTrackingScalingPolicyConfiguration;
  if (given === undefined) {
    if (existing?.tracking !== undefined) return existing.tracking;
    throw invalid('TargetTrackingScaling policy configuration must be specified');
  }
  const config = mergedTracking(existing?.tracking, given);
  checkTrackingPolicy(context, target, request.PolicyName, config);
  return withDefaults(config);
}
