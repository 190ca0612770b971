import type { TaskOverride } from '@aws-sdk/client-ecs';
import type { Requirement } from '../container-instances/requirement.ts';
import type { Tag } from '../state.ts';

/** What may happen next in a task's life, in the order in which it happens. */
export type TaskStep =
  | 'connect'
  | 'pend'
  | 'containers'
  | 'run'
  | 'fail-to-start'
  | 'exit'
  | 'healthy'
  | 'unhealthy'
  | 'fail-balancer-check'
  | 'container-stop'
  | 'stopping'
  | 'deprovision'
  | 'stop'
  | 'forget';

/** How fast a task goes, in milliseconds: since it was made, the last one since it was told to stop. */
export interface TaskPace {
  readonly connected: number;
  readonly pending: number;
  readonly pullStarted: number;
  readonly pullStopped: number;
  readonly running: number;
  readonly stopToStopped: number;
}

export interface PlannedStep {
  readonly at: number;
  readonly step: TaskStep;
}

export interface TaskContainer {
  arn: string;
  name: string;
  image: string;
  imageDigest: string;
  runtimeId: string;
  cpu: string;
  memory?: string | undefined;
  essential: boolean;
  /** It has a health check of its own; without one its status stays UNKNOWN. */
  healthChecked: boolean;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  healthStatus: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  exitCode?: number | undefined;
  reason?: string | undefined;
  /** True once the container has run: it then has network bindings. */
  hasRun: boolean;
  /** Its ports on its instance; none with a network interface of its own. */
  bindings?: { containerPort: number; hostPort: number; protocol: string }[] | undefined;
  /** True once its image is there; then its digest is known. */
  pulled?: boolean | undefined;
  /** When it starts, where that is before the task runs; when it ends by itself without ending the task, and how. */
  startsAt?: number | undefined;
  endsAt?: number | undefined;
  endsWith?: number | undefined;
  /** It does not end when it is told to: it is killed. */
  ignoresStop?: boolean | undefined;
}

/** How a task ends that does not live for ever. */
export interface Doom {
  /** The container that it is about; an empty text when it is about the task. */
  readonly container: string;
  readonly reason: string;
  readonly exitCode?: number | undefined;
  readonly containerReason?: string | undefined;
  /** It fails before an image is pulled. */
  readonly beforePull?: boolean | undefined;
}

/** A target of a target group that is a task's. */
export interface TaskTarget {
  targetGroupArn: string;
  id: string;
  port: number | undefined;
}

/** A task of a service, or a standalone one. Times are epoch milliseconds. */
export interface TaskRecord {
  arn: string;
  id: string;
  clusterArn: string;
  /** Whose task it is; these four are empty texts for a standalone task. */
  serviceArn: string;
  serviceName: string;
  deploymentId: string;
  revisionArn: string;
  /** What RunTask said beside its definition; absent for tasks of services. */
  standalone?: { startedBy?: string | undefined; group: string; overrides?: TaskOverride | undefined } | undefined;
  taskDefinitionArn: string;
  family: string;
  launchType: string;
  capacityProviderName?: string | undefined;
  platformVersion?: string | undefined;
  platformFamily?: string | undefined;
  cpu?: string | undefined;
  memory?: string | undefined;
  architecture: string;
  ephemeralStorageGiB: number;
  enableExecuteCommand: boolean;
  availabilityZone: string;
  /** Where it runs on EC2, the room that it takes there, and its host ports by container. */
  containerInstanceArn?: string | undefined;
  reserved?: Requirement | undefined;
  subnet?: string | undefined;
  attachment: { id: string; networkInterfaceId: string; macAddress: string; address: string };
  attachmentStatus: 'PRECREATED' | 'ATTACHED' | 'DETACHING' | 'DELETED';
  containers: TaskContainer[];
  tags: Tag[];
  lastStatus: 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'DEPROVISIONING' | 'STOPPED';
  desiredStatus: 'RUNNING' | 'STOPPED';
  version: number;
  createdAt: number;
  connectivityAt?: number | undefined;
  pullStartedAt?: number | undefined;
  pullStoppedAt?: number | undefined;
  startedAt?: number | undefined;
  executionStoppedAt?: number | undefined;
  stoppingAt?: number | undefined;
  stoppedAt?: number | undefined;
  stopCode?: string | undefined;
  stoppedReason?: string | undefined;
  /** Since when the task passes all checks that it has; absent while it does not. */
  healthySince?: number | undefined;
  /** True when a container health check decides; then nothing but HEALTHY makes the task ready. */
  hasHealthCheck: boolean;
  /** Volumes of its own. */
  volumes?: { id: string; name: string; roleArn: string; deleteOnTermination: boolean }[] | undefined;
  /** The container whose image decides the task's fate, the text of its failure, and how it ends when it ends itself. */
  doomed?: Doom | undefined;
  /** How long its containers take to end when they are told to, if that is not usual. */
  stopTakes?: number | undefined;
  /** Where it is registered, in groups that are known; absent before and after. */
  targets?: TaskTarget[] | undefined;
  /** When these are deregistered, once it has to stop. */
  targetsLeaveAt?: number | undefined;
  pace: TaskPace;
  /** What happens next, in order of time. */
  plan: PlannedStep[];
}
