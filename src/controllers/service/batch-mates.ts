import type { EcsService } from '../../api/resources.ts';
import { clusterName } from '../../aws/service-identity.ts';
import type { AwsScope } from '../../aws/port.ts';
import { keyOf } from '../../kube/object.ts';
import type { Store } from '../../kube/port.ts';
import type { Controller } from '../../runtime/controller.ts';
import type { Clock } from '../../runtime/clock.ts';
import { Priority } from '../../runtime/priority.ts';
import { addressOf } from './service-address.ts';

/** A look at a rollout may come so much early (domain milliseconds); a resync any time. */
const EARLY_MS = 1_000;

/** Index of EcsServices by cluster and name in ECS. */
export const BY_ADDRESS = 'byAddress';

/** The index function behind {@link BY_ADDRESS}. */
export function addressKeys(service: EcsService): string[] {
  const { cluster, serviceName } = addressOf(service);
  return [addressKey(cluster, serviceName)];
}

function addressKey(cluster: string, serviceName: string): string {
  return `${clusterName(cluster)}/${serviceName}`;
}

/**
 * Services that are read along where a batched read has free seats: those whose resync is due next, or whose rollout
 * is to be looked at about now. That look then comes at once, and makes no call; so a pass over n services takes
 * ⌈n/10⌉ calls however their times are spread.
 */
export class BatchMates {
  readonly #services: Store<EcsService>;
  readonly #controller: Pick<Controller, 'add' | 'dueNext'>;
  readonly #clock: Clock;

  /** `clock`: the domain clock. */
  constructor(services: Store<EcsService>, controller: Pick<Controller, 'add' | 'dueNext'>, clock: Clock) {
    this.#services = services;
    this.#controller = controller;
    this.#clock = clock;
  }

  /** Names of services of `cluster` that exist in `scope` and who may be read along, up to `count`. */
  dueNext(cluster: string, count: number, scope: AwsScope): string[] {
    const soon = this.#clock.now() + EARLY_MS;
    const due = this.#controller.dueNext(count, ({ key, priority, dueAt, failures }) => {
      const service = this.#services.get(key);
      if (failures > 0 || service === undefined || (priority > Priority.Resync && dueAt > soon)) return false;
      return isIn(service, clusterName(cluster), scope);
    });
    const services = due.map(({ key }) => this.#services.get(key)).filter((service) => service !== undefined);
    return services.map((service) => addressOf(service).serviceName);
  }

  /** A reading of the service is at hand. */
  prefetched(cluster: string, serviceName: string, scope: AwsScope): void {
    for (const service of this.#services.byIndex(BY_ADDRESS, addressKey(cluster, serviceName))) {
      if (!isIn(service, clusterName(cluster), scope)) continue;
      this.#controller.add(keyOf(service.metadata), { priority: Priority.Resync });
    }
  }
}

function isIn(service: EcsService, cluster: string, scope: AwsScope): boolean {
  const { accountId, region, serviceArn } = service.status ?? {};
  const exists = serviceArn !== undefined && accountId === scope.accountId && region === scope.region;
  return exists && clusterName(addressOf(service).cluster) === cluster;
}
