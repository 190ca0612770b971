import type { Input, OperationName } from './operations.ts';

/** A service as reads are asked for it: by the short names of its cluster and itself. */
export interface ServiceIdentity {
  readonly cluster: string;
  readonly serviceName: string;
}

/** The cluster's short name; `default` when absent, as ECS has it. */
export function clusterName(cluster: string | undefined): string {
  return shortName(cluster ?? 'default');
}

/** The last part of an ARN, or the name itself. */
export function shortName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

/** The service whose state a write changes; undefined when it changes none. */
export function serviceWrittenBy<K extends OperationName>(operation: K, input: Input<K>): ServiceIdentity | undefined {
  switch (operation) {
    case 'CreateService':
    case 'UpdateService':
    case 'DeleteService':
    case 'TagResource':
    case 'UntagResource':
      return identityIn(input);
    default:
      return undefined;
  }
}

function identityIn(input: object): ServiceIdentity | undefined {
  const text = (member: string): string | undefined => {
    const value: unknown = Reflect.get(input, member);
    return typeof value === 'string' ? value : undefined;
  };
  const arn = text('resourceArn');
  const service = arn === undefined ? (text('serviceName') ?? text('service')) : arn;
  if (service === undefined) return undefined;
  const inArn = /:service\/([^/]+)\/([^/]+)$/.exec(service);
  if (inArn?.[1] !== undefined && inArn[2] !== undefined) return { cluster: inArn[1], serviceName: inArn[2] };
  if (arn !== undefined) return undefined;
  return { cluster: clusterName(text('cluster')), serviceName: shortName(service) };
}
