import type { EcsService } from '../../api/resources.ts';
import { keyOf } from '../../kube/object.ts';
import type { Store } from '../../kube/port.ts';

/** Index of EcsServices by the key of the EcsTaskDefinition that they refer to. */
export const BY_TASK_DEFINITION = 'byTaskDefinition';

/** The index function behind {@link BY_TASK_DEFINITION}. */
export function taskDefinitionKeys(service: EcsService): string[] {
  const name = service.spec.taskDefinitionRef?.name;
  return name === undefined ? [] : [keyOf({ namespace: service.metadata.namespace, name })];
}

/** Who refers to a task definition. */
export class Referrers {
  readonly #services: Store<EcsService>;

  constructor(services: Store<EcsService>) {
    this.#services = services;
  }

  /** EcsServices whose `taskDefinitionRef` names the object. */
  of(meta: { readonly namespace: string; readonly name: string }): readonly EcsService[] {
    return this.#services.byIndex(BY_TASK_DEFINITION, keyOf(meta));
  }

  /** All EcsServices; `unknown` until the first list is complete. */
  all(): readonly EcsService[] | 'unknown' {
    return this.#services.synced ? this.#services.list() : 'unknown';
  }

  /** Whether any EcsService wants or runs revision `arn`. */
  uses(arn: string): boolean {
    return this.#services.list().some(({ status }) => {
      const { wanted, inUse } = status?.taskDefinition ?? {};
      return wanted === arn || inUse === arn || status?.rollout?.taskDefinitionArn === arn;
    });
  }
}
