import * as scalingSdk from '@aws-sdk/client-application-auto-scaling';
import * as watchSdk from '@aws-sdk/client-cloudwatch';
import * as ecsSdk from '@aws-sdk/client-ecs';
import * as balancingSdk from '@aws-sdk/client-elastic-load-balancing-v2';
import * as tokenSdk from '@aws-sdk/client-sts';
import { scalingOperations } from './application-autoscaling/operations.ts';
import { cloudWatchOperations } from './cloudwatch/operations.ts';
import { containerServiceOperations } from './elastic-container-service/operations.ts';
import { balancingOperations } from './elastic-load-balancing-v2/operations.ts';
import type { ServiceName } from './operation.ts';
import { tokenOperations } from './security-token-service/operations.ts';
import type { WorldOperation } from './world.ts';

/** One simulated AWS service: what it can do, and where the SDK keeps the schemas of its inputs. */
export interface ServiceDefinition {
  /** What stands before the dot in `X-Amz-Target`; undefined where the service speaks no JSON. */
  readonly targetPrefix: string | undefined;
  /** The API's version and the XML namespace of its answers, where the service speaks the query protocol. */
  readonly query?: { readonly version: string; readonly namespace: string };
  /** Whether it also speaks Smithy RPC v2 with CBOR, where its name is the prefix of JSON targets. */
  readonly speaksCbor?: boolean;
  readonly operations: Readonly<Record<string, WorldOperation>>;
  /** The exports of the service's SDK client: `<Operation>$` is the schema of an operation. */
  readonly sdk: Readonly<Record<string, unknown>>;
}

export const registry: Readonly<Record<ServiceName, ServiceDefinition>> = {
  ecs: {
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    operations: containerServiceOperations,
    sdk: ecsSdk,
  },
  'application-autoscaling': {
    targetPrefix: 'AnyScaleFrontendService',
    operations: scalingOperations,
    sdk: scalingSdk,
  },
  cloudwatch: {
    targetPrefix: 'GraniteServiceVersion20100801',
    query: { version: '2010-08-01', namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
    speaksCbor: true,
    operations: cloudWatchOperations,
    sdk: watchSdk,
  },
  elasticloadbalancingv2: {
    targetPrefix: undefined,
    query: { version: '2015-12-01', namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/' },
    operations: balancingOperations,
    sdk: balancingSdk,
  },
  sts: {
    targetPrefix: undefined,
    query: { version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    operations: tokenOperations,
    sdk: tokenSdk,
  },
};

/** The operation of this name, if the simulator has it; names from `Object.prototype` are no operations. */
export function findOperation(service: ServiceName, operation: string): WorldOperation | undefined {
  const { operations } = registry[service];
  return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}
