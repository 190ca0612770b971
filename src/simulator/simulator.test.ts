import { describe, expect, it } from '@jest/globals';
import { DumpRefused } from './account-dump.ts';
import { AnswerLost, HtmlAnswer } from './faults.ts';
import { createTestAccount, smallDefinition } from './test-account.ts';

describe('calls', () => {
  it('are counted by operation, with errors by code', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster');
    account.refusal('DeleteCluster', { cluster: 'missing' });
    account.refusal('DeleteCluster', { cluster: 'missing' });
    expect(account.calls.read()).toEqual({
      'ecs.CreateCluster': { calls: 1, errors: {} },
      'ecs.DeleteCluster': { calls: 2, errors: { ClusterNotFoundException: 2 } },
    });
    account.calls.reset();
    expect(account.calls.read()).toEqual({});
  });

  it('of another actor are not counted, not limited and hit by no fault', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'throttle' });
    account.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    expect(account.calls.read()).toEqual({});
    expect(account.world.ecs.clusters.has('demo')).toBe(true);
  });

  it('to an operation that there is not are refused', () => {
    const account = createTestAccount();
    expect(account.refusal('LaunchRocket')).toBe('UnknownOperationException: ');
    expect(account.refusal('constructor')).toBe('UnknownOperationException: ');
  });

  it('answer with copies: what a caller does to them does not change the world', () => {
    const account = createTestAccount();
    const { cluster } = account.ecs('CreateCluster', { clusterName: 'demo', tags: [{ key: 'a', value: 'b' }] });
    (cluster as { tags: { value: string }[] }).tags[0]!.value = 'changed';
    expect(account.world.ecs.clusters.get('demo')?.tags).toEqual([{ key: 'a', value: 'b' }]);
  });
});

describe('faults', () => {
  it.each([
    ['throttle', 'ThrottlingException: Rate exceeded'],
    ['server-error', 'ServerException: Service Unavailable. Please try again later.'],
  ] as const)('%s fails the call before its effect', (kind, words) => {
    const account = createTestAccount();
    account.faults.add({ kind, operation: 'CreateCluster', count: 1 });
    expect(account.refusal('CreateCluster')).toBe(words);
    expect(account.world.ecs.clusters.size).toBe(0);
    expect(account.refusal('CreateCluster')).toMatch(/^accepted/);
  });

  it('name caller and action where access is denied', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'access-denied', service: 'ecs' });
    expect(account.refusal('ListClusters')).toMatch(
      /^AccessDeniedException: User: arn:aws:iam::111122223333:user\/simulated is not authorized to perform: ecs:ListClusters/,
    );
  });

  it('after the effect lose only the answer', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'time-out', moment: 'after', operation: 'RegisterTaskDefinition', count: 1 });
    expect(() => account.ecs('RegisterTaskDefinition', smallDefinition('web'))).toThrow(AnswerLost);
    expect(account.world.ecs.families.get('web')?.revisions.size).toBe(1);
  });

  it('after the effect show the refusal of a call that had none', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'server-error', moment: 'after' });
    expect(account.refusal('DeleteCluster', { cluster: 'missing' })).toMatch(/^ClusterNotFoundException/);
  });

  it('can be an HTML page, or just slow', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'html-error', count: 1 });
    expect(() => account.ecs('ListClusters')).toThrow(HtmlAnswer);
    account.faults.add({ kind: 'slow', delayMs: 250 });
    expect(account.exchange('ecs', 'ListClusters', {})).toEqual({ answer: { clusterArns: [] }, delayMs: 250 });
  });

  it('hit a share of the calls, and only those they name', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'throttle', operation: 'ListClusters', probability: 0.25 });
    const outcomes = Array.from({ length: 400 }, () => account.refusal('ListClusters'));
    const hit = outcomes.filter((outcome) => outcome.startsWith('Throttling')).length;
    expect(hit).toBeGreaterThan(70);
    expect(hit).toBeLessThan(130);
    expect(account.refusal('DescribeClusters')).toMatch(/^accepted/);
  });

  it('are listed with what is left of them, and cleared', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'throttle', count: 3 });
    account.refusal('ListClusters');
    expect(account.faults.list()).toEqual([{ kind: 'throttle', count: 2 }]);
    account.faults.clear();
    expect(account.faults.list()).toEqual([]);
  });
});

describe('request limits', () => {
  it('let a burst through, then the rate, on the simulated clock', () => {
    const account = createTestAccount();
    account.throttle.enabled = true;
    const register = (): string => account.refusal('RegisterTaskDefinition', smallDefinition('web'));
    const burst = Array.from({ length: 21 }, register);
    expect(burst.filter((outcome) => outcome.startsWith('accepted'))).toHaveLength(20);
    expect(burst.at(-1)).toBe('ThrottlingException: Rate exceeded');
    account.clock.advance(2_000);
    expect([register(), register(), register()].map((outcome) => outcome.slice(0, 8))).toEqual([
      'accepted',
      'accepted',
      'Throttli',
    ]);
  });

  it('are shared by the operations of a category and by no others', () => {
    const account = createTestAccount();
    account.throttle.enabled = true;
    for (let count = 0; count < 20; count += 1) account.refusal('CreateCluster', { clusterName: `c${count}` });
    expect(account.refusal('DeleteCluster', { cluster: 'c1' })).toMatch(/^ThrottlingException/);
    expect(account.refusal('ListClusters')).toMatch(/^accepted/);
  });

  it('are off unless switched on', () => {
    const account = createTestAccount();
    const outcomes = Array.from({ length: 50 }, () => account.refusal('CreateCluster'));
    expect(outcomes.every((outcome) => outcome.startsWith('accepted'))).toBe(true);
  });
});

describe('the world', () => {
  it('can be dumped, and restored into another account', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster', { clusterName: 'demo' });
    account.ecs('RegisterTaskDefinition', smallDefinition('web'));
    const other = createTestAccount();
    other.restore(account.dump());
    expect(other.world).toEqual(account.world);
    expect(other.ecs('ListTaskDefinitions')).toEqual(account.ecs('ListTaskDefinitions'));
  });

  it('is not touched by a dump that is none', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster', { clusterName: 'demo' });
    expect(() => account.restore('no dump')).toThrow(DumpRefused);
    expect(account.world.ecs.clusters.size).toBe(1);
  });

  it('is empty after a reset, and so are counts and faults', () => {
    const account = createTestAccount();
    account.ecs('CreateCluster');
    account.faults.add({ kind: 'throttle' });
    account.reset();
    expect(account.ecs('ListClusters')).toEqual({ clusterArns: [] });
    expect(account.calls.read()).toEqual({ 'ecs.ListClusters': { calls: 1, errors: {} } });
  });

  it('leaves no timer behind once stopped', () => {
    const account = createTestAccount();
    account.start();
    account.start();
    account.reset();
    account.stop();
    expect(account.clock.pendingTimers).toBe(0);
  });
});
