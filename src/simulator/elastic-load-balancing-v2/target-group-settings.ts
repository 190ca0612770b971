import type {
  CreateTargetGroupInput,
  ModifyTargetGroupInput,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { checkEnum, checkRange, invalidConfiguration, validationError } from './refusals.ts';
import type { TargetGroupRecord } from './state.ts';

type Settings = TargetGroupRecord['settings'];
type HealthSettings = Partial<Pick<TargetGroup, (typeof HEALTH_MEMBERS)[number]>>;

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'];

const HEALTH_MEMBERS = [
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher',
] as const;

/**
 * The settings of a new target group, defaults filled in (recorded for HTTP and ip, documented for the others).
 *
 * @throws AwsFault ValidationError, InvalidConfigurationRequest
 */
export function newSettings(request: CreateTargetGroupInput): Settings {
  const type = request.TargetType ?? 'instance';
  checkEnum('targetType', type, ['instance', 'ip', 'lambda', 'alb']);
  checkEnum('protocol', request.Protocol, PROTOCOLS);
  checkHealthCheck(request);
  if (type === 'lambda') checkLambda(request);
  else checkReachable(request);
  const isHttp = isHttpProtocol(request.Protocol);
  checkEnum('protocolVersion', request.ProtocolVersion, ['HTTP1', 'HTTP2', 'GRPC']);
  const settings: Settings = {
    TargetGroupName: request.Name,
    Protocol: request.Protocol,
    Port: request.Port,
    VpcId: request.VpcId,
    ...healthCheckOf(request, type),
    TargetType: type,
    ProtocolVersion: isHttp ? (request.ProtocolVersion ?? 'HTTP1') : undefined,
    IpAddressType: type === 'lambda' ? undefined : (request.IpAddressType ?? 'ipv4'),
    TargetControlPort: request.TargetControlPort,
  };
  checkThresholds(settings);
  return settings;
}

/** The settings after ModifyTargetGroup, which changes the health check only. @throws as {@link newSettings} */
export function changedSettings(settings: Settings, request: ModifyTargetGroupInput): Settings {
  checkHealthCheck(request);
  const sent = HEALTH_MEMBERS.filter((member) => request[member] !== undefined);
  const changed: Settings = { ...settings, ...Object.fromEntries(sent.map((member) => [member, request[member]])) };
  if (isHttpProtocol(changed.HealthCheckProtocol)) {
    changed.HealthCheckPath ??= '/';
    changed.Matcher ??= defaultMatcher(changed.ProtocolVersion);
  } else if (changed.TargetType !== 'lambda') {
    changed.HealthCheckPath = undefined;
    changed.Matcher = undefined;
  }
  checkThresholds(changed);
  return changed;
}

function healthCheckOf(request: CreateTargetGroupInput, type: string): HealthSettings {
  const defaults = type === 'lambda' ? LAMBDA_CHECK : defaultCheck(request);
  const sent = HEALTH_MEMBERS.filter((member) => request[member] !== undefined);
  return { ...defaults, ...Object.fromEntries(sent.map((member) => [member, request[member]])) };
}

const COUNTS = { HealthyThresholdCount: 5, UnhealthyThresholdCount: 2 };

/** The check of functions is off unless asked for. */
const LAMBDA_CHECK: HealthSettings = {
  HealthCheckEnabled: false,
  HealthCheckIntervalSeconds: 35,
  HealthCheckTimeoutSeconds: 30,
  ...COUNTS,
  HealthCheckPath: '/',
  Matcher: { HttpCode: '200' },
};

function defaultCheck(request: CreateTargetGroupInput): HealthSettings {
  const { Protocol: protocol, ProtocolVersion: version } = request;
  const standard = version === 'GRPC' ? 'HTTP' : isHttpProtocol(protocol) ? protocol : 'TCP';
  const checkedBy = request.HealthCheckProtocol ?? standard;
  return {
    HealthCheckProtocol: checkedBy,
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: defaultTimeout(protocol, checkedBy),
    ...COUNTS,
    ...(isHttpProtocol(checkedBy)
      ? { HealthCheckPath: version === 'GRPC' ? '/AWS.ALB/healthcheck' : '/', Matcher: defaultMatcher(version) }
      : {}),
  };
}

/** 5 s for HTTP, 10 s for TCP and TLS with TCP or HTTPS checks, 6 s for those with HTTP checks (documented). */
function defaultTimeout(protocol: string | undefined, checkedBy: string | undefined): number {
  if (protocol === 'GENEVE' || isHttpProtocol(protocol)) return 5;
  return checkedBy === 'HTTP' ? 6 : 10;
}

function defaultMatcher(version: string | undefined): { HttpCode?: string; GrpcCode?: string } {
  return version === 'GRPC' ? { GrpcCode: '12' } : { HttpCode: '200' };
}

/** UNKNOWN: the words of all three. */
function checkReachable({ Protocol: protocol, Port: port, VpcId: vpc }: CreateTargetGroupInput): void {
  if (protocol === undefined) throw validationError('A protocol must be specified');
  if (port === undefined) throw validationError('A port must be specified');
  checkRange('port', port, 1, 65_535);
  if (vpc === undefined || vpc === '') throw validationError('A VPC ID must be specified');
  if (!vpc.startsWith('vpc-')) throw validationError(`The VPC ID '${vpc}' is not found`);
}

function checkLambda({ Protocol: protocol, Port: port, VpcId: vpc }: CreateTargetGroupInput): void {
  const given = Object.entries({ Protocol: protocol, Port: port, 'VPC ID': vpc }).find(
    ([, value]) => value !== undefined,
  );
  if (given !== undefined)
    throw validationError(`${given[0]} cannot be specified for target groups with target type 'lambda'`);
}

function checkHealthCheck(request: HealthSettings): void {
  checkEnum('healthCheckProtocol', request.HealthCheckProtocol, PROTOCOLS);
  checkRange('healthCheckIntervalSeconds', request.HealthCheckIntervalSeconds, 5, 300);
  checkRange('healthCheckTimeoutSeconds', request.HealthCheckTimeoutSeconds, 2, 120);
  checkRange('healthyThresholdCount', request.HealthyThresholdCount, 2, 10);
  checkRange('unhealthyThresholdCount', request.UnhealthyThresholdCount, 2, 10);
  const { HealthCheckPort: port } = request;
  if (
    port === undefined ||
    port === 'traffic-port' ||
    (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)
  )
    return;
  throw validationError(`Health check port '${port}' must be 'traffic-port' or between 1 and 65535`);
}

function checkThresholds(settings: Settings): void {
  const { HealthCheckIntervalSeconds: interval = 30, HealthCheckTimeoutSeconds: timeout = 5 } = settings;
  if (timeout >= interval) throw validationError('Health check interval must be greater than the timeout');
  if (settings.Matcher !== undefined && settings.HealthCheckProtocol === 'TCP') {
    throw invalidConfiguration(
      `Custom health check matchers are not supported for health checks for target groups with the ${settings.Protocol} protocol`,
    );
  }
}

function isHttpProtocol(protocol: string | undefined): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS';
}
