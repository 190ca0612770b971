import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { ownerTags, tagList } from '../ownership.ts';
import { planServiceDeletion } from './deletion.ts';
import { planService } from './plan.ts';
import type { ServiceSituation } from './situation.ts';
import { created, OWNER, reconcile, situation, SPEC } from './testing/situations.ts';

const { world } = created();
const theirs: Service = { ...world.service!, tags: [{ key: 'team', value: 'a' }] };
const born = { observedGeneration: -1, conditions: [] };

function adopting(change: Partial<EcsServiceSpec> = {}): Partial<ServiceSituation> & { spec: EcsServiceSpec } {
  return { spec: { ...SPEC, adoptionPolicy: 'IfExists', ...change }, status: born, observed: { service: theirs } };
}

function calls(change: Partial<ServiceSituation>): string[] {
  return planService(situation(change)).actions.map(({ operation }) => operation);
}

describe('adoption of a service', () => {
  it('makes one call, for the tags, and starts no deployment', () => {
    const { spec } = adopting();
    const after = reconcile({ ...world, service: theirs }, { spec, status: born });
    expect(after.calls.map(({ operation }) => operation)).toEqual(['TagResource']);
    expect(after.plan.actions).toEqual([]);
    expect(after.status).toMatchObject({ adopted: true, rollout: { deploymentId: theirs.deployments?.[0]?.id } });
    expect(after.status.pending).toBeUndefined();
  });

  it('leaves the task definition to others where the spec names none', () => {
    const { taskDefinitionRef: _none, ...spec } = adopting().spec;
    expect(calls({ ...adopting(), spec, taskDefinition: { kind: 'none' } })).toEqual(['TagResource']);
  });

  it.each([
    ['marks the service as ours before it applies a difference', { enableExecuteCommand: true }],
    ['even where that starts a deployment', { platformVersion: '1.4.0' }],
  ])('%s', (_what, change) => {
    expect(calls(adopting(change))).toEqual(['TagResource', 'UpdateService']);
  });

  it('shows what it would do while suspended', () => {
    const { actions, outcome } = planService(situation(adopting({ suspend: true, enableExecuteCommand: true })));
    expect(actions).toEqual([]);
    expect(outcome).toMatchObject({
      kind: 'suspended',
      differences: expect.arrayContaining(['enableExecuteCommand: false → true']),
    });
  });

  it.each([
    ['without the policy', { adoptionPolicy: 'Never' as const }, theirs, 'NotOwned'],
    ['of another object', {}, { ...theirs, tags: tagList(ownerTags({ ...OWNER, name: 'other' })) }, 'Conflict'],
    [
      'of another installation',
      {},
      { ...theirs, tags: tagList(ownerTags({ ...OWNER, installation: 'x' })) },
      'NotOwned',
    ],
    ['in Express Mode', {}, { ...theirs, resourceManagementType: 'ECS' as const }, 'Conflict'],
    ['deployed by CodeDeploy', {}, { ...theirs, deploymentController: { type: 'CODE_DEPLOY' as const } }, 'Conflict'],
    ['of another launch type', { launchType: 'EC2' as const }, theirs, 'InvalidSpec'],
  ])('is refused %s', (_what, change, service, reason) => {
    const plan = planService(situation({ ...adopting(change), observed: { service } }));
    expect(plan.actions).toEqual([]);
    expect(plan.outcome).toMatchObject({ kind: 'stalled', reason });
  });

  it('waits where there must be a service and is none, and creates where there may be', () => {
    const none = { observed: { service: undefined } };
    const waiting = planService(situation({ ...adopting({ adoptionPolicy: 'Required' }), ...none }));
    expect(waiting).toMatchObject({ actions: [], outcome: { kind: 'waiting', reason: 'DependencyNotReady' } });
    expect(calls({ ...adopting(), ...none })).toEqual(['CreateService']);
  });

  it('ends with the service: what is created in its place is our own', () => {
    const status = { ...born, adopted: true, serviceArn: theirs.serviceArn ?? '' };
    const gone = { service: { ...theirs, status: 'INACTIVE' } };
    expect(planService(situation({ ...adopting(), status, observed: gone })).facts.adopted).toBeUndefined();
  });
});

describe('deletion', () => {
  const serviceArn = theirs.serviceArn ?? '';
  const serviceCreatedAt = theirs.createdAt?.toISOString() ?? '';

  it.each([
    ['a service that was never taken over stays', { ...born }, theirs, 'gone'],
    [
      'one that was looked at and never tagged stays',
      { ...born, adopted: true, serviceArn, serviceCreatedAt },
      theirs,
      'gone',
    ],
    [
      'an adopted one goes when its object is told to delete it',
      { ...born, adopted: true, serviceArn, serviceCreatedAt },
      { ...theirs, tags: tagList(ownerTags(OWNER)) },
      'delete',
    ],
  ])('%s', (_what, status, service, kind) => {
    expect(planServiceDeletion(situation({ ...adopting(), status, observed: { service } })).kind).toBe(kind);
  });
});
