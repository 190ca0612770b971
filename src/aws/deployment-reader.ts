import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import DataLoader from 'dataloader';
import type { PacedCalls } from './paced-calls.ts';
import type { CallContext } from './port.ts';
import { failsForAll } from './service-batches.ts';

/** DescribeServiceDeployments takes at most so many ARNs (its API reference). */
const batchLimit = 20;

interface Request {
  readonly arn: string;
  readonly context: CallContext;
}

type Answer = ServiceDeployment | undefined | Error;

/**
 * Reads service deployments in batches: services that were read together, and roll out together, ask for theirs at the
 * same instant.
 */
export class DeploymentReader {
  private readonly calls: PacedCalls;
  private readonly loader = new DataLoader<Request, ServiceDeployment | undefined>((requests) => this.load(requests), {
    cache: false,
  });

  constructor(calls: PacedCalls) {
    this.calls = calls;
  }

  /** `undefined` where ECS cannot describe it (MISSING). @throws AwaitToken, AwsError */
  read(arn: string, context: CallContext): Promise<ServiceDeployment | undefined> {
    return this.loader.load({ arn, context });
  }

  private async load(requests: readonly Request[]): Promise<(ServiceDeployment | undefined | Error)[]> {
    const urgentFirst = [...requests].sort((a, b) => b.context.priority - a.context.priority);
    const contexts = new Map<string, CallContext>();
    for (const { arn, context } of urgentFirst) if (!contexts.has(arn)) contexts.set(arn, context);
    const arns = [...contexts.keys()];
    const answers = new Map<string, Answer>();
    const batches = Array.from({ length: Math.ceil(arns.length / batchLimit) }, (_, index) => index);
    await Promise.all(
      batches.map((index) => {
        const batch = arns.slice(index * batchLimit, (index + 1) * batchLimit);
        return this.readBatch(batch, contexts, `DescribeServiceDeployments ${index}`, answers);
      }),
    );
    return requests.map(({ arn }) => answers.get(arn));
  }

  /** A failed batch says nothing about its members, unless the failure is nobody's fault. */
  private async readBatch(
    arns: readonly string[],
    contexts: ReadonlyMap<string, CallContext>,
    place: string,
    answers: Map<string, Answer>,
  ): Promise<void> {
    const context = contexts.get(arns[0] ?? '');
    if (context === undefined) return;
    try {
      const input = { serviceDeploymentArns: [...arns] };
      const { serviceDeployments = [] } = await this.calls.call('DescribeServiceDeployments', input, context, place);
      for (const found of serviceDeployments) answers.set(found.serviceDeploymentArn ?? '', found);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (arns.length === 1 || failsForAll(failure)) {
        for (const arn of arns) answers.set(arn, failure);
        return;
      }
      for (const arn of arns) await this.readBatch([arn], contexts, `DescribeServiceDeployments ${arn}`, answers);
    }
  }
}
