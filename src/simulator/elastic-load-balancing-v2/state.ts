import type {
  Action,
  Certificate,
  RuleCondition,
  RuleTransform,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/**
 * Load balancers of the simulated account: what was made through the API, and what the admin API says of listener rules
 * and target groups that were not. Of those that neither knows, ECS takes for granted that they exist and are set up
 * well. Plain data, so that it can be dumped and restored; times are epoch milliseconds.
 */
export interface BalancingState {
  /** Where rules described by the admin API forward to, by ARN (of a rule, or a Network Load Balancer's listener). */
  rules: Map<string, Forward[]>;
  /** ARNs of target groups that no listener and no rule uses, as the admin API says. */
  looseGroups: Set<string>;
  /** By ARN, in order of creation, as the four below. */
  loadBalancers: Map<string, LoadBalancerRecord>;
  targetGroups: Map<string, TargetGroupRecord>;
  listeners: Map<string, ListenerRecord>;
  /** Rules of listeners, default ones among them. */
  listenerRules: Map<string, RuleRecord>;
  /** Until when load balancers have sent their metrics; absent while none has a target group. */
  metricsSentAt?: number | undefined;
  /** VPCs of which the admin API said what their ranges are, by id. */
  vpcs: Map<string, VpcRecord>;
}

/** One target group of a forward action. */
export interface Forward {
  targetGroupArn: string;
  weight: number;
}

/** What every resource has that takes tags and attributes. */
export interface Resource {
  arn: string;
  tags: Map<string, string>;
  /** Only what was set: the rest has AWS's defaults. */
  attributes: Map<string, string>;
}

export interface LoadBalancerRecord extends Resource {
  name: string;
  type: 'application' | 'network' | 'gateway';
  scheme?: string | undefined;
  ipAddressType: string;
  dnsName: string;
  vpcId: string;
  createdAt: number;
  subnets: SubnetRecord[];
  securityGroups?: string[] | undefined;
  enforcesInboundRules?: string | undefined;
  customerOwnedIpv4Pool?: string | undefined;
  prefixForIpv6SourceNat?: string | undefined;
  ipamPool?: string | undefined;
  capacity?: { units: number; changedAt: number } | undefined;
}

export interface SubnetRecord {
  id: string;
  zone: string;
  allocationId?: string | undefined;
  privateAddress?: string | undefined;
  ipv6Address?: string | undefined;
}

export interface TargetGroupRecord extends Resource {
  /** As DescribeTargetGroups tells it, without the load balancers. */
  settings: Omit<TargetGroup, 'LoadBalancerArns' | 'TargetGroupArn'>;
  targets: TargetRecord[];
  /** ARNs of the load balancers whose listeners and rules use it, and since when there are any. */
  users: string[];
  usedSince?: number | undefined;
}

export interface TargetRecord {
  id: string;
  port: number | undefined;
  zone?: string | undefined;
  registeredAt: number;
  /** It fails its checks, for this reason; absent: it passes them. */
  failing?: { since: number; reason: string } | undefined;
  /** Deregistered, and shown until then. */
  drainingUntil?: number | undefined;
}

export interface ListenerRecord extends Resource {
  loadBalancerArn: string;
  port?: number | undefined;
  protocol?: string | undefined;
  sslPolicy?: string | undefined;
  certificates: Certificate[];
  /** Certificates beside the default one. */
  moreCertificates: string[];
  alpnPolicy?: string[] | undefined;
  mutualAuthentication?: object | undefined;
  /** The rule that has its default actions. */
  defaultRuleArn: string;
}

export interface RuleRecord extends Resource {
  listenerArn: string;
  /** Absent for a default rule. */
  priority?: number | undefined;
  conditions: RuleCondition[];
  actions: Action[];
  transforms: RuleTransform[];
}

export interface VpcRecord {
  cidrBlocks: string[];
  subnets: { subnetId: string; cidrBlock: string; availabilityZone?: string | undefined }[];
}

export function emptyBalancingState(): BalancingState {
  return {
    rules: new Map(),
    looseGroups: new Set(),
    loadBalancers: new Map(),
    targetGroups: new Map(),
    listeners: new Map(),
    listenerRules: new Map(),
    vpcs: new Map(),
  };
}
