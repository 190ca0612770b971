import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from './state.ts';

/** Attributes of a kind of resource with the values that AWS gives them, in the order in which they are told. */
export type Defaults = Readonly<Record<string, string>>;

const logs = (kind: string): Defaults => ({
  [`${kind}.s3.enabled`]: 'false',
  [`${kind}.s3.bucket`]: '',
  [`${kind}.s3.prefix`]: '',
});

const LOAD_BALANCERS: Readonly<Record<LoadBalancerRecord['type'], Defaults>> = {
  application: {
    ...logs('access_logs'),
    'idle_timeout.timeout_seconds': '60',
    'deletion_protection.enabled': 'false',
    'routing.http2.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http.xff_client_port.enabled': 'false',
    'routing.http.preserve_host_header.enabled': 'false',
    'routing.http.xff_header_processing.mode': 'append',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'client_keep_alive.seconds': '3600',
    'waf.fail_open.enabled': 'false',
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
    'zonal_shift.config.enabled': 'false',
    ...logs('connection_logs'),
    ...logs('health_check_logs'),
  },
  network: {
    ...logs('access_logs'),
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'false',
    'dns_record.client_routing_policy': 'any_availability_zone',
    'ipv6.deny_all_igw_traffic': 'false',
    'zonal_shift.config.enabled': 'false',
    'secondary_ips.auto_assigned.per_subnet': '0',
  },
  gateway: { 'deletion_protection.enabled': 'false', 'load_balancing.cross_zone.enabled': 'false' },
};

export function loadBalancerDefaults({ type }: Pick<LoadBalancerRecord, 'type'>): Defaults {
  return LOAD_BALANCERS[type];
}

const HEALTH: Defaults = {
  'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
};

const HTTP_STICKINESS: Defaults = {
  'stickiness.enabled': 'false',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'stickiness.app_cookie.duration_seconds': '86400',
  'stickiness.app_cookie.cookie_name': '',
};

/** In the order in which AWS tells them, which is that of no documentation (recorded). */
const HTTP_GROUP: Defaults = {
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
  'deregistration_delay.timeout_seconds': '300',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'slow_start.duration_seconds': '0',
  'stickiness.app_cookie.duration_seconds': '86400',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
  'stickiness.enabled': 'false',
  'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
  'stickiness.app_cookie.cookie_name': '',
  'load_balancing.algorithm.anomaly_mitigation': 'off',
};

/** Those of HTTP groups are recorded. UNKNOWN: whether the others have exactly these (documented). */
export function targetGroupDefaults({ settings }: Pick<TargetGroupRecord, 'settings'>): Defaults {
  const { Protocol: protocol = '', TargetType: type } = settings;
  if (type === 'lambda') return { 'lambda.multi_value_headers.enabled': 'false', ...HTTP_STICKINESS, ...HEALTH };
  const delay = { 'deregistration_delay.timeout_seconds': '300' };
  if (protocol === 'GENEVE') {
    return {
      ...delay,
      'stickiness.enabled': 'false',
      'stickiness.type': 'source_ip_dest_ip',
      'target_failover.on_deregistration': 'no_rebalance',
      'target_failover.on_unhealthy': 'no_rebalance',
    };
  }
  if (protocol === 'HTTP' || protocol === 'HTTPS') return HTTP_GROUP;
  const keepsAddress = type === 'instance' || protocol === 'UDP' || protocol === 'TCP_UDP';
  return {
    ...delay,
    'deregistration_delay.connection_termination.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'preserve_client_ip.enabled': String(keepsAddress),
    'proxy_protocol_v2.enabled': 'false',
    'stickiness.enabled': 'false',
    'stickiness.type': 'source_ip',
    'target_health_state.unhealthy.connection_termination.enabled': 'true',
    'target_health_state.unhealthy.draining_interval_seconds': '0',
    ...HEALTH,
  };
}

const RESPONSE_HEADERS = [
  'strict_transport_security',
  'access_control_allow_origin',
  'access_control_allow_methods',
  'access_control_allow_headers',
  'access_control_allow_credentials',
  'access_control_expose_headers',
  'access_control_max_age',
  'content_security_policy',
  'x_content_type_options',
  'x_frame_options',
];

const TLS_HEADERS = [
  'x_amzn_mtls_clientcert_serial_number',
  'x_amzn_mtls_clientcert_issuer',
  'x_amzn_mtls_clientcert_subject',
  'x_amzn_mtls_clientcert_validity',
  'x_amzn_mtls_clientcert_leaf',
  'x_amzn_mtls_clientcert',
  'x_amzn_tls_version',
  'x_amzn_tls_cipher_suite',
];

export function listenerDefaults({ protocol = '' }: Pick<ListenerRecord, 'protocol'>): Defaults {
  if (protocol === 'TCP' || protocol === '') return { 'tcp.idle_timeout.seconds': '350' };
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') return {};
  return {
    'routing.http.response.server.enabled': 'true',
    ...Object.fromEntries(RESPONSE_HEADERS.map((header) => [`routing.http.response.${header}.header_value`, ''])),
    ...(protocol === 'HTTPS' ? tlsHeaders() : {}),
  };
}

function tlsHeaders(): Defaults {
  return Object.fromEntries(TLS_HEADERS.map((header) => [`routing.http.request.${header}.header_name`, '']));
}
