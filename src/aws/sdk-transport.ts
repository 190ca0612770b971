import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient, type ECSClientConfig } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { STSClient } from '@aws-sdk/client-sts';
import { operationFacts } from './categories.ts';
import type { Input, OperationName, Output } from './operations.ts';
import { senders, type SdkClients } from './sdk-commands.ts';
import type { AwsTransport, SendOptions } from './transport.ts';

export interface SdkTransportOptions {
  readonly region: string;
  /** Version of the operator, for the user agent. */
  readonly version: string;
  /** When absent, the SDK's own: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, else AWS. */
  readonly endpoint?: string;
  /** When absent, the SDK's default chain (environment, files, web identity, container, instance). */
  readonly credentials?: ECSClientConfig['credentials'];
  /** Wall milliseconds for one request and its answer; 20 s when absent. */
  readonly requestTimeoutMs?: number;
}

const connectionTimeoutMs = 5_000;
/** The request buckets allow 20 calls a second at most, so a handful of sockets is plenty. */
const maxSockets = 16;
/** Waits before a read is repeated after a network error, in wall milliseconds. */
const readRetryDelaysMs = [100, 400];

/**
 * Sends calls with the AWS SDK over keep-alive sockets. The SDK's own retries are off: throttles and server errors
 * belong to the reconcile's back-off, and a repeated write could act twice (RegisterTaskDefinition, CreateService,
 * a forced new deployment). Only reads are repeated here, and only after network errors.
 */
export class SdkTransport implements AwsTransport {
  private readonly clients: SdkClients;
  private readonly agents: readonly HttpAgent[];
  private readonly kindOfInput = new WeakMap<object, string>();

  constructor(options: SdkTransportOptions) {
    const httpAgent = new HttpAgent({ keepAlive: true, maxSockets });
    const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets });
    this.agents = [httpAgent, httpsAgent];
    const config = {
      region: options.region,
      maxAttempts: 1,
      customUserAgent: [['ecs-operator', options.version] satisfies [string, string]],
      requestHandler: {
        httpAgent,
        httpsAgent,
        connectionTimeout: connectionTimeoutMs,
        requestTimeout: options.requestTimeoutMs ?? 20_000,
        throwOnRequestTimeout: true,
      },
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    };
    this.clients = {
      ecs: new ECSClient(config),
      scaling: new ApplicationAutoScalingClient(config),
      alarms: new CloudWatchClient(config),
      balancing: new ElasticLoadBalancingV2Client(config),
      sts: new STSClient(config),
    };
    this.nameKinds();
  }

  async send<K extends OperationName>(operation: K, input: Input<K>, options: SendOptions = {}): Promise<Output<K>> {
    // A copy of our own, so that two calls with one input object may name different kinds.
    const own = { ...input };
    if (options.kind !== undefined) this.kindOfInput.set(own, options.kind);
    const delays = operationFacts[operation].access === 'read' ? readRetryDelaysMs : [];
    const callOptions = options.signal === undefined ? {} : { abortSignal: options.signal };
    for (const delayMs of delays) {
      try {
        return await senders[operation](this.clients, own, callOptions);
      } catch (error) {
        if (options.signal?.aborted === true || !isNetworkError(error)) throw error;
        await pause(delayMs);
      }
    }
    return senders[operation](this.clients, own, callOptions);
  }

  /** Closes the sockets. */
  destroy(): void {
    for (const client of Object.values(this.clients)) client.destroy();
    for (const agent of this.agents) agent.destroy();
  }

  /** Adds `kind/EcsService` to the user agent of the calls that were sent with a kind. */
  private nameKinds(): void {
    const step = { step: 'initialize', name: 'nameKind' } as const;
    this.clients.ecs.middlewareStack.add(
      (next, context) => (args) => {
        this.nameKind(args.input, context);
        return next(args);
      },
      step,
    );
    this.clients.scaling.middlewareStack.add(
      (next, context) => (args) => {
        this.nameKind(args.input, context);
        return next(args);
      },
      step,
    );
    this.clients.alarms.middlewareStack.add(
      (next, context) => (args) => {
        this.nameKind(args.input, context);
        return next(args);
      },
      step,
    );
  }

  private nameKind(input: object, context: { userAgent?: [string, string?][] }): void {
    const kind = this.kindOfInput.get(input);
    if (kind !== undefined) context.userAgent = [...(context.userAgent ?? []), ['kind', kind]];
  }
}

/** Failures without an answer that to ask again would not help: the caller's patience, or the SDK's own refusals. */
const notOfTheNetwork = new Set(['AbortError', 'CredentialsProviderError', 'TokenProviderError']);

/** The connection failed before an answer arrived. */
function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error) || notOfTheNetwork.has(error.name)) return false;
  const { code, $response, $metadata } = error as Error & {
    code?: string;
    $response?: object;
    $metadata?: { httpStatusCode?: number };
  };
  if ($response !== undefined || $metadata?.httpStatusCode !== undefined) return false;
  // The SDK also says TimeoutError, with the network's code, when the other side hangs up.
  return error.name !== 'TimeoutError' || (code !== undefined && code !== 'ETIMEDOUT');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
