import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at, type CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  activities,
  cpuAt50,
  customAt,
  desiredCount,
  only,
  putStep,
  putTracking,
  refusalOf,
  resourceId,
  scaling,
  target,
  tryScaling,
  web,
} from './scaling-scenes.ts';
import { registerFargate } from './service-scenes.ts';

export const trueLabel = 'app/web/0123456789abcdef/targetgroup/web/0123456789abcdef';

export async function boundToGroup(bed: TestBed): Promise<void> {
  await web(bed);
  const container = { portMappings: [{ containerPort: 80 }] };
  await registerFargate(bed, 'ported', { container });
  await bed.call('UpdateService', {
    cluster: 'demo',
    service: 'web',
    taskDefinition: 'ported',
    loadBalancers: [
      {
        targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0123456789abcdef',
        containerName: 'app',
        containerPort: 80,
      },
    ],
  });
  await scaling(bed, 'RegisterScalableTarget', { MinCapacity: 0, MaxCapacity: 2 });
}

async function fourPolicies(bed: TestBed): Promise<void> {
  await target(bed);
  await putStep(bed, 'step');
  await putTracking(bed, 'cpu', cpuAt50);
  await putTracking(bed, 'custom', customAt(1, 'NeverPublished'));
  await putStep(bed, 'another');
}

function namesIn(answer: Json): string[] {
  return (answer['ScalingPolicies'] as Json[]).map((policy) => String(policy['PolicyName']));
}

function query(id: string, name: string): Json {
  const stat = { Metric: { Namespace: 'my', MetricName: name }, Stat: 'Average' };
  return { Id: id, MetricStat: stat, ReturnData: false };
}

export const setups: CaseSetups = {
  'aas-putpolicy-no-target': { prepare: (bed) => web(bed) },
  'aas-putpolicy-no-type': { prepare: (bed) => target(bed) },
  'aas-putpolicy-bad-type': { prepare: (bed) => target(bed) },
  'aas-putpolicy-step-empty-config': { prepare: (bed) => target(bed) },
  'aas-putpolicy-step': {
    prepare: (bed) => target(bed),
    check: async ([answer], bed) => {
      const described = await bed.call(
        'DescribeScalableTargets',
        { ServiceNamespace: 'ecs' },
        'application-autoscaling',
      );
      const id = String(at(described, 'ScalableTargets', 0, 'ScalableTargetARN')).slice(-32);
      const uuid = /scalingPolicy:([^:]+):/.exec(String(answer?.body['PolicyARN']))?.[1];
      assert.equal(uuid?.replaceAll('-', ''), id);
    },
  },
  'aas-describepolicies-step-defaults': {
    prepare: async (bed) => {
      await target(bed);
      await putStep(bed, 'step');
    },
  },
  'aas-putpolicy-step-omit-config': {
    prepare: async (bed) => {
      await target(bed);
      await putStep(bed, 'step');
    },
    check: async (_answers, bed) => {
      await scaling(bed, 'PutScalingPolicy', { PolicyName: 'step', PolicyType: null });
      const policy = await only(bed, 'DescribeScalingPolicies', 'ScalingPolicies');
      assert.equal(at(policy, 'StepScalingPolicyConfiguration', 'AdjustmentType'), 'ExactCapacity');
    },
  },
  'aas-putpolicy-step-gap': { prepare: (bed) => target(bed) },
  'aas-putpolicy-step-overlap': { prepare: (bed) => target(bed) },
  'aas-putpolicy-step-cooldown-negative': { prepare: (bed) => target(bed) },
  'aas-putpolicy-too-many-steps': { prepare: (bed) => target(bed) },
  'aas-putpolicy-tt-no-config': { prepare: (bed) => target(bed) },
  'aas-putpolicy-tt-cpu': { prepare: (bed) => target(bed), ordered: ['$.Alarms'] },
  'aas-describepolicies-tt-defaults': {
    prepare: async (bed) => {
      await target(bed);
      await putStep(bed, 'step');
      await putTracking(bed, 'cpu', cpuAt50);
    },
  },
  'aas-putpolicy-tt-target-zero': { prepare: (bed) => target(bed) },
  'aas-putpolicy-tt-no-metric': { prepare: (bed) => target(bed) },
  'aas-putpolicy-tt-alb-no-label': { prepare: (bed) => target(bed) },
  'aas-putpolicy-tt-custom': {
    prepare: (bed) => target(bed),
    check: async (_answers, bed) => {
      const policy = await only(bed, 'DescribeScalingPolicies', 'ScalingPolicies');
      const config = at(policy, 'TargetTrackingScalingPolicyConfiguration', 'CustomizedMetricSpecification');
      assert.deepEqual(at(config, 'Dimensions'), []);
    },
  },
  'aas-putpolicy-two-configs': { prepare: (bed) => target(bed) },
  'aas-putpolicy-predictive-no-config': { prepare: (bed) => target(bed) },
  'aas-describepolicies-name-filter': { prepare: fourPolicies, partial: ['$.ScalingPolicies[*]', '$'] },
  'aas-describepolicies-max-1': {
    prepare: fourPolicies,
    partial: ['$.ScalingPolicies[*]', '$'],
    check: async ([answer], bed) => {
      assert.equal(answer?.body['NextToken'], undefined);
      const actions = await scaling(bed, 'DescribeScheduledActions', { MaxResults: 1 });
      assert.equal(actions['NextToken'], undefined);
    },
  },
  'aas-describepolicies-max-0': { prepare: fourPolicies },
  'aas-describepolicies-default-page': {
    run: async (bed) => {
      await target(bed);
      for (let i = 0; i < 12; i++) await putStep(bed, `p${i}`);
      const first = await scaling(bed, 'DescribeScalingPolicies');
      const rest = { NextToken: first['NextToken'] };
      const second = await scaling(bed, 'DescribeScalingPolicies', rest);
      assert.deepEqual([namesIn(first).length, namesIn(second).length, 'NextToken' in second], [10, 2, false]);
      assert.equal(new Set([...namesIn(first), ...namesIn(second)]).size, 12);
      const again = await scaling(bed, 'DescribeScalingPolicies', rest);
      assert.deepEqual(namesIn(again).sort(), namesIn(second).sort());
      await scaling(bed, 'DeleteScalingPolicy', { PolicyName: namesIn(second)[0] });
      assert.equal(namesIn(await scaling(bed, 'DescribeScalingPolicies', rest)).length, 1);
    },
  },
  'aas-describe-invalid-token': {
    check: async (_answers, bed) => {
      const wrong = { NextToken: 'invalid-token' };
      const actions = await tryScaling(bed, 'DescribeScheduledActions', wrong);
      const targets = await bed.send(
        'DescribeScalableTargets',
        { ServiceNamespace: 'ecs', ...wrong },
        'application-autoscaling',
      );
      const refused = [400, 'InvalidNextTokenException', 'The NextToken value is not valid'];
      assert.deepEqual([refusalOf(actions), refusalOf(targets)], [refused, refused]);
    },
  },
  'aas-deletepolicy-missing': { prepare: (bed) => target(bed) },
  'aas-putpolicy-math-defaults': {
    run: async (bed) => {
      await target(bed);
      const expression = { Id: 'e', Expression: 'a / b' };
      await putTracking(bed, 'ratio', {
        TargetValue: 10,
        CustomizedMetricSpecification: { Metrics: [query('a', 'A'), query('b', 'B'), expression] },
      });
      const policy = await only(bed, 'DescribeScalingPolicies', 'ScalingPolicies');
      const config = at(policy, 'TargetTrackingScalingPolicyConfiguration', 'CustomizedMetricSpecification');
      assert.deepEqual(at(config, 'Dimensions'), []);
      assert.deepEqual(at(config, 'Metrics', 0, 'MetricStat', 'Metric', 'Dimensions'), []);
      assert.deepEqual(at(config, 'Metrics', 2), { ...expression, ReturnData: true });
    },
  },
  'aas-putpolicy-same-metric-twice': {
    prepare: async (bed) => {
      await target(bed);
      await putTracking(bed, 'first', cpuAt50);
      const dimensions = [
        { Name: 'a', Value: '1' },
        { Name: 'b', Value: '2' },
      ];
      await putTracking(bed, 'custom', customAt(1, 'Mine', { Dimensions: dimensions, Unit: 'Count' }));
    },
    check: async (_answers, bed) => {
      const swapped = [
        { Name: 'b', Value: '2' },
        { Name: 'a', Value: '1' },
      ];
      const answer = await tryScaling(bed, 'PutScalingPolicy', {
        PolicyName: 'custom-2',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: customAt(1, 'Mine', { Dimensions: swapped }),
      });
      assert.equal(answer.status, 400);
      await putTracking(bed, 'other', customAt(1, 'Other'));
    },
  },
  'aas-putpolicy-alb-bad-label': { prepare: (bed) => target(bed) },
  'aas-putpolicy-alb-not-attached': { prepare: (bed) => target(bed) },
  'aas-putpolicy-alb-bound': { prepare: boundToGroup, ordered: ['$.Alarms'] },
  'aas-putpolicy-alb-wrong-balancer': {
    prepare: async (bed) => {
      await boundToGroup(bed);
      await putTracking(bed, 'requests', {
        TargetValue: 20,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: trueLabel,
        },
      });
    },
    ordered: ['$.Alarms'],
  },
  'aas-failedresource-fragments': {
    run: async (bed, recorded) => {
      await target(bed);
      const found: unknown[] = [];
      for (const trouble of ['throttled', 'denied', 'unknown-token', null]) {
        await bed.admin('POST', '/_sim/autoscaling/set-alarm-access', { trouble });
        const answer = await tryScaling(bed, 'PutScalingPolicy', {
          PolicyName: 'cpu',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: cpuAt50,
        });
        found.push(refusalOf(answer));
      }
      const fragments = at(recorded.output, 'messages') as string[];
      for (const [index, fragment] of fragments.entries()) {
        assert.deepEqual([at(found, index, 0), at(found, index, 1)], [400, 'FailedResourceAccessException']);
        assert.ok(String(at(found, index, 2)).includes(fragment), `${String(at(found, index, 2))} has ${fragment}`);
      }
      assert.equal(at(found, 3, 0), 200);
    },
  },
  'aas-throttling': {
    prepare: async (bed) => {
      await target(bed);
      await bed.admin('PUT', '/_sim/throttling', { enabled: true });
      for (let i = 0; i < 10; i++) await tryScaling(bed, 'DescribeScheduledActions');
    },
  },
  'aas-scale-in-off-during-deployment': {
    run: async (bed) => {
      await target(bed, 1, 4, 3);
      await putTracking(bed, 'cpu', cpuAt50);
      await bed.admin('POST', '/_sim/autoscaling/put-metric', { resourceId, name: 'CPUUtilization', value: 1 });
      bed.advance(14 * 60);
      // Tasks that never come up: the deployment stays under way.
      await registerFargate(bed, 'stuck', { image: 'busybox:cannot-pull' });
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', taskDefinition: 'stuck' });
      bed.advance(10 * 60);
      assert.equal(await desiredCount(bed), 3);
      assert.deepEqual(await activities(bed), []);
      await bed.admin('POST', '/_sim/autoscaling/put-metric', { resourceId, name: 'CPUUtilization', value: 100 });
      bed.advance(5 * 60);
      assert.equal(await desiredCount(bed), 4);
    },
  },
};
