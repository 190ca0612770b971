import { STSClient } from '@aws-sdk/client-sts';
import type { Registry } from 'prom-client';
import manifest from '../../package.json' with { type: 'json' };
import { CallMetrics } from '../aws/call-metrics.ts';
import { AwsPool } from '../aws/pool.ts';
import { SdkTransport } from '../aws/sdk-transport.ts';
import type { FoundSettings } from '../cli/controller.ts';
import type { ControllerSettings } from '../cli/controller-options.ts';
import type { AwsRegions } from '../controllers/framework/deps.ts';
import type { Operator } from '../controllers/operator.ts';
import type { Logger } from '../observability/log.ts';
import type { Clocks } from '../runtime/clock.ts';
import { openGate } from '../runtime/effects.ts';
import type { Part } from '../runtime/manager.ts';
import { sleep } from '../runtime/sleep.ts';

const RETRY_MS = 5_000;

/** The AWS side cannot work as configured; the message says what is missing. */
export class AwsConfigurationError extends Error {
  override readonly name = 'AwsConfigurationError';
}

export interface AwsOptions {
  readonly settings: ControllerSettings;
  readonly log: Logger;
  readonly clocks: Clocks;
  readonly registry: Registry;
}

/** Everything that talks to AWS. */
export interface AwsAccount {
  readonly regions: AwsRegions;
  /** Learns the account id, so that the first reconcile need not wait for it. */
  readonly identity: Part;
  /** Where the Region was found, if the settings do not say. */
  readonly found: FoundSettings;
  /** Why AWS cannot be used just now. */
  problem(): string | undefined;
  /** Lets batched reads be filled with what `operator` will read next. */
  prefetchFor(operator: Operator): void;
  close(): void;
}

/** Checks that there are a Region and credentials to work with. @throws AwsConfigurationError */
export async function connectAws({ settings, log, clocks, registry }: AwsOptions): Promise<AwsAccount> {
  const region = settings.region ?? (await configuredRegion());
  await requireCredentials(region, log);
  let operator: Operator | undefined;
  const transports: SdkTransport[] = [];
  const pool = new AwsPool({
    createTransport: (identity) => {
      const transport = new SdkTransport({ region: identity.region, version: manifest.version });
      transports.push(transport);
      return transport;
    },
    effects: openGate,
    clocks,
    metrics: new CallMetrics(registry),
    share: settings.requestShare / 100,
    prefetch: {
      fill: (cluster, count, scope) => operator?.servicesDueNext(cluster, count, scope) ?? [],
      onPrefetched: (cluster, serviceName, scope) => operator?.servicePrefetched(cluster, serviceName, scope),
      alarms: (scope) => operator?.alarms(scope) ?? [],
      onScalingsListed: (scope) => operator?.scalingsListed(scope),
    },
  });
  return {
    regions: {
      known: (own) => pool.known({ region: own ?? region }),
      gateway: (own) => pool.gateway({ region: own ?? region }),
    },
    identity: accountIdentity(pool, region, clocks, log),
    found: settings.region === undefined ? { region: { value: region, from: regionSource(process.env) } } : {},
    problem: () => (pool.known({ region }) === undefined ? 'STS has not told the account yet' : undefined),
    prefetchFor: (it) => {
      operator = it;
    },
    close: () => {
      pool.close();
      for (const transport of transports) transport.destroy();
    },
  };
}

async function configuredRegion(): Promise<string> {
  try {
    return await new STSClient({}).config.region();
  } catch (cause) {
    throw new AwsConfigurationError('no AWS Region: set --region, AWS_REGION, or one in the AWS configuration file', {
      cause,
    });
  }
}

function regionSource({ AWS_REGION }: NodeJS.ProcessEnv): string {
  return AWS_REGION === undefined || AWS_REGION === '' ? 'AWS configuration' : 'AWS_REGION';
}

/**
 * No credentials anywhere is a mistake to tell at once. Where the environment names a source that has to be asked
 * (web identity, a container or instance endpoint), its silence is something to wait for instead.
 */
async function requireCredentials(region: string, log: Logger): Promise<void> {
  try {
    await new STSClient({ region }).config.credentials();
  } catch (cause) {
    if (namesRemoteSource(process.env)) {
      log.warn({ err: cause }, 'AWS credentials are not to be had yet');
      return;
    }
    const message =
      'no AWS credentials: give the Pod an IAM role (IRSA, EKS Pod Identity), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE';
    throw new AwsConfigurationError(message, { cause });
  }
}

function namesRemoteSource(env: NodeJS.ProcessEnv): boolean {
  const { AWS_WEB_IDENTITY_TOKEN_FILE, AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI } =
    env;
  return [AWS_WEB_IDENTITY_TOKEN_FILE, AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI].some(
    (value) => value !== undefined && value !== '',
  );
}

/** Asks for the account in the background until AWS tells it: work that needs no AWS goes on meanwhile. */
function accountIdentity(pool: AwsPool, region: string, { wall }: Clocks, log: Logger): Part {
  let asking: Promise<void> | undefined;
  return {
    name: 'AWS account',
    async start({ signal }) {
      asking = askUntilKnown(pool, region, wall, log, signal);
    },
    async stop() {
      await asking;
    },
  };
}

async function askUntilKnown(
  pool: AwsPool,
  region: string,
  wall: Clocks['wall'],
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { scope } = await pool.gateway({ region });
      log.info({ accountId: scope.accountId, region }, 'AWS account');
      return;
    } catch (err) {
      log.warn({ err }, 'AWS does not tell the account yet');
      await sleep(wall, RETRY_MS, signal).catch(() => undefined);
    }
  }
}
