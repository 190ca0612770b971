import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exceptions } from '../../src/codegen/exceptions.ts';
import { Cluster } from '../support/cluster.ts';
import { dryRunCreate } from '../support/dry-run.ts';
import { realWorldInputs } from '../support/real-world-inputs.ts';

type Json = Record<string, unknown>;

/** Why an input is not put before the schema of EcsScaling. */
const notTried: Record<string, string> = {
  'sc-021': 'wrong for the AWS API only because of its spelling, which is that of a manifest',
  'sc-031': 'a wrapper of another tool',
  'sc-035': 'an answer of DescribeScheduledActions',
};
for (const id of ['040', '041', '042', '045', '048', '049', '054', '057']) {
  notTried[`sc-${id}`] = 'CloudFormation properties with alarms, numbers partly strings';
}

const inputs = realWorldInputs('Scaling').filter(({ id }) => !(id in notTried));

/** PascalCase to lowerCamelCase, all the way down. */
function respelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(respelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), respelled(member)]),
  );
}

/** A request of Application Auto Scaling as an item of `policies` or `scheduledActions`. */
function item(request: string, name: string, input: Json): Json {
  const carried = Object.entries(input).filter(([member]) => !(`${request}.${member}` in exceptions));
  return { name: input[name], ...(respelled(Object.fromEntries(carried)) as Json) };
}

/** The manifest's form of what people hand to the AWS CLI: requests, bare policy configurations, and bundles. */
function asSpec(input: Json): Json {
  const spec = { resourceId: 'service/main/web', minCapacity: 1, maxCapacity: 10 };
  if ('ScheduledActionName' in input) {
    return { ...spec, scheduledActions: [item('PutScheduledActionRequest', 'ScheduledActionName', input)] };
  }
  return { ...spec, policies: policies(input) };
}

/** For what is the alarm of a step policy. */
const stepPolicy = {
  name: 'p',
  policyType: 'StepScaling',
  stepScalingPolicyConfiguration: {
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
  },
};

function policies(input: Json): Json[] {
  if (Array.isArray(input['ScalingPolicies'])) return (input['ScalingPolicies'] as Json[]).flatMap(policies);
  if ('PolicyType' in input) return [item('PutScalingPolicyRequest', 'PolicyName', input)];
  if ('AlarmName' in input) return [{ ...stepPolicy, alarm: respelled(input) }];
  if ('AdjustmentType' in input) {
    return [{ name: 'p', policyType: 'StepScaling', stepScalingPolicyConfiguration: respelled(input) }];
  }
  return [
    { name: 'p', policyType: 'TargetTrackingScaling', targetTrackingScalingPolicyConfiguration: respelled(input) },
  ];
}

/** What AWS takes and a manifest cannot say in this way. */
const stricterHere: Record<string, RegExp> = {
  // The same policy twice: AWS writes it twice, a manifest names each once.
  'sc-004': /spec\.policies\[1\]: Duplicate value: \{"name":"wordpress-scaling-policy"\}/,
  // The AWS CLI guesses the zone of a time without one.
  'sc-034': /scheduledActions\[0\]\.startTime in body must be of type date-time/,
};

const faults: Record<string, RegExp> = {
  ...stricterHere,
  'sc-007': /unknown field "spec\.policies\[0\]\.targetTrackingScalingPolicyConfiguration\._comment"/,
  'sc-011': /unknown field "spec\.policies\[0\]\.targetTrackingScalingPolicyConfiguration\._comment/,
  'sc-020': /predefinedMetricType: Unsupported value: "ASGAverageNetworkIn": supported values: "ALB/,
  'sc-024': /predefinedMetricType: Unsupported value: "ASGAverageCPUUtilization"/,
};

let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster();
});
afterAll(() => cluster.close());

describe('scaling that AWS takes', () => {
  it.each(inputs.filter(({ id, valid }) => valid && !(id in stricterHere)))(
    '$id is stored as it is',
    async ({ input }) => {
      const spec = asSpec(input);
      const { stored, refusal } = await dryRunCreate(cluster, 'EcsScaling', spec);
      expect(refusal).toBeUndefined();
      expect(stored?.spec).toEqual(spec);
    },
  );
});

it('is all accounted for', () => {
  expect(inputs.filter(({ id, valid }) => valid === id in faults && !(id in stricterHere))).toEqual([]);
});

describe('scaling that is refused', () => {
  it.each(inputs.filter(({ id }) => id in faults))('$id', async ({ id, input }) => {
    const { refusal } = await dryRunCreate(cluster, 'EcsScaling', asSpec(input));
    expect(refusal).toMatch(faults[id] ?? /^$/);
  });
});
