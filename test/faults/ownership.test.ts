import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import { awsWrites, isReady, key, read, service, spec, stackBed } from '../support/service-stack.ts';

const network = (...subnets: string[]) => ({
  networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: ['sg-a'] } },
});
const SUBNETS = 'networkConfiguration.awsvpcConfiguration.subnets';

async function started(change: Partial<EcsServiceSpec>): Promise<OperatorBed> {
  const bed = stackBed('app:1', { ...spec, ...change });
  bed.start();
  await bed.until(() => isReady(bed));
  return bed;
}

/** What a pipeline, or a person, does. */
function others(bed: OperatorBed, change: Record<string, unknown>): void {
  bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'shop_web', ...change });
}

async function writesWhile(bed: OperatorBed, act: () => void): Promise<string[]> {
  const before = awsWrites(bed).length;
  act();
  await bed.pass(900_000);
  expect(isReady(bed)).toBe(true);
  return awsWrites(bed).slice(before);
}

function subnets(bed: OperatorBed): string[] {
  const { networkConfiguration } = service(bed) as EcsServiceSpec;
  return networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
}

describe('a field that the spec', () => {
  it('does not name belongs to whoever sets it', async () => {
    const bed = await started({});
    expect(await writesWhile(bed, () => others(bed, { propagateTags: 'SERVICE', platformVersion: '1.4.0' }))).toEqual(
      [],
    );
    expect(service(bed)).toMatchObject({ propagateTags: 'SERVICE', platformVersion: '1.4.0' });
    expect(read(bed).status?.ownedFields).not.toContain('propagateTags');
  });

  it('names is put back, and reset when it leaves the spec; until then status shows that it is ours', async () => {
    const bed = await started({ propagateTags: 'SERVICE' });
    expect(read(bed).status?.ownedFields).toContain('propagateTags');
    expect(await writesWhile(bed, () => others(bed, { propagateTags: 'NONE' }))).toEqual(['UpdateService']);
    expect(service(bed)).toMatchObject({ propagateTags: 'SERVICE' });
    expect(await writesWhile(bed, () => bed.services.replaceSpec(key, spec))).toEqual(['UpdateService']);
    expect(service(bed)).toMatchObject({ propagateTags: 'NONE' });
    expect(read(bed).status?.ownedFields).not.toContain('propagateTags');
  });

  it('ignores is sent at creation, then left alone, whatever the spec says, until it is ignored no more', async () => {
    const bed = await started({ ...network('subnet-a'), ignoreDifferences: [SUBNETS] });
    expect(subnets(bed)).toEqual(['subnet-a']);
    expect(read(bed).status?.ownedFields).not.toContain(SUBNETS);
    expect(await writesWhile(bed, () => others(bed, network('subnet-x')))).toEqual([]);
    const changed = { ...spec, ...network('subnet-b'), ignoreDifferences: [SUBNETS] };
    expect(await writesWhile(bed, () => bed.services.replaceSpec(key, changed))).toEqual([]);
    expect(subnets(bed)).toEqual(['subnet-x']);
    const { ignoreDifferences: _none, ...ours } = changed;
    expect(await writesWhile(bed, () => bed.services.replaceSpec(key, ours))).toEqual(['UpdateService']);
    expect(subnets(bed)).toEqual(['subnet-b']);
  });

  it('ignores keeps what it is when a member beside it changes, and is not reset when it leaves the spec', async () => {
    const bed = await started({ ...network('subnet-a'), ignoreDifferences: [SUBNETS] });
    others(bed, network('subnet-x'));
    await bed.pass(300_000);
    const securityGroups = ['sg-b'];
    const changed = {
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups } },
      ignoreDifferences: [SUBNETS],
    };
    expect(await writesWhile(bed, () => bed.services.replaceSpec(key, { ...spec, ...changed }))).toEqual([
      'UpdateService',
    ]);
    expect(service(bed)['networkConfiguration']).toMatchObject({
      awsvpcConfiguration: { subnets: ['subnet-x'], securityGroups },
    });
    const { networkConfiguration: _network, ...rest } = spec;
    const ignoring = { ...rest, ignoreDifferences: ['networkConfiguration'] };
    expect(await writesWhile(bed, () => bed.services.replaceSpec(key, ignoring))).toEqual([]);
  });
});

describe('left to a pipeline', () => {
  it('is the task definition, and the EcsTaskDefinition is Ready without it', async () => {
    const bed = await started({ ignoreDifferences: ['taskDefinition'] });
    const input = { ...bed.taskDefinitions.mustRead(key).spec, deletionPolicy: undefined, family: 'pipeline' };
    bed.simulator.act('ecs', 'RegisterTaskDefinition', JSON.parse(JSON.stringify(input)) as Record<string, unknown>);
    expect(await writesWhile(bed, () => others(bed, { taskDefinition: 'pipeline:1' }))).toEqual([]);
    expect(service(bed)['taskDefinition']).toMatch(/pipeline:1$/);
    bed.taskDefinitions.changeSpec(key, (present) => ({ ...present, cpu: '512', memory: '1024' }));
    await bed.until(() => bed.taskDefinitions.mustRead(key).status?.revision === 2);
    await bed.pass(300_000);
    const ready = bed.taskDefinitions.mustRead(key).status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready?.status).toBe('True');
    expect(service(bed)['taskDefinition']).toMatch(/pipeline:1$/);
  });

  it('is the count', async () => {
    const bed = await started({ ignoreDifferences: ['desiredCount'] });
    expect(await writesWhile(bed, () => others(bed, { desiredCount: 5 }))).toEqual([]);
    expect(service(bed)).toMatchObject({ desiredCount: 5 });
    expect(read(bed).status?.desiredCountOwner).toBe('External');
  });

  it("is one tag, or all of them but the owner's", async () => {
    const tags = [
      { key: 'team', value: 'a' },
      { key: 'tier', value: '1' },
    ];
    const bed = await started({ tags, ignoreDifferences: ['tags[team]'] });
    const tag = (tagKey: string, value: string): void => {
      const resourceArn = service(bed)['serviceArn'];
      bed.simulator.act('ecs', 'TagResource', { resourceArn, tags: [{ key: tagKey, value }] });
    };
    expect(await writesWhile(bed, () => tag('team', 'b'))).toEqual([]);
    expect(await writesWhile(bed, () => tag('tier', '2'))).toEqual(['TagResource']);
    expect(service(bed)['tags']).toEqual(expect.arrayContaining([{ key: 'team', value: 'b' }, tags[1]]));
    const ignoring = { ...spec, ignoreDifferences: ['tags'] };
    expect(await writesWhile(bed, () => bed.services.replaceSpec(key, ignoring))).toEqual([]);
    expect(service(bed)['tags']).toEqual(expect.arrayContaining([{ key: 'team', value: 'b' }, tags[1]]));
  });
});
