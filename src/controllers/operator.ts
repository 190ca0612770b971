import type { EcsScaling, EcsService, EcsTaskDefinition } from '../api/resources.ts';
import { keyOf } from '../kube/object.ts';
import type { ObjectStore } from '../kube/store.ts';
import type { Logger } from '../observability/log.ts';
import { Controller } from '../runtime/controller.ts';
import type { RuntimeMetrics } from '../runtime/metrics.ts';
import { Priority } from '../runtime/priority.ts';
import type { ControllerDeps } from './framework/deps.ts';
import type { Kind } from './framework/kind.ts';
import type { ManagedObject } from './framework/managed-object.ts';
import { ManagedReconciler } from './framework/reconcile.ts';
import { ScalingKind } from './scaling/kind.ts';
import { BY_SERVICE, scaledServiceKeys } from './scaling/scaled-service.ts';
import { TaskDefinitionKind } from './task-definition/kind.ts';
import { BY_TASK_DEFINITION, Referrers, taskDefinitionKeys } from './task-definition/referrers.ts';
import { RevisionChecks } from './task-definition/revision-checks.ts';
import { isNews, ownWake, seenByScalings, seenByTaskDefinition } from './wakes.ts';

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
  services: { [BY_TASK_DEFINITION]: taskDefinitionKeys },
  scalings: { [BY_SERVICE]: scaledServiceKeys },
} as const;

/** All controllers of the operator, and what wakes them. */
export class Operator {
  readonly #options: OperatorOptions;
  readonly #taskDefinitions: Controller;
  readonly #scalings: Controller;

  constructor(options: OperatorOptions) {
    this.#options = options;
    const { deps, stores } = options;
    const { domain } = deps.clocks;
    const checks = new RevisionChecks(domain, deps.random, deps.settings.revisionCheckMs);
    const referrers = new Referrers(stores.services);
    const taskDefinitions = new TaskDefinitionKind(referrers, checks, deps.settings);
    this.#taskDefinitions = this.#controller(taskDefinitions, stores.taskDefinitions);
    this.#scalings = this.#controller(new ScalingKind(stores.services, deps.settings), stores.scalings);
    this.#wireReferences();
  }

  start(): void {
    for (const controller of this.#controllers()) controller.start();
  }

  /** Lets running reconciles end; those that still run after `graceMs` (wall) are aborted. */
  async stop(graceMs: number): Promise<void> {
    await Promise.all(this.#controllers().map((controller) => controller.stop(graceMs)));
  }

  /** Names of services of `cluster`, up to `count`, whose resync is due next: they fill a batch of reads. */
  servicesDueNext(_cluster: string, _count: number): string[] {
    return [];
  }

  /** A reading of the service is at hand: its resync may as well be now. */
  servicePrefetched(_cluster: string, _serviceName: string): void {}

  /** Resolves when nothing is ready or running in any controller. */
  async idle(): Promise<void> {
    for (const controller of this.#controllers()) await controller.idle();
  }

  #controllers(): Controller[] {
    return [this.#taskDefinitions, this.#scalings];
  }

  #controller<T extends ManagedObject>(kind: Kind<T>, store: ObjectStore<T>): Controller {
    const { deps, log, metrics, concurrency, reconcileTimeoutMs } = this.#options;
    const reconciler = new ManagedReconciler(kind, store, deps);
    const controller = new Controller({
      name: kind.type.kind.toLowerCase(),
      reconcile: (key, context) => reconciler.reconcile(key, context),
      clocks: deps.clocks,
      random: deps.random,
      concurrency,
      reconcileTimeoutMs,
      log,
      metrics,
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
    stores.services.onChange((old, now) => {
      if (!isNews(old, now, seenByTaskDefinition)) return;
      const priority = stores.services.synced ? Priority.UserChange : Priority.Resync;
      const keys = new Set([old, now].flatMap((service) => (service === undefined ? [] : taskDefinitionKeys(service))));
      for (const key of keys) this.#taskDefinitions.add(key, { priority });
    });
    stores.services.onChange((old, now) => {
      const service = now ?? old;
      if (service === undefined || !isNews(old, now, seenByScalings)) return;
      const priority = stores.services.synced ? Priority.UserChange : Priority.Resync;
      for (const scaling of stores.scalings.byIndex(BY_SERVICE, keyOf(service.metadata))) {
        this.#scalings.add(keyOf(scaling.metadata), { priority });
      }
    });
  }
}
