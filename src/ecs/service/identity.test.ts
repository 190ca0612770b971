import { describe, expect, it } from '@jest/globals';
import type { Service } from '@aws-sdk/client-ecs';
import { ownerTags, tagList } from '../ownership.ts';
import { planService } from './plan.ts';
import type { ServiceSituation } from './situation.ts';
import { created, OWNER, situation, SPEC } from './testing/situations.ts';

const { world, status } = created();
const ours = world.service!;
const born = { observedGeneration: -1, conditions: [] };
const other = { ...OWNER, name: 'other' };
const elsewhere = { ...OWNER, installation: 'there' };

function outcomeOf(service: Service, changes: Partial<ServiceSituation> = {}) {
  const plan = planService(situation({ status, observed: { service }, ...changes }));
  const { outcome } = plan;
  return { kind: outcome.kind, reason: 'reason' in outcome ? outcome.reason : undefined, calls: plan.actions.length };
}

const refused = (reason: string) => ({ kind: 'stalled', reason, calls: 0 });
const later = new Date(Date.UTC(2027, 0, 1));

describe('whose service it is', () => {
  it.each([
    ['without any tags', [], born, refused('NotOwned')],
    ['of another installation', tagList(ownerTags(elsewhere)), born, refused('NotOwned')],
    ['of another object', tagList(ownerTags(other)), born, refused('Conflict')],
    ['ours, handed to another object', tagList(ownerTags(other)), status, refused('Conflict')],
  ] as const)('%s is refused', (_case, tags, known, expected) => {
    expect(outcomeOf({ ...ours, tags: [...tags] }, { status: { ...known, conditions: [] } })).toEqual(expected);
  });

  it('is ours without tags when it is known by its creation time: the tags are set again', () => {
    expect(outcomeOf({ ...ours, tags: [] })).toMatchObject({ kind: 'progressing', calls: 1 });
  });

  it('is not ours when somebody else created it again under the same ARN', () => {
    expect(outcomeOf({ ...ours, tags: [], createdAt: later })).toEqual(refused('Conflict'));
  });

  it('is taken anew when our tags say that it is ours, created again', () => {
    const plan = planService(situation({ status, observed: { service: { ...ours, createdAt: later } } }));
    expect(plan.actions).toEqual([]);
    expect(plan.facts.serviceCreatedAt).toBe(later.toISOString());
  });

  it('is ECS’s own in Express Mode', () => {
    expect(outcomeOf({ ...ours, resourceManagementType: 'ECS' })).toEqual(refused('Conflict'));
  });

  it('forgets a creation that found the name taken', () => {
    const pending = { operation: 'CreateService' as const, key: 'x', since: '2026-11-21T12:00:00Z' };
    const service = { ...ours, tags: [] };
    const plan = planService(situation({ status: { ...born, pending }, observed: { service } }));
    expect(plan.facts.pending).toBeUndefined();
  });
});

describe('a deployment controller that is not ECS', () => {
  it.each(['CODE_DEPLOY', 'EXTERNAL'] as const)('%s is refused before anything is created or changed', (type) => {
    const spec = { ...SPEC, deploymentController: { type } };
    const create = planService(situation({ spec, status: { ...born, conditions: [] } }));
    expect(create.actions).toEqual([]);
    expect(create.outcome).toMatchObject({
      kind: 'stalled',
      reason: 'InvalidSpec',
      message: expect.stringContaining(type),
    });
    expect(outcomeOf({ ...ours, desiredCount: 9 }, { spec })).toEqual(refused('InvalidSpec'));
  });
});

describe('fields that ECS cannot change', () => {
  it.each([
    ['launchType', { ...SPEC, launchType: 'EC2' as const }, {}],
    ['schedulingStrategy', { ...SPEC, schedulingStrategy: 'DAEMON' as const }, {}],
    ['role', { ...SPEC, role: 'arn:aws:iam::111122223333:role/a' }, { roleArn: 'arn:aws:iam::111122223333:role/b' }],
  ])('%s', (field, spec, live) => {
    const plan = planService(situation({ spec, status, observed: { service: { ...ours, ...live } } }));
    expect(plan.outcome).toMatchObject({ kind: 'stalled', reason: 'InvalidSpec' });
    expect(plan.outcome).toHaveProperty('message', expect.stringContaining(`spec.${field} is`));
    expect(plan.actions).toEqual([]);
  });

  it('are fine when they say the same in another spelling', () => {
    const spec = { ...SPEC, role: 'ecsRole' };
    const service = { ...ours, roleArn: 'arn:aws:iam::111122223333:role/ecsRole' };
    expect(outcomeOf(service, { spec }).kind).not.toBe('stalled');
  });

  it('include the cluster', () => {
    expect(outcomeOf(ours, { cluster: 'another' })).toEqual(refused('InvalidSpec'));
    expect(outcomeOf(ours, { cluster: ours.clusterArn ?? '' }).kind).not.toBe('stalled');
  });
});
