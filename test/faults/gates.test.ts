import { describe, expect, it, jest } from '@jest/globals';
import { crashMatrix } from '../support/crash-matrix.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import {
  condition,
  deployments,
  isReady,
  key,
  read,
  spec,
  stackBed,
  taskDefinition,
} from '../support/service-stack.ts';
import { deploy, loadBalancers } from '../support/traffic-shift.ts';

jest.setTimeout(60_000);

const APPROVE = 'ecs-operator.dev/approve';
const ABORT = 'ecs-operator.dev/abort';

const gated: typeof spec = {
  ...spec,
  loadBalancers,
  deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 },
};
const approvals = [{ lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' as const }];

function waiting(bed: OperatorBed): string | undefined {
  return read(bed).status?.rollout?.waitsFor?.[0]?.hookId;
}

function deploymentId(bed: OperatorBed): string {
  return read(bed).status?.rollout?.serviceDeploymentArn?.split('/').at(-1) ?? '';
}

function answers(bed: OperatorBed): string[] {
  const kinds = bed.gate.effects.map(({ kind }) => kind);
  return kinds.filter((kind) => kind === 'ContinueServiceDeployment' || kind === 'StopServiceDeployment');
}

function events(bed: OperatorBed, reason: string): string[] {
  return bed.kube.events.filter((event) => event.reason === reason).map(({ message }) => message);
}

/** The service runs app:1, and the deployment of app:2 waits at its gate. */
async function atTheGate(bed: OperatorBed): Promise<void> {
  await bed.until(() => isReady(bed));
  bed.services.replaceSpec(key, { ...gated, rollout: { approvals } });
  await bed.until(() => isReady(bed));
  await bed.pass(300_000);
  deploy(bed, 'app:2');
  await bed.until(() => waiting(bed) !== undefined);
}

async function gatedBed(): Promise<OperatorBed> {
  const bed = stackBed('app:1', gated);
  bed.start();
  await atTheGate(bed);
  return bed;
}

describe('a rollout with an approval', () => {
  it('waits at the stage, and says for whom, in status, condition and one event', async () => {
    const bed = await gatedBed();
    await bed.pass(1_800_000);
    expect(read(bed).status?.rollout).toMatchObject({
      status: 'InProgress',
      waitsFor: [{ lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT', timeoutAction: 'ROLLBACK' }],
    });
    expect(condition(bed, 'Ready')).toMatchObject({ status: 'Unknown' });
    expect(condition(bed, 'Ready')?.message).toContain(`${APPROVE}=${deploymentId(bed)}`);
    expect(events(bed, 'ApprovalRequired')).toHaveLength(1);
    expect(answers(bed)).toEqual([]);
  });

  it('goes on when it is approved, and tells how long it bakes', async () => {
    const bed = await gatedBed();
    bed.services.annotate(key, { [APPROVE]: deploymentId(bed) });
    await bed.until(() => read(bed).status?.rollout?.bakeTimeEndsAt !== undefined);
    const minutes = (Date.parse(read(bed).status?.rollout?.bakeTimeEndsAt ?? '') - bed.clock.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4);
    expect(minutes).toBeLessThanOrEqual(5);
    await bed.until(() => isReady(bed));
    expect(answers(bed)).toEqual(['ContinueServiceDeployment']);
    expect(read(bed).status?.rollout).not.toHaveProperty('waitsFor');
    expect(read(bed).status?.rollout).not.toHaveProperty('bakeTimeEndsAt');
    expect(read(bed).status?.lastHandled).toMatchObject({ [APPROVE]: expect.any(String) });
    expect(deployments(bed)[0]).toMatchObject({ status: 'SUCCESSFUL' });
    expect(events(bed, 'Approved')).toHaveLength(1);
  });

  it('is rolled back when it is aborted, and the spec is not sent again', async () => {
    const bed = await gatedBed();
    bed.services.annotate(key, { [ABORT]: deploymentId(bed) });
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack');
    await bed.pass(3_600_000);
    expect(condition(bed, 'Stalled')?.reason).toBe('RolledBack');
    expect(answers(bed)).toEqual(['StopServiceDeployment']);
    expect(events(bed, 'Aborted')).toHaveLength(1);
    deploy(bed, 'app:3');
    await bed.until(() => waiting(bed) !== undefined);
    bed.services.annotate(key, { [APPROVE]: deploymentId(bed) });
    await bed.until(() => isReady(bed));
  });

  it('is not moved by the approval of a former deployment, which is told', async () => {
    const bed = await gatedBed();
    const former = deploymentId(bed);
    deploy(bed, 'app:3');
    await bed.until(() => waiting(bed) !== undefined && deploymentId(bed) !== former);
    bed.services.annotate(key, { [APPROVE]: former });
    await bed.pass(600_000);
    expect(waiting(bed)).toBeDefined();
    expect(answers(bed)).toEqual([]);
    expect(events(bed, 'ApprovalIgnored')).toHaveLength(1);
  });

  it('that somebody else answered first is told, and the approval is not kept for another gate', async () => {
    const bed = await gatedBed();
    const hookId = waiting(bed);
    const { serviceDeploymentArn } = read(bed).status?.rollout ?? {};
    bed.services.annotate(key, { [APPROVE]: hookId ?? '' });
    bed.simulator.act('ecs', 'ContinueServiceDeployment', { serviceDeploymentArn, hookId });
    await bed.until(() => isReady(bed));
    expect(events(bed, 'AnswerRefused').length + events(bed, 'ApprovalIgnored').length).toBe(1);
  });

  it('loses its gates when the approvals leave the spec', async () => {
    const bed = await gatedBed();
    bed.services.annotate(key, { [APPROVE]: deploymentId(bed) });
    await bed.until(() => isReady(bed));
    bed.services.replaceSpec(key, gated);
    await bed.until(() => isReady(bed));
    deploy(bed, 'app:3');
    await bed.until(() => isReady(bed) && read(bed).status?.taskDefinition?.inUse?.endsWith(':3') === true);
    expect(answers(bed)).toHaveLength(1);
  });
});

describe('a canary with an approval before each step', () => {
  it('takes one approval a step, the second by the name of its hook', async () => {
    const bed = stackBed('app:1', {
      ...gated,
      deploymentConfiguration: { strategy: 'CANARY', canaryConfiguration: { canaryBakeTimeInMinutes: 1 } },
      rollout: { approvals: [{ lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT' }] },
    });
    bed.start();
    const given: string[] = [];
    await bed.until(() => {
      const hookId = waiting(bed);
      if (hookId !== undefined && !given.includes(hookId)) {
        bed.services.annotate(key, { [APPROVE]: given.length === 0 ? deploymentId(bed) : hookId });
        given.push(hookId);
      }
      return isReady(bed);
    }, 3_600_000);
    expect(given.length).toBeGreaterThan(1);
    expect(answers(bed)).toHaveLength(given.length);
  });
});

describe('an answer at a gate, cut at every effect', () => {
  async function given(bed: OperatorBed): Promise<void> {
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    bed.taskDefinitions.create({ ...key, spec: taskDefinition('app:1') });
    bed.services.create({ ...key, spec: gated });
    await atTheGate(bed);
  }

  crashMatrix({
    name: 'approve',
    given,
    run: async (bed) => {
      bed.services.annotate(key, { [APPROVE]: deploymentId(bed) });
      await bed.until(() => isReady(bed));
    },
  });

  crashMatrix({
    name: 'abort',
    given,
    run: async (bed) => {
      bed.services.annotate(key, { [ABORT]: deploymentId(bed) });
      await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack');
    },
  });
});
