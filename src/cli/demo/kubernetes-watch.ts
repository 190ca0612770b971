import { EcsScalingType, EcsServiceType, EcsTaskDefinitionType } from '../../api/resources.ts';
import { Cache } from '../../kube/cache.ts';
import { ApiClient } from '../../kube/client/api-client.ts';
import { loadKubeconfig } from '../../kube/client/kubeconfig.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { StoryLine } from './narrator.ts';
import { objectLines, type StoryObject } from './object-lines.ts';

const types = [EcsTaskDefinitionType, EcsServiceType, EcsScalingType] as const;
/** The kinds that the story is about. */
export type StoryKind = (typeof types)[number]['kind'];

/** Follows our objects as any client of the API server may, and tells how they change. */
export class KubernetesWatch {
  readonly #client: ApiClient;
  readonly #caches: ReadonlyMap<string, Cache<StoryObject>>;

  constructor(environment: Readonly<Record<string, string>>, tell: (line: StoryLine) => void) {
    this.#client = new ApiClient({
      kubeconfig: () => loadKubeconfig({ env: environment }),
      wall: systemClock,
      userAgent: 'ecs-operator-demo',
    });
    const common = { client: this.#client, namespaces: [], wall: systemClock, random: Math.random };
    this.#caches = new Map(types.map((type) => [type.kind, new Cache<StoryObject>({ ...common, type })]));
    for (const { store } of this.#caches.values()) {
      store.onChange((old, now) => objectLines(old, now).forEach(tell));
    }
  }

  get kinds(): readonly string[] {
    return [...this.#caches.keys()];
  }

  start(): void {
    for (const cache of this.#caches.values()) cache.start();
  }

  /** Whether everything that is there has been seen once. */
  get synced(): boolean {
    return [...this.#caches.values()].every(({ store }) => store.synced);
  }

  /** What is in the way of the watches just now. */
  get problem(): string {
    return [...this.#caches.values()].flatMap(({ health }) => health.problems).join('; ') || 'no answer yet';
  }

  get(kind: StoryKind, namespace: string, name: string): StoryObject | undefined {
    return this.#caches.get(kind)?.store.get(`${namespace}/${name}`);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#caches.values()].map((cache) => cache.stop()));
    await this.#client.close();
  }
}
