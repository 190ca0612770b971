import { describe, expect, it } from '@jest/globals';
import { EcsServiceType } from '../../api/resources.ts';
import type { EcsService } from '../../api/resources.ts';
import { InMemoryApiServer } from '../../kube/in-memory/api-server.ts';
import { ObjectStore } from '../../kube/store.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { Priority } from '../../runtime/priority.ts';
import type { AddOptions, DueKey } from '../../runtime/queue.ts';
import { addressKeys, BatchMates, BY_ADDRESS } from './batch-mates.ts';

const NOW = 1_767_225_600_000;
const scope = { accountId: '111122223333', region: 'us-east-1' };
const created = { observedGeneration: 1, ...scope, serviceArn: 'arn' };

/** A queue in which the keys wait as given. */
function setUp(due: readonly (Partial<DueKey> & { key: string })[]) {
  const clock = new ManualClock(NOW);
  const kube = new InMemoryApiServer(clock);
  const users = kube.user<EcsService>(EcsServiceType);
  const store = new ObjectStore<EcsService>({ indexes: { [BY_ADDRESS]: addressKeys } });
  kube.connect(EcsServiceType, store);
  const add = (name: string, cluster: string | undefined, status: object = created): void => {
    users.create({
      namespace: 'shop',
      name,
      spec: { serviceName: name, ...(cluster === undefined ? {} : { cluster }) },
    });
    users.replaceStatus({ namespace: 'shop', name }, status);
  };
  const woken: [string, AddOptions][] = [];
  const mates = new BatchMates(
    store,
    {
      add: (key, options) => void woken.push([key, options]),
      dueNext: (count, filter = () => true) =>
        due
          .map((each) => ({ priority: Priority.Resync, dueAt: NOW + 50_000, failures: 0, ...each }))
          .filter(filter)
          .slice(0, count),
    },
    clock,
  );
  return { add, mates, woken };
}

describe('BatchMates', () => {
  it('names services of the cluster, whatever way it is written', () => {
    const { add, mates } = setUp([{ key: 'shop/a' }, { key: 'shop/b' }, { key: 'shop/c' }, { key: 'shop/gone' }]);
    add('a', 'demo');
    add('b', 'other');
    add('c', 'arn:aws:ecs:us-east-1:111122223333:cluster/demo');
    expect(mates.dueNext('demo', 10, scope)).toEqual(['a', 'c']);
  });

  it('leaves out what does not exist yet, lives elsewhere, fails, or is not to be looked at so soon', () => {
    const { add, mates } = setUp([
      { key: 'shop/new' },
      { key: 'shop/elsewhere' },
      { key: 'shop/failing', failures: 1 },
      { key: 'shop/rolling', priority: Priority.RolloutPoll, dueAt: NOW + 4_000 },
      { key: 'shop/rolling-too', priority: Priority.RolloutPoll, dueAt: NOW + 500 },
      { key: 'shop/settled' },
    ]);
    add('new', undefined, { observedGeneration: -1, ...scope });
    add('elsewhere', undefined, { ...created, region: 'eu-west-1' });
    for (const name of ['failing', 'rolling', 'rolling-too', 'settled']) add(name, undefined);
    expect(mates.dueNext('default', 10, scope)).toEqual(['rolling-too', 'settled']);
  });

  it('brings forward the look at what was read along', () => {
    const { add, mates, woken } = setUp([]);
    add('a', 'demo');
    add('b', 'other');
    mates.prefetched('demo', 'a', scope);
    mates.prefetched('demo', 'b', scope);
    expect(woken).toEqual([['shop/a', { priority: Priority.Resync }]]);
  });
});
