import { describe, expect, it } from '@jest/globals';
import { awsWrites, deployments, isReady, key, startedBed } from '../support/service-stack.ts';

describe('an operator that hashes in another way', () => {
  it('registers nothing, deploys nothing, and rewrites its own marks', async () => {
    const bed = await startedBed();
    bed.scalings.create({ ...key, spec: { serviceRef: { name: key.name }, minCapacity: 2, maxCapacity: 4 } });
    await bed.until(() => bed.scalings.read(key)?.status?.observedGeneration === 1);
    await bed.pass(120_000);
    const before = awsWrites(bed).length;
    bed.kill();
    bed.start({ hashVersion: 9 });
    await bed.pass(3_600_000);
    expect(bed.taskDefinitions.mustRead(key).status?.specHash).toMatch(/^v9:/);
    expect(new Set(awsWrites(bed).slice(before))).toEqual(new Set(['TagResource']));
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL']);
    expect(isReady(bed)).toBe(true);
  });

  it('takes up a change as ever, with one revision and one deployment', async () => {
    const bed = await startedBed();
    bed.kill();
    bed.start({ hashVersion: 9 });
    const { spec } = bed.taskDefinitions.mustRead(key);
    bed.taskDefinitions.replaceSpec(key, { ...spec, cpu: '512', memory: '1024' });
    await bed.until(() => deployments(bed).length === 2 && isReady(bed));
    await bed.pass(3_600_000);
    expect(awsWrites(bed).filter((operation) => operation === 'RegisterTaskDefinition')).toHaveLength(2);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  });
});
