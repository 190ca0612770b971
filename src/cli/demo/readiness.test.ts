import { describe, expect, it } from '@jest/globals';
import { describeObject, isReady, untilReady } from './readiness.ts';
import { createTestStage } from './test-stage.ts';

const ready = { type: 'Ready' } as const;

describe('whether an object is ready', () => {
  it.each([
    { reason: 'Ready=True of this generation', conditions: [ready], observed: 1, is: true },
    { reason: 'of an older generation', conditions: [ready], observed: 0, is: false },
    { reason: 'Ready=False', conditions: [{ ...ready, status: 'False' as const }], observed: 1, is: false },
    { reason: 'no condition yet', conditions: [], observed: 1, is: false },
  ])('$reason: $is', ({ conditions, observed, is }) => {
    const stage = createTestStage();
    stage.see('EcsService', conditions, { observedGeneration: observed });
    expect(isReady(stage.kubernetes.get('EcsService', 'default', 'web'))).toBe(is);
  });

  it('not when it is not there', () => {
    expect(isReady(undefined)).toBe(false);
  });
});

describe('untilReady', () => {
  it('waits for what is asked besides', async () => {
    const stage = createTestStage(5_000);
    stage.see('EcsTaskDefinition', [ready], { taskDefinitionArn: 'web:1' });
    setTimeout(() => stage.see('EcsTaskDefinition', [ready], { taskDefinitionArn: 'web:2' }), 60);
    const found = await untilReady(stage, 'EcsTaskDefinition', ({ status }) => status?.taskDefinitionArn !== 'web:1');
    expect(found.status?.taskDefinitionArn).toBe('web:2');
  });

  it('fails at once, with the words of the object, when that is Stalled', async () => {
    const stage = createTestStage(60_000);
    stage.see('EcsService', [
      { type: 'Ready', status: 'False' },
      { type: 'Stalled', reason: 'AccessDenied', message: 'no CreateService' },
    ]);
    await expect(untilReady(stage, 'EcsService')).rejects.toThrow('Stalled=True AccessDenied: no CreateService');
  });

  it('fails with what there is when it takes too long', async () => {
    await expect(untilReady(createTestStage(), 'EcsService')).rejects.toThrow(
      'waited 0.1 s for EcsService to be Ready; instead: EcsService is not there',
    );
  });
});

describe('an object in a few words', () => {
  it('has no conditions at first', () => {
    const stage = createTestStage();
    stage.see('EcsScaling', []);
    const object = stage.kubernetes.get('EcsScaling', 'default', 'web');
    expect(describeObject('EcsScaling', object)).toBe('EcsScaling has no conditions');
  });
});
