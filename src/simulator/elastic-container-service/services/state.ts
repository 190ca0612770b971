import type {
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  GatewayConnector,
  LoadBalancer,
  MonitoringConfiguration,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  ServiceConnectConfiguration,
  ServiceConnectServiceResource,
  ServiceDeploymentStatus,
  ServiceRegistry,
  ServiceVolumeConfiguration,
  VpcLatticeConfiguration,
} from '@aws-sdk/client-ecs';
import type { ContainerInstance } from '../container-instances/instance-record.ts';
import type { Tag } from '../state.ts';
import type { AlarmWatch, HookAnswer, HookCall, LifecycleRecord } from './engine/lifecycle/lifecycle-record.ts';
import type { TaskRecord } from './task-record.ts';

/**
 * Services, their deployments, revisions and tasks of the simulated account. Plain data, so that it can be dumped and
 * restored. All times are epoch milliseconds of the domain clock; the views write seconds.
 */
export interface ServicesState {
  /** By service ARN. A re-created service takes the place of its INACTIVE predecessor: the ARN is the same. */
  services: Map<string, ServiceRecord>;
  /** By service revision ARN; immutable once made. */
  revisions: Map<string, RevisionRecord>;
  /** By service deployment ARN, in order of creation. */
  serviceDeployments: Map<string, ServiceDeploymentRecord>;
  /** By task ARN. */
  tasks: Map<string, TaskRecord>;
  /** Container instances, by ARN. */
  instances: Map<string, ContainerInstance>;
  /** ARNs of the tasks that no service started, oldest first. */
  standaloneTasks: string[];
  /** What RunTask did for a client token, by cluster ARN and token. */
  runTokens: Map<string, { request: string; taskArns: string[]; at: number }>;
  /** What the functions of lifecycle hooks answer, by ARN, and how they were called, oldest first. */
  hookAnswers: Map<string, HookAnswer>;
  hookCalls: HookCall[];
  /** States of alarms by name, as the admin API set them. */
  alarmStates: Map<string, AlarmState>;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** The fields whose change starts a new deployment: a service holds them as asked for, a revision as resolved. */
export interface RolloutSettings {
  taskDefinition: string;
  launchType?: string | undefined;
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined;
  platformVersion?: string | undefined;
  platformFamily?: string | undefined;
  networkConfiguration?: NetworkConfiguration | undefined;
  loadBalancers: LoadBalancer[];
  serviceRegistries: ServiceRegistry[];
  serviceConnectConfiguration?: ServiceConnectConfiguration | undefined;
  volumeConfigurations?: ServiceVolumeConfiguration[] | undefined;
  vpcLatticeConfigurations?: VpcLatticeConfiguration[] | undefined;
  gatewayConnectors?: GatewayConnector[] | undefined;
  monitoring?: MonitoringConfiguration | undefined;
}

/** The fields of a service that take effect without a new deployment. */
export interface ServiceSettings {
  deploymentConfiguration: DeploymentConfiguration;
  placementConstraints: PlacementConstraint[];
  placementStrategy: PlacementStrategy[];
  healthCheckGracePeriodSeconds: number;
  enableECSManagedTags: boolean;
  propagateTags: string;
  enableExecuteCommand: boolean;
  availabilityZoneRebalancing: string;
}

export interface ServiceRecord {
  arn: string;
  name: string;
  clusterArn: string;
  clusterName: string;
  /** It was made before ARNs had the cluster's name in them, and its own stayed as it was. */
  hasShortArn?: boolean | undefined;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  createdAt: number;
  createdBy: string;
  roleArn?: string | undefined;
  schedulingStrategy: 'REPLICA' | 'DAEMON';
  /** The creating request's token, and the request itself without token and tags, for replays. */
  clientToken?: string | undefined;
  creationRequest: string;
  tags: Tag[];
  desiredCount: number;
  rollout: RolloutSettings;
  settings: ServiceSettings;
  /** PRIMARY first, then the others, oldest first (recorded order). */
  deployments: DeploymentRecord[];
  /** ARNs of its tasks, oldest first, stopped ones as long as they can be described. */
  taskArns: string[];
  /** The deployment that a rollback goes back to: the last one that completed. */
  lastCompleted?: DeploymentRecord | undefined;
  /** Newest first, at most 100. */
  events: ServiceEventRecord[];
  /** The service deployment that is still open; shown once it is recorded. */
  currentServiceDeployment?: string | undefined;
  /** The scheduler looks at a change no sooner than this. */
  actAfter: number;
  /** True from a steady state event until tasks are started or stopped. */
  steady: boolean;
  /** When the steady state was told last. */
  steadyToldAt?: number | undefined;
  /** Since when the service has been what it should be. */
  satisfiedSince?: number | undefined;
  /** How long it takes from then until it is called steady. */
  steadyAfter?: number | undefined;
  /** After a shift of traffic: when the tasks of the old revision are stopped. Absent once they are gone. */
  cleanUpAt?: number | undefined;
  /** When a DRAINING service turns INACTIVE, and an INACTIVE one is forgotten. */
  endsAt?: number | undefined;
  /** When the scheduler has to look again; absent: nothing is due. */
  dueAt?: number | undefined;
}

export interface DeploymentRecord {
  /** `ecs-svc/<19 digits>`. */
  id: string;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  revisionArn: string;
  serviceDeploymentArn: string;
  desiredCount: number;
  /** Tasks that failed since the last healthy one; frozen when the rollout ends. */
  failedTasks: number;
  createdAt: number;
  updatedAt: number;
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  /** Failures in a row, whatever the breaker counts: they make the scheduler wait longer between tries. */
  failuresInARow: number;
  /** The scheduler starts no task of this deployment before this time. */
  retryAt: number;
  /** True while not all of its tasks find a place. */
  waitsForRoom?: boolean | undefined;
  /** True while this deployment carries a rollback. */
  rollingBack: boolean;
}

export interface RevisionRecord extends RolloutSettings {
  arn: string;
  serviceArn: string;
  clusterArn: string;
  createdAt: number;
  containerImages: { containerName: string; image: string }[];
  /** The target group that its tasks join, for each of its load balancers. */
  targetGroups?: string[] | undefined;
  /** The same settings as they were asked for: a rollback puts them back on the service. */
  requested: RolloutSettings;
  serviceConnectResources?: ServiceConnectServiceResource[] | undefined;
}

export interface ServiceDeploymentRecord {
  arn: string;
  serviceArn: string;
  clusterArn: string;
  deploymentId: string;
  status: ServiceDeploymentStatus;
  statusReason?: string | undefined;
  createdAt: number;
  /** No call shows it before this time (recorded: for a moment the previous deployment is still the newest). */
  recordedAt: number;
  startedAt?: number | undefined;
  finishedAt?: number | undefined;
  stoppedAt?: number | undefined;
  updatedAt: number;
  sourceRevisionArns: string[];
  targetRevisionArn: string;
  deploymentConfiguration: DeploymentConfiguration;
  /** A change of status that is under way. */
  pendingChange?: { at: number; status: ServiceDeploymentStatus } | undefined;
  rollback?: { reason: string; startedAt: number; serviceRevisionArn: string } | undefined;
  breaker: { status: string; failureCount: number; threshold: number };
  alarms: AlarmWatch;
  /** Absent for ROLLING. */
  lifecycle?: LifecycleRecord | undefined;
  /** ROLLING: since when it could be called successful, by its early success criteria. */
  earlySince?: number | undefined;
}

export interface ServiceEventRecord {
  id: string;
  createdAt: number;
  message: string;
}

export function emptyServicesState(): ServicesState {
  return {
    services: new Map(),
    revisions: new Map(),
    serviceDeployments: new Map(),
    tasks: new Map(),
    instances: new Map(),
    standaloneTasks: [],
    runTokens: new Map(),
    hookAnswers: new Map(),
    hookCalls: [],
    alarmStates: new Map(),
  };
}
