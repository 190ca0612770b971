import type { EcsService } from '../../api/resources.ts';
import { defaultAwsName } from '../../ecs/names.ts';

/** Where the service is, or is to be. */
export interface ServiceAddress {
  readonly cluster: string;
  readonly serviceName: string;
}

/** ECS's own default cluster. */
const DEFAULT_CLUSTER = 'default';

/** Cluster and name of the service: the spec's, else the defaults. */
export function addressOf({ spec, metadata }: EcsService): ServiceAddress {
  return { cluster: spec.cluster ?? DEFAULT_CLUSTER, serviceName: spec.serviceName ?? defaultAwsName(metadata) };
}
