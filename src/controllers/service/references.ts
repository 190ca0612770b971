import type { EcsScaling, EcsService, EcsTaskDefinition } from '../../api/resources.ts';
import type { ScalingKnowledge } from '../../ecs/service/desired-count.ts';
import type { TaskDefinitionReading } from '../../ecs/service/situation.ts';
import { scalingResourceId } from '../../ecs/names.ts';
import { keyOf } from '../../kube/object.ts';
import type { Store } from '../../kube/port.ts';
import { conditionOf } from '../framework/events.ts';
import { BY_RESOURCE, BY_SERVICE } from '../scaling/scaled-service.ts';
import { addressOf } from './service-address.ts';

/** The other objects that a service depends on, as the stores have them. */
export class ServiceReferences {
  readonly #taskDefinitions: Store<EcsTaskDefinition>;
  readonly #scalings: Store<EcsScaling>;

  constructor(taskDefinitions: Store<EcsTaskDefinition>, scalings: Store<EcsScaling>) {
    this.#taskDefinitions = taskDefinitions;
    this.#scalings = scalings;
  }

  /** What the EcsTaskDefinition `name` in the service's namespace has registered for its present generation. */
  taskDefinition(namespace: string, name: string): TaskDefinitionReading {
    const object = this.#taskDefinitions.get(keyOf({ namespace, name }));
    if (object === undefined) {
      return { kind: 'unavailable', message: `EcsTaskDefinition ${name} does not exist in this namespace.` };
    }
    const { taskDefinitionArn: arn, specHash, registeredGeneration } = object.status ?? {};
    const carriesSpec = registeredGeneration === object.metadata.generation;
    // Its deletion raises the generation and changes no content; it waits for us, not we for it.
    const current = carriesSpec || object.metadata.deletionTimestamp !== undefined;
    if (arn !== undefined && current) return { kind: 'resolved', arn, contentHash: specHash };
    return unregistered(object);
  }

  /** The EcsScaling that names the service, by reference or by its `resourceId`, suspended or not; or `absent`. */
  scaling(service: EcsService): ScalingKnowledge['scaling'] {
    if (!this.#scalings.synced) return 'unknown';
    const { cluster, serviceName } = addressOf(service);
    const naming = [
      ...this.#scalings.byIndex(BY_SERVICE, keyOf(service.metadata)),
      ...this.#scalings.byIndex(BY_RESOURCE, scalingResourceId(cluster, serviceName)),
    ];
    const first = naming.find(
      ({ metadata, spec }) => metadata.deletionTimestamp === undefined && spec.region === service.spec.region,
    );
    return first === undefined ? 'absent' : { minCapacity: first.spec.minCapacity };
  }
}

function unregistered(object: EcsTaskDefinition): TaskDefinitionReading {
  const { name, generation } = object.metadata;
  if (object.metadata.deletionTimestamp !== undefined) {
    return { kind: 'unavailable', message: `EcsTaskDefinition ${name} is being deleted.` };
  }
  if (object.spec.suspend === true) {
    return { kind: 'unavailable', message: `EcsTaskDefinition ${name} is suspended and has not registered its spec.` };
  }
  const stalled = conditionOf(object.status, 'Stalled');
  if (stalled?.observedGeneration === generation) {
    return { kind: 'unavailable', message: `EcsTaskDefinition ${name} cannot register its spec: ${stalled.message}` };
  }
  return { kind: 'unregistered', message: `Waiting for EcsTaskDefinition ${name} to register its spec.` };
}
