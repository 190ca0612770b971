import { describe, expect, it, jest } from '@jest/globals';
import { OperatorBed } from '../support/operator-bed.ts';
import {
  awsWrites,
  condition,
  deployments,
  isReady,
  key,
  read,
  service,
  spec,
  stackBed,
  startedBed,
  taskDefinition,
} from '../support/service-stack.ts';

/** More of what users of other operators for ECS complain about: what status says, how soon things heal, how they end. */
jest.setTimeout(60_000);

describe('status', () => {
  it('a rollout that crash-loops without a circuit breaker never looks healthy', async () => {
    const bed = stackBed('app:crash', { ...spec, deploymentConfiguration: {} });
    bed.start();
    const seen = new Set<string | undefined>();
    await bed.until(() => {
      seen.add(condition(bed, 'Ready')?.status);
      return condition(bed, 'Stalled')?.reason === 'ProgressDeadlineExceeded';
    }, 7_200_000);
    expect(seen).not.toContain('True');
    expect(condition(bed, 'Stalled')?.message).toMatch(/exited with code 1|unable to|stopped/i);
  });

  it('says which generation it speaks of, and a change shows as unfinished before AWS is called', async () => {
    const bed = await startedBed();
    const { generation } = read(bed).metadata;
    expect(read(bed).status?.observedGeneration).toBe(generation);
    const before = awsWrites(bed).length;
    bed.services.replaceSpec(key, { ...spec, desiredCount: 3 });
    await bed.until(() => condition(bed, 'Ready')?.observedGeneration === generation + 1);
    expect(condition(bed, 'Ready')?.status).not.toBe('True');
    expect(awsWrites(bed)).toHaveLength(before);
    expect(read(bed).status?.observedGeneration).toBe(generation);
    await bed.until(() => read(bed).status?.observedGeneration === generation + 1 && isReady(bed));
  });
});

describe('time', () => {
  it('drift is corrected within the resync period', async () => {
    const bed = await startedBed();
    bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'shop_web', desiredCount: 5 });
    await bed.until(() => service(bed)['desiredCount'] === 2, 90_000);
  });

  it('a dependency that appears is taken up within a minute', async () => {
    const bed = new OperatorBed();
    bed.taskDefinitions.create({ ...key, spec: taskDefinition('app:1') });
    bed.services.create({ ...key, spec });
    bed.start();
    await bed.until(() => condition(bed, 'Ready')?.reason === 'DependencyNotReady');
    await bed.pass(86_400_000);
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    await bed.until(() => service(bed)['status'] === 'ACTIVE', 60_000);
  });

  it('AWS’s request limits throttle nothing, however many objects come at once', async () => {
    const bed = new OperatorBed({ throttling: true, share: 0.5 });
    bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    const names = Array.from({ length: 60 }, (_, index) => `web-${index}`);
    for (const name of names) {
      bed.taskDefinitions.create({ ...key, name, spec: taskDefinition('app:1') });
      bed.services.create({ ...key, name, spec: { ...spec, taskDefinitionRef: { name } } });
    }
    bed.start();
    const ready = (): boolean =>
      bed.services
        .list()
        .every(({ status }) => status?.conditions?.some((each) => each.reason === 'Deployed') === true);
    await bed.until(ready, 3_600_000);
    const errors = Object.values(bed.simulator.calls.read()).flatMap((calls) => Object.keys(calls.errors));
    // A family is looked up before its first registration, and AWS says that it knows none.
    expect([...new Set(errors)]).toEqual(['ClientException']);
  });
});

describe('adoption and deletion', () => {
  it('a service that was adopted is not created again by any later pass', async () => {
    const bed = stackBed('app:1', { ...spec, adoptionPolicy: 'IfExists' });
    const { taskDefinitionRef: _, ...plain } = spec;
    bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...taskDefinition('app:1'), family: 'theirs' });
    bed.simulator.act('ecs', 'CreateService', { ...plain, serviceName: 'shop_web', taskDefinition: 'theirs' });
    bed.start();
    await bed.until(() => isReady(bed));
    for (let round = 0; round < 3; round += 1) {
      bed.kill();
      bed.start();
      await bed.pass(300_000);
    }
    expect(awsWrites(bed)).not.toContain('CreateService');
    expect(deployments(bed).length).toBeLessThanOrEqual(2);
    expect(isReady(bed)).toBe(true);
  });

  it('objects that are deleted all at once leave nothing in AWS behind, in whatever order they go', async () => {
    const bed = await startedBed();
    bed.taskDefinitions.delete(key);
    bed.services.delete(key);
    bed.kill();
    bed.start();
    await bed.until(() => bed.services.list().length + bed.taskDefinitions.list().length === 0);
    expect(bed.simulator.act('ecs', 'ListServices', { cluster: 'demo' }).serviceArns).toEqual([]);
    expect(bed.simulator.act('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' }).taskDefinitionArns).toEqual([]);
  });
});
