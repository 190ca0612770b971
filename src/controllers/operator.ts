import type { EcsScaling, EcsService, EcsTaskDefinition } from '../api/resources.ts';
import type { AwsScope } from '../aws/port.ts';
import { AwsError } from '../aws/errors.ts';
import { clusterName } from '../aws/service-identity.ts';
import { ApiError, ConnectionError } from '../kube/errors.ts';
import { keyOf } from '../kube/object.ts';
import type { ObjectStore } from '../kube/store.ts';
import type { Logger } from '../observability/log.ts';
import { Controller } from '../runtime/controller.ts';
import type { RuntimeMetrics } from '../runtime/metrics.ts';
import { Priority } from '../runtime/priority.ts';
import type { DueKey } from '../runtime/queue.ts';
import type { ControllerDeps } from './framework/deps.ts';
import type { Kind } from './framework/kind.ts';
import type { ManagedObject } from './framework/managed-object.ts';
import { ManagedReconciler } from './framework/reconcile.ts';
import { ScalingKind } from './scaling/kind.ts';
import { isSettledIn } from './scaling/settled.ts';
import { BY_RESOURCE, BY_SERVICE, scaledResourceIds, scaledServiceKeys } from './scaling/scaled-service.ts';
import { addressKeys, BatchMates, BY_ADDRESS } from './service/batch-mates.ts';
import { ServiceKind } from './service/kind.ts';
import { ServiceReferences } from './service/references.ts';
import { TaskDefinitionKind } from './task-definition/kind.ts';
import { BY_TASK_DEFINITION, Referrers, taskDefinitionKeys } from './task-definition/referrers.ts';
import { RevisionChecks } from './task-definition/revision-checks.ts';
import { isNews, ownWake, seenByScaledService, seenByScalings, seenByServices, seenByTaskDefinition } from './wakes.ts';

export interface OperatorStores {
  readonly taskDefinitions: ObjectStore<EcsTaskDefinition>;
  readonly services: ObjectStore<EcsService>;
  readonly scalings: ObjectStore<EcsScaling>;
}

export interface OperatorOptions {
  readonly deps: ControllerDeps;
  readonly stores: OperatorStores;
  readonly log: Logger;
  readonly metrics: RuntimeMetrics;
  /** Reconciles at once, per kind. */
  readonly concurrency: number;
  /** Wall milliseconds. */
  readonly reconcileTimeoutMs: number;
}

/** Index functions that the stores of an operator need. */
export const storeIndexes = {
  services: { [BY_TASK_DEFINITION]: taskDefinitionKeys, [BY_ADDRESS]: addressKeys },
  scalings: { [BY_SERVICE]: scaledServiceKeys, [BY_RESOURCE]: scaledResourceIds },
} as const;

/** All controllers of the operator, and what wakes them. */
export class Operator {
  readonly #options: OperatorOptions;
  readonly #taskDefinitions: Controller;
  readonly #services: Controller;
  readonly #scalings: Controller;
  readonly #batchMates: BatchMates;

  constructor(options: OperatorOptions) {
    this.#options = options;
    const { deps, stores } = options;
    const { domain } = deps.clocks;
    const checks = new RevisionChecks(domain, deps.random, deps.settings.revisionCheckMs);
    const referrers = new Referrers(stores.services);
    const taskDefinitions = new TaskDefinitionKind(referrers, checks, deps.settings);
    this.#taskDefinitions = this.#controller(taskDefinitions, stores.taskDefinitions);
    const references = new ServiceReferences(stores.taskDefinitions, stores.scalings);
    const services = new ServiceKind(references, deps.settings, domain);
    this.#services = this.#controller(services, stores.services, (service, error) => {
      if (!isInactiveTaskDefinition(error)) return;
      for (const key of taskDefinitionKeys(service)) {
        checks.checkNow(key);
        this.#taskDefinitions.add(key, { priority: Priority.DriftCorrection });
      }
    });
    this.#scalings = this.#controller(new ScalingKind(stores.services, deps.settings, domain), stores.scalings);
    this.#batchMates = new BatchMates(stores.services, this.#services, domain);
    this.#wireReferences();
  }

  start(): void {
    for (const controller of this.#controllers()) controller.start();
  }

  /** Lets running reconciles end; those that still run after `graceMs` (wall) are aborted. */
  async stop(graceMs: number): Promise<void> {
    await Promise.all(this.#controllers().map((controller) => controller.stop(graceMs)));
  }

  /**
   * Names of services of `cluster` in `scope` that are due next, up to `count`, and those that an EcsScaling spells out
   * and looks at: they fill a batch of reads.
   */
  servicesDueNext(cluster: string, count: number, scope: AwsScope): string[] {
    const { scalings } = this.#options.stores;
    return [...this.#batchMates.dueNext(cluster, count, scope), ...scaledNames(scalings.list(), cluster, scope)];
  }

  /** A reading of the service is at hand: its resync may as well be now. */
  servicePrefetched(cluster: string, serviceName: string, scope: AwsScope): void {
    this.#batchMates.prefetched(cluster, serviceName, scope);
  }

  /** Names of the alarms of all scalings in `scope`: one of them read, the others may as well be. */
  alarms(scope: AwsScope): string[] {
    return this.#options.stores.scalings
      .list()
      .filter(({ status }) => status?.accountId === scope.accountId && status.region === scope.region)
      .flatMap(({ status }) => status?.ownedAlarms ?? []);
  }

  /** All scalable targets of `scope` were just read: every resync of a scaling may as well be now. */
  scalingsListed(scope: AwsScope): void {
    const { scalings } = this.#options.stores;
    const isResync = ({ key, priority, failures }: DueKey): boolean =>
      priority === Priority.Resync && failures === 0 && isSettledIn(scalings.get(key), scope);
    for (const { key } of this.#scalings.dueNext(scalings.size, isResync)) {
      this.#scalings.add(key, { priority: Priority.Resync });
    }
  }

  /** Resolves when nothing is ready or running in any controller. */
  async idle(): Promise<void> {
    for (const controller of this.#controllers()) await controller.idle();
  }

  #controllers(): Controller[] {
    return [this.#taskDefinitions, this.#services, this.#scalings];
  }

  #controller<T extends ManagedObject>(
    kind: Kind<T>,
    store: ObjectStore<T>,
    onFailure?: (object: T, error: unknown) => void,
  ): Controller {
    const { deps, log, metrics, concurrency, reconcileTimeoutMs } = this.#options;
    const reconciler = new ManagedReconciler(kind, store, deps, onFailure);
    const controller = new Controller({
      name: kind.type.kind.toLowerCase(),
      reconcile: (key, context) => reconciler.reconcile(key, context),
      clocks: deps.clocks,
      random: deps.random,
      concurrency,
      reconcileTimeoutMs,
      log,
      metrics,
      isExpected: (error) => error instanceof AwsError || error instanceof ApiError || error instanceof ConnectionError,
    });
    store.onChange((old, now) => {
      const object = now ?? old;
      const priority = ownWake(old, now, !store.synced);
      if (object !== undefined && priority !== undefined) controller.add(keyOf(object.metadata), { priority });
    });
    return controller;
  }

  /** A referenced object that changes wakes its referrers at once, and the other way round where readiness waits. */
  #wireReferences(): void {
    const { stores } = this.#options;
    stores.taskDefinitions.onChange((old, now) => {
      const changed = now ?? old;
      if (changed === undefined || !isNews(old, now, seenByServices)) return;
      const referrers = stores.services.byIndex(BY_TASK_DEFINITION, keyOf(changed.metadata));
      this.#wake(
        this.#services,
        stores.taskDefinitions,
        referrers.map(({ metadata }) => keyOf(metadata)),
      );
    });
    stores.services.onChange((old, now) => {
      if (!isNews(old, now, seenByTaskDefinition)) return;
      this.#wake(this.#taskDefinitions, stores.services, present(old, now).flatMap(taskDefinitionKeys));
    });
    stores.services.onChange((old, now) => {
      const changed = now ?? old;
      if (changed === undefined || !isNews(old, now, seenByScalings)) return;
      const scalings = [
        ...stores.scalings.byIndex(BY_SERVICE, keyOf(changed.metadata)),
        ...addressKeys(changed).flatMap((address) => stores.scalings.byIndex(BY_RESOURCE, `service/${address}`)),
      ];
      this.#wake(
        this.#scalings,
        stores.services,
        scalings.map(({ metadata }) => keyOf(metadata)),
      );
    });
    stores.scalings.onChange((old, now) => {
      if (!isNews(old, now, seenByScaledService)) return;
      const scalings = present(old, now);
      const named = scalings.flatMap(scaledResourceIds).map((resourceId) => resourceId.replace(/^service\//, ''));
      const services = named.flatMap((address) => stores.services.byIndex(BY_ADDRESS, address));
      this.#wake(this.#services, stores.scalings, [
        ...scalings.flatMap(scaledServiceKeys),
        ...services.map(({ metadata }) => keyOf(metadata)),
      ]);
    });
  }

  #wake(controller: Controller, source: { readonly synced: boolean }, keys: readonly string[]): void {
    const priority = source.synced ? Priority.UserChange : Priority.Resync;
    for (const key of new Set(keys)) controller.add(key, { priority });
  }
}

/** Names of services of `cluster` that scalings in `scope` spell out. */
function scaledNames(scalings: readonly EcsScaling[], cluster: string, scope: AwsScope): string[] {
  const prefix = `service/${clusterName(cluster)}/`;
  return scalings
    .filter(({ spec }) => spec.resourceId?.startsWith(prefix) === true)
    .filter((scaling) => isSettledIn(scaling, scope))
    .map(({ spec }) => (spec.resourceId ?? '').slice(prefix.length));
}

function present<T>(...values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

/** AWS will not run the revision: its object should look at it now rather than at its next check. */
function isInactiveTaskDefinition(error: unknown): boolean {
  return error instanceof AwsError && error.missing === 'taskDefinition';
}
