import type { DescribeServicesCommandOutput } from '@aws-sdk/client-ecs';
import { AwaitToken } from '../runtime/result.ts';
import { AwsError } from './errors.ts';
import type { CallContext, ServiceReading } from './port.ts';
import type { ServiceIdentity } from './service-identity.ts';
import { shortName } from './service-identity.ts';

/** DescribeServices takes at most ten names, all of one cluster (recorded: "service names can have at most 10 items."). */
export const batchLimit = 10;

export interface ServiceRequest extends ServiceIdentity {
  readonly context: CallContext;
}

/** What goes out in one DescribeServices. */
export interface ServiceBatch {
  readonly cluster: string;
  readonly names: readonly string[];
  /** That of the most urgent member. */
  readonly context: CallContext;
  /** Who waits for the token. */
  readonly place: string;
  /** One name, with no company: it was in a batch that failed. */
  readonly alone: boolean;
}

export function keyOf(identity: ServiceIdentity): string {
  return `${identity.cluster}/${identity.serviceName}`;
}

/** Groups requests by cluster, most urgent first, into batches of ten distinct names. */
export function batchesOf(requests: readonly ServiceRequest[], isReadAlone: (key: string) => boolean): ServiceBatch[] {
  const urgentFirst = [...requests].sort((a, b) => b.context.priority - a.context.priority);
  // The first request of a name is its most urgent one.
  const distinct = [...Map.groupBy(urgentFirst, keyOf).values()].flatMap((same) => same.slice(0, 1));
  const alone = distinct.filter((each) => isReadAlone(keyOf(each)));
  const together = distinct.filter((each) => !isReadAlone(keyOf(each)));
  const batches = alone.map((each) => batchOfOne(each));
  for (const [cluster, members] of Map.groupBy(together, (each) => each.cluster)) {
    for (let start = 0; start < members.length; start += batchLimit) {
      const batch = members.slice(start, start + batchLimit);
      const context = batch[0]?.context;
      if (context === undefined) continue;
      const place = `DescribeServices ${cluster} ${start / batchLimit}`;
      batches.push({ cluster, names: batch.map((each) => each.serviceName), context, place, alone: false });
    }
  }
  return batches;
}

export function batchOfOne(request: ServiceRequest): ServiceBatch {
  const { cluster, serviceName, context } = request;
  return { cluster, names: [serviceName], context, place: `DescribeServices ${keyOf(request)}`, alone: true };
}

/** What a DescribeServices answer says of one name. `readAt`: domain milliseconds. */
export function readingOf(
  name: string,
  output: Omit<DescribeServicesCommandOutput, '$metadata'>,
  readAt: number,
): ServiceReading | Error {
  const service = output.services?.find((each) => each.serviceName === name);
  if (service !== undefined) return { kind: 'found', service, readAt };
  const failure = output.failures?.find((each) => shortName(each.arn ?? '') === name);
  if (failure?.reason === 'MISSING') return { kind: 'absent', clusterMissing: false, readAt };
  // Neither there nor said to be missing: to create it now could make a second one.
  const code = failure?.reason ?? 'IncompleteAnswer';
  const message = failure?.detail ?? `DescribeServices left out ${name}`;
  const facts = { code, message, requestId: undefined, httpStatus: undefined };
  return new AwsError({ class: 'transient' }, 'DescribeServices', facts, undefined);
}

/** Failures that are nobody's fault: to repeat the batch one by one would only cost calls. */
export function failsForAll(failure: Error): boolean {
  if (failure instanceof AwaitToken) return true;
  return failure instanceof AwsError && (failure.class === 'throttle' || failure.class === 'transient');
}
