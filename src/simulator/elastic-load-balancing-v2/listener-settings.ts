import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../operation.ts';
import { checkRange, validationError } from './refusals.ts';
import type { BalancingState, ListenerRecord, LoadBalancerRecord } from './state.ts';

/** What a listener has beside its actions. */
export type ListenerSettings = Pick<
  ListenerRecord,
  'port' | 'protocol' | 'sslPolicy' | 'certificates' | 'alpnPolicy' | 'mutualAuthentication'
>;

/** The members of CreateListener and ModifyListener that {@link ListenerSettings} come from. */
export interface ListenerRequest {
  readonly Port?: number | undefined;
  readonly Protocol?: string | undefined;
  readonly SslPolicy?: string | undefined;
  readonly Certificates?: readonly Certificate[] | undefined;
  readonly AlpnPolicy?: readonly string[] | undefined;
  readonly MutualAuthentication?: object | undefined;
}

const PROTOCOLS: Readonly<Record<LoadBalancerRecord['type'], readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
  gateway: [],
};

const OLDEST_POLICY = 'ELBSecurityPolicy-2016-08';

/**
 * A listener's settings: what the request says over what it had. A change to a protocol without encryption drops
 * policy and certificates.
 *
 * @throws AwsFault ValidationError, SSLPolicyNotFound
 */
export function readListener(
  balancer: LoadBalancerRecord,
  request: ListenerRequest,
  before?: ListenerSettings,
): ListenerSettings {
  const protocol = request.Protocol ?? before?.protocol;
  const port = request.Port ?? before?.port;
  checkAddress(balancer, protocol, port);
  checkEncryption(protocol, request);
  if (!isEncrypted(protocol)) return { protocol, port, certificates: [] };
  return { protocol, port, ...readEncryption(protocol, request, before) };
}

function readEncryption(
  protocol: string | undefined,
  request: ListenerRequest,
  before: ListenerSettings | undefined,
): Pick<ListenerSettings, 'certificates' | 'sslPolicy' | 'alpnPolicy' | 'mutualAuthentication'> {
  const given = request.Certificates?.map(({ CertificateArn }) => ({ CertificateArn }));
  const certificates = given ?? before?.certificates ?? [];
  if (certificates.length === 0) throw validationError(`A certificate must be specified for ${protocol} listeners`);
  const mutual = request.MutualAuthentication ?? before?.mutualAuthentication ?? { Mode: 'off' };
  return {
    certificates,
    sslPolicy: request.SslPolicy ?? before?.sslPolicy ?? OLDEST_POLICY,
    alpnPolicy: request.AlpnPolicy === undefined ? before?.alpnPolicy : [...request.AlpnPolicy],
    mutualAuthentication: protocol === 'HTTPS' ? mutual : undefined,
  };
}

/** @throws AwsFault DuplicateListener when another listener of the load balancer has this port */
export function checkPortIsFree(
  state: BalancingState,
  loadBalancerArn: string,
  wanted: ListenerSettings,
  self?: ListenerRecord,
): void {
  const others = [...state.listeners.values()].filter(
    (each) => each !== self && each.loadBalancerArn === loadBalancerArn,
  );
  if (!others.some(({ port }) => port === wanted.port)) return;
  throw new AwsFault(
    'DuplicateListener',
    `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
  );
}

function checkAddress({ type }: LoadBalancerRecord, protocol: string | undefined, port: number | undefined): void {
  const allowed = PROTOCOLS[type];
  if (type === 'gateway') {
    if (protocol !== undefined)
      throw validationError('Protocol cannot be specified for Gateway Load Balancer listeners');
    return;
  }
  if (protocol === undefined) throw validationError('A listener protocol must be specified');
  if (!allowed.includes(protocol))
    throw validationError(`Protocol '${protocol}' must be one of '${allowed.join(', ')}'`);
  if (port === undefined) throw validationError('A listener port must be specified');
  checkRange('port', port, 1, 65_535);
}

function checkEncryption(protocol: string | undefined, request: ListenerRequest): void {
  const { SslPolicy: policy, Certificates: certificates = [] } = request;
  if (isEncrypted(protocol)) {
    if (policy !== undefined && !policy.startsWith('ELBSecurityPolicy-')) {
      throw new AwsFault('SSLPolicyNotFound', `SSL policy '${policy}' not found`);
    }
    if (certificates.length > 1) throw new AwsFault('TooManyCertificates', 'Exactly one certificate must be specified');
    return;
  }
  if (policy !== undefined) throw validationError(`An SSL policy cannot be specified for ${protocol} listeners`);
  if (certificates.length > 0) throw validationError(`A certificate cannot be specified for ${protocol} listeners`);
}

function isEncrypted(protocol: string | undefined): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}
