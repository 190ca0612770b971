import { describe, expect, it } from '@jest/globals';
import type { OperatorBed } from '../support/operator-bed.ts';
import { OperatorBed as Bed } from '../support/operator-bed.ts';
import { awsWrites, deployments, isReady, key, service, spec, taskDefinition } from '../support/service-stack.ts';

type Tags = readonly { readonly key: string; readonly value: string }[];

const OWNER = ['installation', 'kind', 'namespace', 'name'].map((part) => `ecs-operator.dev/${part}`);
const tag = (name: string, value: string) => ({ key: name, value });

async function started(defaultTags: Record<string, string>, tags: Tags): Promise<OperatorBed> {
  const bed = new Bed({ settings: { defaultTags } });
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  bed.taskDefinitions.create({ ...key, spec: { ...taskDefinition('app:1'), tags: [...tags] } });
  bed.services.create({ ...key, spec: { ...spec, tags: [...tags] } });
  bed.start();
  await bed.until(() => isReady(bed));
  await bed.pass(60_000);
  return bed;
}

/** Where tags stand: on the service, and on the revision of the task definition. */
function arns(bed: OperatorBed): [service: string, revision: string] {
  const revision = bed.taskDefinitions.mustRead(key).status?.taskDefinitionArn ?? '';
  return [String(service(bed)['serviceArn']), revision];
}

function tagsOf(bed: OperatorBed, resourceArn: string): Record<string, string> {
  const { tags } = bed.simulator.act('ecs', 'ListTagsForResource', { resourceArn }) as { tags: Tags };
  return Object.fromEntries(tags.map((each) => [each.key, each.value]));
}

/** Both resources' tags without those that tell the owner. */
function userTags(bed: OperatorBed): Record<string, string>[] {
  return arns(bed).map((arn) =>
    Object.fromEntries(Object.entries(tagsOf(bed, arn)).filter(([name]) => !name.startsWith('ecs-operator.dev/'))),
  );
}

function setTags(bed: OperatorBed, tags: Tags): void {
  bed.taskDefinitions.changeSpec(key, (present) => ({ ...present, tags: [...tags] }));
  bed.services.changeSpec(key, (present) => ({ ...present, tags: [...tags] }));
}

async function writesAfter(bed: OperatorBed, act: () => void): Promise<string[]> {
  const before = awsWrites(bed).length;
  act();
  await bed.pass(1_500_000);
  expect(isReady(bed)).toBe(true);
  return awsWrites(bed).slice(before).toSorted();
}

describe('tags of services and revisions', () => {
  it("are the owner's, the installation's and the user's, who wins over the installation", async () => {
    const bed = await started({ team: 'platform', tier: '1' }, [tag('team', 'shop'), tag('cost', '7')]);
    expect(userTags(bed)).toEqual([
      { team: 'shop', tier: '1', cost: '7' },
      { team: 'shop', tier: '1', cost: '7' },
    ]);
    for (const arn of arns(bed)) expect(Object.keys(tagsOf(bed, arn))).toEqual(expect.arrayContaining(OWNER));
    expect(awsWrites(bed).filter((kind) => kind.includes('Tag'))).toEqual([]);
  });

  it('change by TagResource and UntagResource only: no revision, no deployment, no update', async () => {
    const bed = await started({ tier: '1' }, [tag('team', 'shop'), tag('cost', '7')]);
    const [, revision] = arns(bed);
    const writes = await writesAfter(bed, () => setTags(bed, [tag('team', 'web'), tag('tier', '2')]));
    expect(writes).toEqual(['TagResource', 'TagResource', 'UntagResource', 'UntagResource']);
    expect(userTags(bed)).toEqual([
      { team: 'web', tier: '2' },
      { team: 'web', tier: '2' },
    ]);
    expect(arns(bed)[1]).toBe(revision);
    expect(deployments(bed)).toHaveLength(1);
    // What the user's tag covered comes back when it goes.
    expect(await writesAfter(bed, () => setTags(bed, [tag('team', 'web')]))).toEqual(['TagResource', 'TagResource']);
    expect(userTags(bed)[0]).toEqual({ team: 'web', tier: '1' });
  });

  it("of others stay, and AWS's own are not looked at", async () => {
    const bed = await started({}, [tag('team', 'shop')]);
    const foreign = () => {
      for (const resourceArn of arns(bed))
        bed.simulator.act('ecs', 'TagResource', { resourceArn, tags: [tag('by', 'hand')] });
    };
    expect(await writesAfter(bed, foreign)).toEqual([]);
    expect(await writesAfter(bed, () => setTags(bed, []))).toEqual(['UntagResource', 'UntagResource']);
    expect(userTags(bed)).toEqual([{ by: 'hand' }, { by: 'hand' }]);
  });

  it('that somebody changed or took off are put back', async () => {
    const bed = await started({ tier: '1' }, [tag('team', 'shop')]);
    const meddle = () => {
      for (const resourceArn of arns(bed)) {
        bed.simulator.act('ecs', 'TagResource', { resourceArn, tags: [tag('team', 'x')] });
        bed.simulator.act('ecs', 'UntagResource', { resourceArn, tagKeys: ['tier'] });
      }
    };
    expect(await writesAfter(bed, meddle)).toEqual(['TagResource', 'TagResource']);
    expect(userTags(bed)[1]).toEqual({ team: 'shop', tier: '1' });
  });

  it('reach the tasks as propagateTags says, from the next task on', async () => {
    const bed = await started({}, [tag('team', 'shop')]);
    const propagate = () => bed.services.changeSpec(key, (present) => ({ ...present, propagateTags: 'SERVICE' }));
    expect(await writesAfter(bed, propagate)).toEqual(['UpdateService']);
    expect(deployments(bed)).toHaveLength(1);
    await writesAfter(bed, () => bed.services.changeSpec(key, (present) => ({ ...present, desiredCount: 3 })));
    const { taskArns } = bed.simulator.act('ecs', 'ListTasks', { cluster: 'demo' }) as { taskArns: string[] };
    const described = bed.simulator.act('ecs', 'DescribeTasks', {
      cluster: 'demo',
      tasks: taskArns,
      include: ['TAGS'],
    });
    const tagged = (described['tasks'] as { tags: Tags }[]).filter(({ tags }) =>
      tags.some(({ key: k }) => k === 'team'),
    );
    expect(tagged).toHaveLength(1);
  });
});
