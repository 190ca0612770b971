import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  createFargate,
  describe,
  expectError,
  idOf,
  registerEc2,
  registerFargate,
  serviceDeployments,
  until,
  untilSteady,
} from './service-scenes.ts';

async function web(bed: TestBed, more: Json = {}): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerFargate(bed, 'web');
  await registerFargate(bed, 'web', { image: 'busybox:crash' });
  await createFargate(bed, 'web', { taskDefinition: 'web:1', desiredCount: 1, ...more });
}

const breaker = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } };

async function finished(bed: TestBed, names: Names): Promise<void> {
  await web(bed, breaker);
  await untilSteady(bed, 'web');
  const [arn = ''] = await serviceDeployments(bed, 'web');
  names.set('<deployment>', idOf(arn));
}

function update(bed: TestBed, taskDefinition: string): Promise<Json> {
  return bed.call('UpdateService', { cluster: 'demo', service: 'web', taskDefinition });
}

async function statusOf(bed: TestBed, arn: string): Promise<Json> {
  const answer = await bed.call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
  return at(answer, 'serviceDeployments', 0) as Json;
}

async function stop(bed: TestBed, arn: string): Promise<void> {
  const answer = await bed.call('StopServiceDeployment', { serviceDeploymentArn: arn });
  assert.deepEqual(answer, { serviceDeploymentArn: arn });
}

async function zero(bed: TestBed, names: Names): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerEc2(bed, 'zero');
  const service = { cluster: 'demo', serviceName: 'zero', taskDefinition: 'zero', desiredCount: 0 };
  const answer = await bed.call('CreateService', service);
  names.set('4330177702079110333', idOf(String(at(answer, 'service', 'currentServiceRevisions', 0, 'arn'))));
  bed.advance(1);
}

/** Every member name that an answer has, at any depth. */
function memberNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(memberNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...memberNames(member)]);
}

/** Every value that a member has in an answer, at any depth. */
function valuesOf(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(key === name ? [member] : []),
    ...valuesOf(member, name),
  ]);
}

export const setups: CaseSetups = {
  'ecs-describeservicedeployments-members': {
    run: async (bed, recorded) => {
      const alarms = { alarmNames: ['errors'], enable: true, rollback: true };
      const strategy = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1, minimumHealthyPercent: 100, alarms };
      await web(bed, { desiredCount: 7, deploymentConfiguration: { ...breaker.deploymentConfiguration, ...strategy } });
      await untilSteady(bed, 'web');
      await update(bed, 'web:2');
      const seen: Json[] = [];
      for (let second = 0; second < 3_600; second += 1) {
        const [arn = ''] = await serviceDeployments(bed, 'web');
        const now = await statusOf(bed, arn);
        seen.push(now);
        if (String(now['status']).startsWith('ROLLBACK_S')) break;
      }
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', forceNewDeployment: true });
      await bed.admin('POST', '/_sim/services/set-alarm', { name: 'errors', state: 'ALARM' });
      bed.advance(30);
      const [newest = ''] = await serviceDeployments(bed, 'web');
      seen.push(await statusOf(bed, newest));
      const { stages } = recorded.output as { stages: Record<string, string[]> };
      const names = new Set(memberNames(seen));
      for (const [what, members] of Object.entries(stages)) {
        const holds = (name: string): boolean => names.has(name);
        if (!what.endsWith('status'))
          assert.ok(members.every(holds), `${what}: ${members.filter((m) => !holds(m)).join()}`);
      }
      for (const value of valuesOf(seen, 'status')) {
        assert.ok([...(stages['status'] ?? []), ...(stages['monitoring status'] ?? [])].includes(String(value)));
      }
      for (const name of ['requestedTestTrafficWeight', 'requestedProductionTrafficWeight']) {
        assert.ok(valuesOf(seen, name).every((weight) => Number(weight) >= 0 && Number(weight) <= 100));
      }
      assert.ok(Array.isArray(seen[0]?.['sourceServiceRevisions']));
      assert.equal(at(seen[0], 'deploymentCircuitBreaker', 'threshold'), 4);
      const many = Array.from({ length: 21 }, (_, index) => `${String(seen[0]?.['serviceDeploymentArn'])}${index}`);
      await expectError(bed, 'DescribeServiceDeployments', { serviceDeploymentArns: many }, /at most 20/);
    },
  },
  'ecs-describerevisions-active': {
    prepare: zero,
    check: ([answer]) => {
      assert.equal(at(answer?.body, 'serviceRevisions', 0, 'containerImages', 0, 'imageDigest'), undefined);
    },
  },
  'ecs-describerevisions-missing': { prepare: zero },
  'ecs-describerevisions-empty': {},
  'ecs-describerevisions-not-an-arn': {},
  'ecs-describerevisions-service-missing': {
    prepare: (bed) => bed.call('CreateCluster', { clusterName: 'demo' }),
  },
  'ecs-describerevisions-foreign-region': { prepare: zero },
  'ecs-describeservicedeployments-rolling-done': {
    prepare: finished,
    partial: ['$.serviceDeployments[*].deploymentConfiguration'],
    check: ([answer]) => {
      const record = at(answer?.body, 'serviceDeployments', 0) as Record<string, number>;
      assert.ok(Math.abs(Number(record['startedAt']) - Number(record['createdAt']) - 1.6) < 0.1);
      assert.ok(Number(record['finishedAt']) > Number(record['startedAt']));
    },
  },
  'ecs-listservicedeployments': {
    prepare: finished,
    check: ([answer]) => {
      const [entry] = at(answer?.body, 'serviceDeployments') as Json[];
      assert.match(String(entry?.['serviceDeploymentArn']), /\/[\w-]{20,21}$/);
      assert.match(String(entry?.['targetServiceRevisionArn']), /\/\d{19}$/);
    },
  },
  'ecs-listservicedeployments-superseded': {
    prepare: async (bed) => {
      await web(bed);
      bed.advance(10);
      await update(bed, 'web:2');
      bed.advance(2);
    },
    ordered: ['$.serviceDeployments'],
    ignore: { '$.serviceDeployments[*].finishedAt': 'absent while IN_PROGRESS; checked beside' },
    check: ([answer]) => {
      const [fresh, superseded] = at(answer?.body, 'serviceDeployments') as Json[];
      assert.equal('finishedAt' in (fresh ?? {}), false);
      assert.ok(Math.abs(Number(superseded?.['finishedAt']) - Number(fresh?.['createdAt']) - 0.29) < 0.05);
    },
  },
  'ecs-bluegreen-breaker-reason': {
    run: async (bed, recorded) => {
      await web(bed, breaker);
      await untilSteady(bed, 'web');
      await update(bed, 'web:2');
      const [arn = ''] = await serviceDeployments(bed, 'web');
      await until(bed, 'web', ({ currentServiceDeployment }) => currentServiceDeployment === undefined);
      const { status, statusReason } = await statusOf(bed, arn);
      const wanted = at(recorded.output, 'serviceDeployments', 0) as Json;
      assert.deepEqual({ status, statusReason }, { status: wanted['status'], statusReason: wanted['statusReason'] });
    },
  },
  'ecs-stopservicedeployment-rollback': {
    run: async (bed) => {
      await web(bed);
      await untilSteady(bed, 'web');
      await update(bed, 'web:2');
      const [arn = ''] = await serviceDeployments(bed, 'web');
      bed.advance(30);
      assert.equal((await statusOf(bed, arn))['status'], 'IN_PROGRESS');
      await stop(bed, arn);
      bed.advance(45);
      const service = await describe(bed, 'web');
      assert.equal(at(service, 'deployments', 0, 'runningCount'), 1);
      assert.match(String(service['taskDefinition']), /web:1$/);
      assert.equal((await statusOf(bed, arn))['status'], 'ROLLBACK_SUCCESSFUL');
    },
  },
  'ecs-stopservicedeployment-states': {
    run: async (bed) => {
      await web(bed);
      await untilSteady(bed, 'web');
      for (const [seconds, status] of [
        [0, 'PENDING'],
        [5, 'IN_PROGRESS'],
      ] as const) {
        await update(bed, 'web:2');
        const [arn = ''] = await serviceDeployments(bed, 'web');
        bed.advance(seconds);
        assert.equal((await statusOf(bed, arn))['status'], status);
        await stop(bed, arn);
        assert.equal((await statusOf(bed, arn))['status'], 'ROLLBACK_REQUESTED');
        await stop(bed, arn);
        bed.advance(3);
        assert.equal((await statusOf(bed, arn))['status'], 'ROLLBACK_IN_PROGRESS');
        await stop(bed, arn);
        bed.advance(60);
        assert.equal((await statusOf(bed, arn))['status'], 'ROLLBACK_SUCCESSFUL');
        await expectError(bed, 'StopServiceDeployment', { serviceDeploymentArn: arn }, /ConflictException/);
      }
    },
  },
};
