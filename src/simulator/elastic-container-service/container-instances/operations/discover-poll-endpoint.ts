import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';

/** DiscoverPollEndpoint: where a container agent connects to (documented form). Nothing listens there. */
export function discoverPollEndpoint({ region }: Context): Json {
  return {
    endpoint: `https://ecs-a-1.${region}.amazonaws.com/`,
    telemetryEndpoint: `https://ecs-t-1.${region}.amazonaws.com/`,
    serviceConnectEndpoint: `https://ecs-sc.${region}.api.aws`,
  };
}
