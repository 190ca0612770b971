import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import type { RecordedCase } from '../cases.ts';
import { at } from '../setup.ts';
import type { CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  createFargate,
  describe,
  expectError,
  messages,
  registerFargate,
  serviceDeployments,
  until,
  untilSteady,
} from './service-scenes.ts';

const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:hook';
const hookRole = 'arn:aws:iam::111122223333:role/hooks';
const balancer = 'arn:aws:elasticloadbalancing:us-east-1:111122223333';

const loadBalancers = [
  {
    targetGroupArn: `${balancer}:targetgroup/blue/b`,
    containerName: 'app',
    containerPort: 8080,
    advancedConfiguration: {
      alternateTargetGroupArn: `${balancer}:targetgroup/green/g`,
      productionListenerRule: `${balancer}:listener-rule/app/my-alb/a/l/r`,
      testListenerRule: `${balancer}:listener-rule/app/my-alb/a/l/t`,
      roleArn: 'arn:aws:iam::111122223333:role/infra',
    },
  },
];

function functionAt(stage: string): Json {
  return { targetType: 'AWS_LAMBDA', hookTargetArn: functionArn, roleArn: hookRole, lifecycleStages: [stage] };
}

function pauseAt(stage: string, more: Json = {}): Json {
  return { targetType: 'PAUSE', lifecycleStages: [stage], ...more };
}

function strategy(name: string, more: Json = {}): Json {
  return { deploymentConfiguration: { strategy: name, ...more } };
}

/** The cluster and `web:1`, `web:2`; `web:3` never passes the load balancer's checks. */
async function definitions(bed: TestBed): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  for (const image of ['app:1', 'app:2', 'app:unhealthy']) {
    await registerFargate(bed, 'web', { image, container: { portMappings: [{ containerPort: 8080 }] } });
  }
}

/** A steady service on `web:1`. */
async function web(bed: TestBed, more: Json = {}): Promise<void> {
  await definitions(bed);
  await createFargate(bed, 'web', { taskDefinition: 'web:1', desiredCount: 1, ...more });
  await untilSteady(bed, 'web');
}

/** Starts a deployment of another definition; its ARN once AWS tells it. */
async function update(bed: TestBed, more: Json = {}): Promise<string> {
  await bed.call('UpdateService', { cluster: 'demo', service: 'web', taskDefinition: 'web:2', ...more });
  const [arn = ''] = await serviceDeployments(bed, 'web');
  return arn;
}

async function deployment(bed: TestBed, arn: string): Promise<Json> {
  const answer = await bed.call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
  return at(answer, 'serviceDeployments', 0) as Json;
}

/** Lets time pass, in short steps first, until it holds of the deployment; two hours at most. */
async function untilDeployment(bed: TestBed, arn: string, holds: (now: Json) => boolean): Promise<Json> {
  const end = bed.clock.now() + 7_200_000;
  for (let step = 0.5; bed.clock.now() < end; step = Math.min(step * 1.01, 10)) {
    const now = await deployment(bed, arn);
    if (holds(now)) return now;
    bed.advance(step);
  }
  throw new Error(`${arn} did not come to it: ${JSON.stringify(await deployment(bed, arn))}`);
}

function hasEnded({ status }: Json): boolean {
  return /^(SUCCESSFUL|STOPPED|ROLLBACK_(SUCCESSFUL|FAILED))$/.test(String(status));
}

/** The recorded status and reason are those of a deployment that has ended. */
async function expectEnd(bed: TestBed, recorded: RecordedCase, arn: string): Promise<void> {
  const { status, statusReason } = await untilDeployment(bed, arn, hasEnded);
  const wanted = at(recorded.output, 'serviceDeployments', 0) as Json;
  assert.deepEqual({ status, statusReason }, { status: wanted['status'], statusReason: wanted['statusReason'] });
}

async function setHook(bed: TestBed, hookStatus: string | null): Promise<void> {
  await bed.admin('POST', '/_sim/services/set-hook', { functionArn, hookStatus });
}

/** A deployment that waits at a PAUSE hook: its ARN and the hook. */
async function paused(bed: TestBed, hooks: Json[], more: Json = {}): Promise<{ arn: string; hook: Json }> {
  await web(bed, strategy('BLUE_GREEN'));
  const arn = await update(bed, strategy('BLUE_GREEN', { lifecycleHooks: hooks, ...more }));
  const now = await untilDeployment(bed, arn, ({ lifecycleHookDetails }) => lifecycleHookDetails !== undefined);
  return { arn, hook: at(now, 'lifecycleHookDetails', 0) as Json };
}

function resume(bed: TestBed, arn: string, hookId: unknown, more: Json = {}): Promise<Json> {
  return bed.call('ContinueServiceDeployment', { serviceDeploymentArn: arn, hookId, ...more });
}

/** The recorded messages come in this order among those of the service; ids are put in as they are. */
async function expectMessages(bed: TestBed, recorded: RecordedCase, ids: Record<string, string>): Promise<void> {
  const told = messages(await describe(bed, 'web'));
  let from = 0;
  for (const text of at(recorded.output, 'messages') as string[]) {
    const wanted = text.replaceAll(/<\w+>/g, (name) => ids[name] ?? name);
    const index = told.findIndex((message, place) => place >= from && message.startsWith(wanted));
    assert.notEqual(index, -1, `${wanted} is not among ${JSON.stringify(told.slice(from))}`);
    from = index + 1;
  }
}

async function deploymentNumbers(bed: TestBed): Promise<string[]> {
  const { deployments } = await describe(bed, 'web');
  return (deployments as Json[]).map(({ id }) => String(id).replace('ecs-svc/', ''));
}

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };

export const setups: CaseSetups = {
  'ecs-lifecycle-stages': {
    run: async (bed, recorded) => {
      await web(bed, strategy('BLUE_GREEN', { bakeTimeInMinutes: 1 }));
      await update(bed, strategy('BLUE_GREEN', { bakeTimeInMinutes: 30 }));
      await until(bed, 'web', ({ runningCount }) => runningCount === 2);
      // More than one revision is at work when the next deployment begins.
      const arn = await update(bed, { taskDefinition: 'web:2', forceNewDeployment: true });
      const seen: unknown[] = [];
      let weights: unknown[] = [];
      await untilDeployment(bed, arn, (now) => {
        if (now['lifecycleStage'] !== undefined && seen.at(-1) !== now['lifecycleStage']) {
          seen.push(now['lifecycleStage']);
          const target = now['targetServiceRevision'] as Json;
          weights = [...weights, [target['requestedTestTrafficWeight'], target['requestedProductionTrafficWeight']]];
        }
        return hasEnded(now);
      });
      const stages = at(recorded.output, 'stages') as string[];
      assert.deepEqual(seen, stages);
      assert.deepEqual(weights[stages.indexOf('POST_SCALE_UP')], [0, 0]);
      assert.deepEqual(weights[stages.indexOf('TEST_TRAFFIC_SHIFT')], [100, 0]);
      assert.deepEqual(weights[stages.indexOf('PRODUCTION_TRAFFIC_SHIFT')], [100, 100]);
    },
  },
  'ecs-bluegreen-bake-status': {
    run: async (bed, recorded) => {
      await web(bed, strategy('BLUE_GREEN'));
      const arn = await update(bed, strategy('BLUE_GREEN', { bakeTimeInMinutes: 1_380 }));
      await untilDeployment(bed, arn, ({ lifecycleStage }) => lifecycleStage === 'BAKE_TIME');
      bed.advance(1_379 * 60);
      const wanted = at(recorded.output, 'serviceDeployments', 0) as Json;
      const { status, lifecycleStage } = await deployment(bed, arn);
      assert.deepEqual({ status, lifecycleStage }, wanted);
      assert.equal((await describe(bed, 'web'))['runningCount'], 2);
      await untilDeployment(bed, arn, ({ status }) => status === 'SUCCESSFUL');
    },
  },
  'ecs-bluegreen-hook-failed': {
    run: async (bed, recorded) => {
      await web(bed, strategy('BLUE_GREEN'));
      await setHook(bed, 'FAILED');
      const lifecycleHooks = [functionAt('TEST_TRAFFIC_SHIFT')];
      await expectEnd(bed, recorded, await update(bed, strategy('BLUE_GREEN', { lifecycleHooks })));
    },
  },
  'ecs-bluegreen-hook-no-status': {
    run: async (bed, recorded) => {
      await web(bed, strategy('BLUE_GREEN'));
      await setHook(bed, null);
      const lifecycleHooks = [functionAt('TEST_TRAFFIC_SHIFT')];
      await expectEnd(bed, recorded, await update(bed, strategy('BLUE_GREEN', { lifecycleHooks })));
    },
  },
  'ecs-bluegreen-pause-timed-out': {
    run: async (bed, recorded) => {
      const { arn, hook } = await paused(bed, [pauseAt('POST_TEST_TRAFFIC_SHIFT')]);
      assert.ok(Math.abs(Number(hook['expiresAt']) - bed.clock.now() / 1_000 - 86_400) < 5);
      assert.equal(hook['timeoutAction'], 'ROLLBACK');
      bed.advance(86_400);
      await expectEnd(bed, recorded, arn);
      for (const timeoutInMinutes of [0, 20_161]) {
        const lifecycleHooks = [pauseAt('PRE_SCALE_UP', { timeoutConfiguration: { timeoutInMinutes } })];
        const input = { cluster: 'demo', service: 'web', ...strategy('BLUE_GREEN', { lifecycleHooks }) };
        await expectError(bed, 'UpdateService', input, /InvalidParameterException/);
      }
    },
  },
  'ecs-bluegreen-hook-refusal-sequence': {
    run: async (bed) => {
      await web(bed, strategy('BLUE_GREEN'));
      const [previous] = await serviceDeployments(bed, 'web');
      await setHook(bed, 'FAILED');
      const lifecycleHooks = [functionAt('PRE_SCALE_UP')];
      const change = { taskDefinition: 'web:2', ...strategy('BLUE_GREEN', { lifecycleHooks }) };
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', ...change });
      const newest = async (): Promise<Json> =>
        at(
          await bed.call('ListServiceDeployments', { cluster: 'demo', service: 'web' }),
          'serviceDeployments',
          0,
        ) as Json;
      const before = await newest();
      assert.deepEqual([before['serviceDeploymentArn'], before['status']], [previous, 'SUCCESSFUL']);
      bed.advance(2);
      const ours = await newest();
      assert.notEqual(ours['serviceDeploymentArn'], previous);
      assert.equal(ours['status'], 'IN_PROGRESS');
      bed.advance(10);
      const end = await deployment(bed, String(ours['serviceDeploymentArn']));
      assert.equal(end['status'], 'ROLLBACK_SUCCESSFUL');
      assert.equal(
        end['statusReason'],
        `Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target ${functionArn} returned FAILED status.`,
      );
      const stopped = await bed.call('ListTasks', { cluster: 'demo', serviceName: 'web', desiredStatus: 'STOPPED' });
      assert.deepEqual(stopped['taskArns'], []);
      await expectLateCompletion(bed);
    },
  },
  'ecs-bluegreen-create-without-rollback-candidate': {
    run: async (bed, recorded) => {
      await definitions(bed);
      await setHook(bed, null);
      const lifecycleHooks = [functionAt('PRE_SCALE_UP')];
      await createFargate(bed, 'web', { taskDefinition: 'web:1', ...strategy('BLUE_GREEN', { lifecycleHooks }) });
      const [arn = ''] = await serviceDeployments(bed, 'web');
      const { statusReason } = await untilDeployment(bed, arn, hasEnded);
      assert.equal(statusReason, at(recorded.output, 'statusReason'));
      const [message = ''] = messages(await describe(bed, 'web'));
      assert.ok(message.endsWith(String(at(recorded.output, 'event')).replace('<function arn>', functionArn)), message);
    },
  },
  'ecs-bluegreen-hook-payload': {
    run: async (bed, recorded) => {
      await web(bed, strategy('BLUE_GREEN'));
      const arn = await update(bed, strategy('BLUE_GREEN', { lifecycleHooks: [functionAt('PRE_SCALE_UP')] }));
      await untilDeployment(bed, arn, hasEnded);
      const { calls } = await bed.admin('POST', '/_sim/services/hook-calls', {});
      const payload = at(calls, 0, 'payload') as Json;
      const revision = at(await deployment(bed, arn), 'targetServiceRevision', 'arn');
      const wanted = JSON.stringify(recorded.output)
        .replace('arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web/<new>', String(revision))
        .replace('arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/web/<deployment>', arn)
        .replace('<uuid>', String(payload['executionId']));
      assert.deepEqual(payload, JSON.parse(wanted));
    },
  },
  'ecs-describeservicedeployments-paused': {
    run: async (bed, recorded) => {
      const { hook } = await paused(bed, [pauseAt('POST_TEST_TRAFFIC_SHIFT')]);
      const wanted = at(recorded.output, 'serviceDeployments', 0, 'lifecycleHookDetails', 0) as Json;
      const { hookId, expiresAt, ...rest } = hook;
      assert.match(String(hookId), /^ecs-pause-[\w-]{43}$/);
      assert.equal(typeof expiresAt, 'number');
      assert.deepEqual({ hookId: wanted['hookId'], expiresAt: wanted['expiresAt'], ...rest }, wanted);
    },
  },
  'ecs-continuedeployment-bad-hook-id': {},
  'ecs-continuedeployment-missing': {},
  'ecs-continuedeployment-hook-gone': {
    prepare: async (bed, names) => {
      const { arn, hook } = await paused(bed, [pauseAt('PRE_SCALE_UP')]);
      await resume(bed, arn, hook['hookId']);
      names.set('<deployment>', arn.slice(arn.lastIndexOf('/') + 1));
      names.set('<id>', String(hook['hookId']).replace('ecs-pause-', ''));
    },
  },
  'ecs-continuedeployment-semantics': {
    run: async (bed) => {
      const hooks = [pauseAt('POST_SCALE_UP'), pauseAt('POST_SCALE_UP'), functionAt('POST_SCALE_UP')];
      const { arn, hook } = await paused(bed, hooks);
      assert.deepEqual(await resume(bed, arn, hook['hookId']), { serviceDeploymentArn: arn });
      bed.advance(60);
      const now = await deployment(bed, arn);
      const statuses = (now['lifecycleHookDetails'] as Json[]).map(({ status }) => status);
      assert.deepEqual(statuses, ['SUCCEEDED', 'AWAITING_ACTION', 'SUCCEEDED']);
      assert.equal(now['lifecycleStage'], 'POST_SCALE_UP');
      await resume(bed, arn, at(now, 'lifecycleHookDetails', 1, 'hookId'), { action: 'ROLLBACK' });
      assert.equal((await untilDeployment(bed, arn, hasEnded))['status'], 'ROLLBACK_SUCCESSFUL');
      const lifecycleHooks = Array.from({ length: 11 }, () => pauseAt('PRE_SCALE_UP'));
      const input = { cluster: 'demo', service: 'web', ...strategy('BLUE_GREEN', { lifecycleHooks }) };
      await expectError(bed, 'UpdateService', input, /InvalidParameterException/);
    },
  },
  'ecs-rollout-canary-both-sets': {
    run: async (bed) => {
      const steps = { canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 }, bakeTimeInMinutes: 5 };
      await web(bed, { loadBalancers, desiredCount: 2, ...strategy('CANARY', steps) });
      const start = bed.clock.now();
      const arn = await update(bed);
      await until(bed, 'web', ({ runningCount }) => runningCount === 4);
      for (let minute = 0; minute < 9; minute += 1) {
        const deployments = (await describe(bed, 'web'))['deployments'] as Json[];
        const shown = deployments.map(({ status, runningCount, rolloutState }) => [status, runningCount, rolloutState]);
        assert.deepEqual(shown, [
          ['PRIMARY', 2, 'IN_PROGRESS'],
          ['ACTIVE', 2, 'COMPLETED'],
        ]);
        bed.advance(60);
      }
      await untilDeployment(bed, arn, ({ status }) => status === 'SUCCESSFUL');
      const seconds = (bed.clock.now() - start) / 1_000;
      assert.ok(Math.abs(seconds - 636) < 30, `${seconds} s instead of 10 min 36 s`);
    },
  },
  'ecs-rollout-canary-breaker': {
    run: async (bed, recorded) => {
      await web(bed, { loadBalancers, desiredCount: 2, ...strategy('CANARY', breaker) });
      const [old = ''] = await deploymentNumbers(bed);
      const start = bed.clock.now();
      await update(bed, { taskDefinition: 'web:3' });
      const [fresh = ''] = await deploymentNumbers(bed);
      const failed = await until(bed, 'web', (now) => at(now, 'deployments', 1, 'rolloutState') === 'FAILED');
      assert.equal(at(failed, 'deployments', 0, 'id'), `ecs-svc/${old}`);
      assert.equal(at(failed, 'deploymentConfiguration', 'deploymentCircuitBreaker', 'resetOnHealthyTask'), true);
      assert.ok((bed.clock.now() - start) / 60_000 < 9);
      await expectMessages(bed, recorded, { '<old>': old, '<new>': fresh });
    },
  },
  'ecs-rollout-alarm-rollback': {
    run: async (bed, recorded) => {
      const alarms = { alarmNames: ['errors'], enable: true, rollback: true };
      await web(bed, { loadBalancers, desiredCount: 2, ...strategy('CANARY', { alarms }) });
      const [old = ''] = await deploymentNumbers(bed);
      await update(bed);
      const [fresh = ''] = await deploymentNumbers(bed);
      await until(bed, 'web', ({ runningCount }) => runningCount === 4);
      await bed.admin('POST', '/_sim/services/set-alarm', { name: 'errors', state: 'ALARM' });
      bed.advance(21);
      assert.equal(at(await describe(bed, 'web'), 'deployments', 0, 'id'), `ecs-svc/${old}`);
      await untilSteady(bed, 'web');
      await expectMessages(bed, recorded, { '<old>': old, '<new>': fresh });
    },
  },
  'ecs-linear-defaults': {
    run: async (bed, recorded) => {
      await web(bed, { loadBalancers });
      const configure = async (configuration: Json): Promise<unknown> => {
        const change = { cluster: 'demo', service: 'web', deploymentConfiguration: configuration };
        return at(await bed.call('UpdateService', { ...change, loadBalancers }), 'service', 'deploymentConfiguration');
      };
      const linear = await configure((recorded.input as Json)['deploymentConfiguration'] as Json);
      assert.deepEqual(at(linear, 'linearConfiguration'), { stepPercent: 10, stepBakeTimeInMinutes: 6 });
      const canary = await configure({ strategy: 'CANARY' });
      assert.deepEqual(at(canary, 'canaryConfiguration'), { canaryPercent: 5, canaryBakeTimeInMinutes: 10 });
      for (const [member, percent, bake] of [
        ['linearConfiguration', { stepPercent: 2.9 }, { stepBakeTimeInMinutes: 1_441 }],
        ['linearConfiguration', { stepPercent: 100.1 }, { stepBakeTimeInMinutes: -1 }],
        ['canaryConfiguration', { canaryPercent: 0.05 }, { canaryBakeTimeInMinutes: 1_441 }],
      ] as const) {
        for (const wrong of [percent, bake]) {
          const input = { cluster: 'demo', service: 'web', deploymentConfiguration: { [member]: wrong } };
          await expectError(bed, 'UpdateService', input, /InvalidParameterException/);
        }
      }
    },
  },
  'ecs-linear-step-count': {
    run: async (bed, recorded) => {
      await web(bed, { loadBalancers });
      for (const [percent, count] of Object.entries(at(recorded.output, 'count') as Record<string, number>)) {
        const linearConfiguration = { stepPercent: Number(percent), stepBakeTimeInMinutes: 1 };
        const arn = await update(bed, { forceNewDeployment: true, ...strategy('LINEAR', { linearConfiguration }) });
        const weights = new Set<unknown>();
        await untilDeployment(bed, arn, (now) => {
          weights.add(at(now, 'targetServiceRevision', 'requestedProductionTrafficWeight'));
          return hasEnded(now);
        });
        const baked = [...weights].filter((weight) => weight !== 0 && weight !== 100);
        assert.equal(baked.length, count, `steps of ${percent} percent`);
        await untilSteady(bed, 'web');
      }
    },
  },
  'ecs-strategy-switch': {
    run: async (bed) => {
      await web(bed, { loadBalancers: loadBalancers.map(({ advancedConfiguration: _advanced, ...rest }) => rest) });
      const [first] = loadBalancers;
      const { testListenerRule: _test, ...withoutTest } = first?.advancedConfiguration ?? {};
      const change = async (name: string, balancers: object[]): Promise<void> => {
        const arn = await update(bed, { loadBalancers: balancers, ...strategy(name) });
        assert.equal((await untilDeployment(bed, arn, hasEnded))['status'], 'SUCCESSFUL');
        await untilSteady(bed, 'web');
      };
      await change('BLUE_GREEN', loadBalancers);
      await change('ROLLING', loadBalancers);
      await change('BLUE_GREEN', [{ ...first, advancedConfiguration: withoutTest }]);
    },
  },
  'ecs-stopservicedeployment-abort': {
    run: async (bed) => {
      await web(bed);
      const aborted = await update(bed, strategy('BLUE_GREEN', { bakeTimeInMinutes: 30 }));
      const abort = { serviceDeploymentArn: aborted, stopType: 'ABORT' };
      assert.deepEqual(await bed.call('StopServiceDeployment', abort), { serviceDeploymentArn: aborted });
      assert.match(String((await untilDeployment(bed, aborted, hasEnded))['status']), /STOPPED/);
      const arn = await update(bed, { forceNewDeployment: true });
      assert.deepEqual(await bed.call('StopServiceDeployment', { serviceDeploymentArn: arn }), {
        serviceDeploymentArn: arn,
      });
      assert.equal((await untilDeployment(bed, arn, hasEnded))['status'], 'ROLLBACK_SUCCESSFUL');
    },
  },
};

const infra = 'arn:aws:iam::111122223333:role/infra';
const blue = `${balancer}:targetgroup/blue/<b>`;
const green = `${balancer}:targetgroup/green/<g>`;
const rule = `${balancer}:listener-rule/app/my-alb/<a>/<l>/<r>`;

/** The load balancers of the documented cases, with a test rule of their own. */
const documented = [
  {
    targetGroupArn: blue,
    containerName: 'app',
    containerPort: 8080,
    advancedConfiguration: {
      alternateTargetGroupArn: green,
      productionListenerRule: rule,
      testListenerRule: `${rule}t`,
      roleArn: infra,
    },
  },
];

function putRule(bed: TestBed, ruleArn: string, weights: Record<string, number>): Promise<Json> {
  const forwards = Object.entries(weights).map(([targetGroupArn, weight]) => ({ targetGroupArn, weight }));
  return bed.admin('POST', '/_sim/balancing/put-rule', { ruleArn, forwards });
}

/** What AWS finds wrong with the load balancers once a deployment has begun. */
function laterProblem(spoil: (bed: TestBed) => Promise<unknown>): CaseSetups[string] {
  return {
    run: async (bed, recorded) => {
      await web(bed, { loadBalancers: documented, ...strategy('BLUE_GREEN') });
      await spoil(bed);
      await expectEnd(bed, recorded, await update(bed));
    },
  };
}

/** What shows of load balancers that are not set up as ECS needs them. */
export const balancerSetups: CaseSetups = {
  'ecs-bluegreen-infrastructure-role': laterProblem((bed) =>
    bed.admin('PUT', `/_sim/outer-world/role/${infra}`, { state: 'not-assumable' }),
  ),
  'ecs-bluegreen-group-not-in-rules': laterProblem(async (bed) => {
    await putRule(bed, rule, { [blue]: 1 });
    await putRule(bed, `${rule}t`, { [blue]: 1 });
  }),
  'ecs-bluegreen-two-groups-with-traffic': laterProblem((bed) => putRule(bed, rule, { [blue]: 1, [green]: 1 })),
  'ecs-bluegreen-test-rule-required': {
    prepare: async (bed) => {
      await definitions(bed);
      await putRule(bed, rule, { [blue]: 1 });
    },
  },
  'ecs-createservice-target-group-without-load-balancer': {
    prepare: async (bed) => {
      await definitions(bed);
      const targetGroupArn = `${balancer}:targetgroup/web/<tg>`;
      await bed.admin('POST', '/_sim/balancing/put-target-group', { targetGroupArn, used: false });
    },
  },
};

/** A deployment that lands is SUCCESSFUL 38 s before its rollout is COMPLETED, and old tasks run still. */
async function expectLateCompletion(bed: TestBed): Promise<void> {
  const arn = await update(bed, strategy('BLUE_GREEN', { lifecycleHooks: [] }));
  await untilDeployment(bed, arn, ({ status }) => status === 'SUCCESSFUL');
  const start = bed.clock.now();
  assert.equal((await describe(bed, 'web'))['runningCount'], 2);
  await until(bed, 'web', (now) => at(now, 'deployments', 0, 'rolloutState') === 'COMPLETED');
  assert.ok(Math.abs((bed.clock.now() - start) / 1_000 - 38) < 5);
}
