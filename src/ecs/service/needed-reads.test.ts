import { describe, expect, it } from '@jest/globals';
import type { RolloutStatus } from '../../api/status.ts';
import { neededReads, needsFailedTasks } from './needed-reads.ts';
import { created, SPEC } from './testing/situations.ts';

const { world, status } = created();
const service = world.service!;
const born = { observedGeneration: -1, conditions: [] };
const { deploymentId: _id, ...announced } = status.rollout as RolloutStatus;

describe('what a look needs to read', () => {
  const rollout = status.rollout as RolloutStatus;
  it.each([
    [
      'a settled service',
      { ...status, rollout: { ...rollout, status: 'Successful' as const } },
      false,
      { recent: false, revision: false },
    ],
    [
      'a refused rollout',
      { ...status, rollout: { ...rollout, status: 'RolledBack' as const } },
      false,
      { recent: false, revision: false },
    ],
    ['a rollout under way', status, false, { recent: false, revision: false, deployment: 'find' }],
    ['an unknown past', born, false, { recent: true, revision: false }],
    ['an announced rollout, perhaps sent', { ...status, rollout: announced }, false, { recent: true, revision: false }],
    ['an announced rollout, not sent', { ...status, rollout: announced }, true, { recent: false, revision: false }],
  ])('%s', (_case, known, unsent, expected) => {
    expect(neededReads(SPEC, known, service, unsent)).toEqual(expected);
  });

  it('includes the revision only for fields that stand nowhere else', () => {
    const spec = { ...SPEC, monitoring: { metricConfigurations: [] } };
    expect(neededReads(spec, status, service, false).revision).toBe(true);
    expect(neededReads(SPEC, { ...status, ownedFields: ['gatewayConnectors'] }, service, false).revision).toBe(true);
  });
});

describe('the service deployment of a rollout', () => {
  const known = { ...status, rollout: { ...(status.rollout as RolloutStatus), serviceDeploymentArn: 'a' } };
  const [primary] = service.deployments ?? [];
  const live = (changes: object, of: object = {}) => ({ ...service, ...of, deployments: [{ ...primary, ...changes }] });
  it.each([
    ['tasks are still starting', service, undefined],
    ['all tasks run', live({ runningCount: 2 }), { arn: 'a' }],
    ['no task is wanted', live({}, { desiredCount: 0 }), { arn: 'a' }],
    ['a task failed', live({ failedTasks: 1 }), { arn: 'a' }],
    ['ECS calls it completed', live({ rolloutState: 'COMPLETED' }), { arn: 'a' }],
    ['ECS calls it failed', live({ rolloutState: 'FAILED' }), { arn: 'a' }],
    ['another one is PRIMARY', live({ id: 'ecs-svc/9' }), { arn: 'a' }],
    ['it shifts traffic by stages', live({}, { deploymentConfiguration: { strategy: 'CANARY' } }), { arn: 'a' }],
    ['it has hooks', live({}, { deploymentConfiguration: { lifecycleHooks: [{}] } }), { arn: 'a' }],
  ])('is read when it can tell something: %s', (_case, reading, expected) => {
    expect(neededReads(SPEC, known, reading, false).deployment).toEqual(expected);
  });
});

describe('reading failed tasks', () => {
  const [primary] = service.deployments ?? [];
  const failing = { ...service, deployments: [{ ...primary, failedTasks: 1 }] };
  const failed = { ...service, deployments: [{ ...primary, rolloutState: 'FAILED' as const }] };
  const known = { ...status, failedTasks: [] };
  it.each([
    ['all is well', status, service, undefined, false],
    ['the first task failed', status, failing, undefined, true],
    ['and was read already', known, failing, undefined, false],
    ['the deployment failed', known, failed, undefined, true],
    ['ECS rolls back', known, service, { status: 'ROLLBACK_IN_PROGRESS' as const }, true],
    [
      'another deployment is PRIMARY',
      known,
      { ...service, deployments: [{ id: 'ecs-svc/9', status: 'PRIMARY' }] },
      undefined,
      true,
    ],
    [
      'it has ended',
      { ...status, rollout: { ...(status.rollout as RolloutStatus), status: 'Failed' as const } },
      failed,
      undefined,
      false,
    ],
  ])('%s', (_case, facts, live, deployment, needed) => {
    expect(needsFailedTasks(facts, live, deployment)).toBe(needed);
  });
});
