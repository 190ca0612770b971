import { describe, expect, it } from '@jest/globals';
import { OwnerTag } from '../../api/annotations.ts';
import { afterAction } from './after-action.ts';
import { planServiceDeletion, planServiceRelease } from './deletion.ts';
import { apply, T0 } from './testing/ecs-model.ts';
import { created, OWNER, situation, SPEC } from './testing/situations.ts';

const { world, status } = created();
const ours = world.service!;
const born = { observedGeneration: -1, conditions: [] };

function plan(service: typeof ours | undefined, changes: Parameters<typeof situation>[0] = {}) {
  return planServiceDeletion(situation({ status, observed: { service }, ...changes }));
}

describe('the end of a service', () => {
  it('is one DeleteService with force, then a wait', () => {
    const first = plan(ours);
    expect(first).toMatchObject({
      kind: 'delete',
      action: { operation: 'DeleteService', input: { cluster: 'demo', service: 'shop_web', force: true } },
    });
    if (first.kind !== 'delete') throw new Error('no delete');
    const after = afterAction({ service: ours }, first.action, { service: apply(world, first.action).service });
    expect(planServiceDeletion(situation({ status, observed: after })).kind).toBe('wait');
  });

  it.each([
    ['INACTIVE', { ...ours, status: 'INACTIVE' }, 'gone'],
    ['DRAINING', { ...ours, status: 'DRAINING' }, 'wait'],
    ['of somebody else', { ...ours, tags: [], createdAt: new Date(0) }, 'gone'],
    ['MISSING for the first time', undefined, 'wait'],
  ])('%s', (_case, service, kind) => {
    expect(plan(service).kind).toBe(kind);
  });

  it('names the tasks that it still waits for, where they were read', () => {
    const task = (id: string, lastStatus: string) => ({
      taskArn: `arn:aws:ecs:us-east-1:111122223333:task/demo/${id}`,
      lastStatus,
    });
    const draining = { ...ours, status: 'DRAINING' };
    const waits = (...failedTasks: ReturnType<typeof task>[]) =>
      planServiceDeletion(situation({ status, observed: { service: draining, failedTasks } }));
    expect(waits(task('one', 'STOPPED'), task('two', 'STOPPING'))).toMatchObject({
      kind: 'wait',
      message: expect.stringMatching(/: two \(STOPPING\)\. ECS waits/),
    });
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => task(id, 'DEACTIVATING'));
    expect(waits(...many)).toMatchObject({ message: expect.stringContaining('e (DEACTIVATING) and 2 more.') });
    expect(waits(task('one', 'STOPPED'))).toMatchObject({ message: 'Waiting for the tasks to drain.' });
  });

  it('is reached when it is MISSING for the second time', () => {
    const missed = plan(undefined);
    if (missed.kind !== 'wait') throw new Error('no wait');
    const again = { ...born, ...missed.facts };
    expect(plan(undefined, { status: again, domainNow: T0 + 9_000 }).kind).toBe('wait');
    expect(plan(undefined, { status: again, domainNow: T0 + 10_000 }).kind).toBe('gone');
  });

  it('is reached at once when nothing was ever created, or the cluster is gone', () => {
    expect(plan(undefined, { status: born }).kind).toBe('gone');
    expect(plan(undefined, { observed: { service: undefined, clusterMissing: true } }).kind).toBe('gone');
  });

  it('waits for a creation that may still appear', () => {
    const pending = { operation: 'CreateService' as const, key: 'x', since: '2026-11-21T12:00:00Z' };
    expect(plan(undefined, { status: { ...born, pending } }).kind).toBe('wait');
  });

  it('does not stop at a spec that ECS would refuse, or at suspend', () => {
    expect(plan(ours, { spec: { ...SPEC, launchType: 'EC2' } }).kind).toBe('delete');
    expect(plan(ours, { spec: { ...SPEC, suspend: true } }).kind).toBe('delete');
  });
});

describe('letting a service stay', () => {
  it('takes our tags off, and no others', () => {
    expect(planServiceRelease({ observed: { service: ours }, owner: OWNER })).toEqual([
      {
        operation: 'UntagResource',
        input: {
          resourceArn: ours.serviceArn,
          tagKeys: [OwnerTag.Installation, OwnerTag.Kind, OwnerTag.Namespace, OwnerTag.Name],
        },
      },
    ]);
  });

  it.each([
    ['gone', undefined],
    ['draining', { ...ours, status: 'DRAINING' }],
    ['of somebody else', { ...ours, tags: [] }],
  ])('touches nothing that is %s', (_case, service) => {
    expect(planServiceRelease({ observed: { service }, owner: OWNER })).toEqual([]);
  });
});
