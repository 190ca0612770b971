import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node';
import { KubeconfigError } from '../errors.ts';

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

export interface KubeconfigSource {
  /** `--kubeconfig`; wins over everything else. */
  readonly path?: string | undefined;
  /** The context to use instead of `current-context`. */
  readonly context?: string | undefined;
  /** Where `KUBECONFIG`, `HOME` and `KUBERNETES_SERVICE_HOST` are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds the API server as kubectl does: the given file, the files of `KUBECONFIG`, `~/.kube/config`, else the service
 * account of the Pod. Nothing is sent anywhere; exec plugins are not run.
 *
 * @throws {KubeconfigError} one clear line, when nothing is found or what is found cannot be used
 */
export function loadKubeconfig(source: KubeconfigSource): KubeConfig {
  const files = kubeconfigFiles(source);
  const config = files.length > 0 ? fromFiles(files) : fromServiceAccount(source);
  if (source.context !== undefined) config.setCurrentContext(source.context);
  requireUsable(config, files.length > 0 ? files.join(delimiter) : 'of the service account');
  return config;
}

/** Where {@link loadKubeconfig} looks when no path is given, for the log: the files, and what names them. */
export function kubeconfigOrigin({ env }: Pick<KubeconfigSource, 'env'>): { value?: string; from: string } {
  const files = kubeconfigFiles({ env });
  if (files.length === 0) return { from: 'service account of the Pod' };
  return { value: files.join(delimiter), from: env['KUBECONFIG'] ? 'KUBECONFIG' : '~/.kube/config' };
}

function kubeconfigFiles({ path, env }: KubeconfigSource): string[] {
  if (path !== undefined) return [path];
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length > 0) return listed;
  const home = env['HOME'] === undefined ? undefined : join(env['HOME'], '.kube', 'config');
  return home !== undefined && existsSync(home) ? [home] : [];
}

function fromFiles(files: readonly string[]): KubeConfig {
  const [first, ...others] = files.map(fromFile);
  if (first === undefined) throw new KubeconfigError('no kubeconfig is named');
  for (const other of others) attempt('the kubeconfigs cannot be merged', () => first.mergeConfig(other, true));
  return first;
}

function fromFile(file: string): KubeConfig {
  if (!existsSync(file)) throw new KubeconfigError(`kubeconfig ${file} does not exist`);
  const config = new KubeConfig();
  attempt(`kubeconfig ${file} cannot be read`, () => config.loadFromFile(file));
  return config;
}

function fromServiceAccount({ env }: KubeconfigSource): KubeConfig {
  if (env['KUBERNETES_SERVICE_HOST'] === undefined || !existsSync(SERVICE_ACCOUNT_TOKEN)) {
    throw new KubeconfigError(
      'no kubeconfig: set --kubeconfig or KUBECONFIG, or create ~/.kube/config; this is no Pod with a service account either',
    );
  }
  const config = new KubeConfig();
  config.loadFromCluster();
  return config;
}

function requireUsable(config: KubeConfig, where: string): void {
  const name: string | undefined = config.getCurrentContext();
  if (!name) throw new KubeconfigError(`kubeconfig ${where} has no current-context`);
  const context = config.getContextObject(name);
  if (context === null) throw new KubeconfigError(`kubeconfig ${where} has no context '${name}'`);
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new KubeconfigError(`kubeconfig ${where} has no cluster '${context.cluster}'`);
  if (config.getCurrentUser() === null) throw new KubeconfigError(`kubeconfig ${where} has no user '${context.user}'`);
  requireServer(cluster.server, cluster.skipTLSVerify, where);
  requireCertificates(config, where);
}

function requireServer(server: string, skipTlsVerify: boolean, where: string): void {
  const url = URL.parse(server);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new KubeconfigError(`kubeconfig ${where}: the server '${server}' is no http or https address`);
  }
  if (url.protocol === 'http:' && !skipTlsVerify) {
    throw new KubeconfigError(
      `kubeconfig ${where}: the server '${server}' is not https; credentials go there only with insecure-skip-tls-verify: true`,
    );
  }
}

/** Certificates are read here once so that a wrong one is told at start, not at every connection. */
function requireCertificates(config: KubeConfig, where: string): void {
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  attempt(`kubeconfig ${where}: the certificates cannot be used`, () => {
    const material = { cert: pem(user?.certFile, user?.certData), key: pem(user?.keyFile, user?.keyData) };
    return [createSecureContext(material), certificate(pem(cluster?.caFile, cluster?.caData))];
  });
}

/** A secure context takes any text for a CA, and then trusts nobody. */
function certificate(ca: Buffer | undefined): X509Certificate | undefined {
  return ca === undefined ? undefined : new X509Certificate(ca);
}

function pem(file: string | undefined, data: string | undefined): Buffer | undefined {
  if (file !== undefined && file !== '') return readFileSync(file);
  return data === undefined || data === '' ? undefined : Buffer.from(data, 'base64');
}

function attempt<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KubeconfigError(`${what}: ${reason.split('\n', 1)[0]}`, { cause: error });
  }
}
