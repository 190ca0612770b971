import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../../api/conditions.ts';
import { objectLines, type StoryObject } from './object-lines.ts';

type Status = NonNullable<StoryObject['status']>;

function service(status: Partial<Status> = {}, metadata: Partial<StoryObject['metadata']> = {}): StoryObject {
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind: 'EcsService',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'u',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...metadata,
    },
    spec: {},
    status: { observedGeneration: -1, ...status },
  };
}

function condition(type: Condition['type'], status: Condition['status'], reason: string, message = ''): Condition {
  return { type, status, reason, message, lastTransitionTime: '2026-01-01T00:00:00Z', observedGeneration: 1 };
}

const working = [
  condition('Ready', 'Unknown', 'Progressing', 'working'),
  condition('Reconciling', 'True', 'Progressing', 'working'),
];
const ready = [condition('Ready', 'True', 'Deployed', '2 of 2 tasks run')];
const stalled = [
  condition('Ready', 'False', 'RolledBack', 'too many tasks failed'),
  condition('Stalled', 'True', 'RolledBack', 'too many tasks failed'),
];
const arn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/default_web:3';

const texts = (old?: StoryObject, now?: StoryObject) => objectLines(old, now).map(({ text }) => text);

describe('what is told about an object', () => {
  it.each([
    { reason: 'nothing of one without conditions', conditions: [], told: [] },
    {
      reason: 'Reconciling before Ready=Unknown',
      conditions: working,
      told: ['EcsService web: Reconciling, Progressing: working'],
    },
    { reason: 'Ready', conditions: ready, told: ['EcsService web: Ready, Deployed: 2 of 2 tasks run'] },
    {
      reason: 'Stalled before Ready=False',
      conditions: stalled,
      told: ['EcsService web: Stalled, RolledBack: too many tasks failed'],
    },
    {
      reason: 'Ready=False alone',
      conditions: [condition('Ready', 'False', 'Unavailable')],
      told: ['EcsService web: Ready=False, Unavailable'],
    },
  ])('$reason', ({ conditions, told }) => {
    expect(texts(undefined, service({ conditions }))).toEqual(told);
  });

  it('marks what is good and what is bad', () => {
    const tone = (conditions: Condition[]) => objectLines(undefined, service({ conditions }))[0]?.tone;
    expect([tone(working), tone(ready), tone(stalled)]).toEqual([undefined, 'good', 'bad']);
  });

  it('is told once: another write of the same conditions is no news', () => {
    const old = service({ conditions: ready });
    const now = service({ conditions: [{ ...ready[0]!, observedGeneration: 2 }], observedGeneration: 2 });
    expect(texts(old, now)).toEqual([]);
  });

  it('is told again when the message changes', () => {
    const now = service({ conditions: [condition('Ready', 'True', 'Deployed', '3 of 3 tasks run')] });
    expect(texts(service({ conditions: ready }), now)).toEqual(['EcsService web: Ready, Deployed: 3 of 3 tasks run']);
  });

  it('follows the rollout, from the moment ECS knows of it', () => {
    const pending = service({ rollout: { status: 'Pending', taskDefinitionArn: arn } });
    const known = { taskDefinitionArn: arn, deploymentId: 'ecs-svc/3' };
    const recorded = service({ rollout: { ...known, status: 'Pending' } });
    const rolling = service({ rollout: { ...known, status: 'InProgress' } });
    const back = service({ rollout: { ...known, status: 'RollingBack' }, conditions: stalled });
    expect(texts(undefined, pending)).toEqual([]);
    expect(texts(pending, recorded)).toEqual(['EcsService web: rollout of default_web:3: InProgress']);
    expect(texts(recorded, rolling)).toEqual([]);
    expect(texts(rolling, back)).toEqual([
      'EcsService web: rollout of default_web:3: RollingBack',
      'EcsService web: Stalled, RolledBack: too many tasks failed',
    ]);
  });

  it('follows the deletion to its end', () => {
    const now = service({}, { deletionTimestamp: '2026-01-01T00:01:00Z' });
    expect(texts(service(), now)).toEqual(['EcsService web: being deleted']);
    expect(texts(now, undefined)).toEqual(['EcsService web: gone']);
    expect(texts(undefined, undefined)).toEqual([]);
  });
});
