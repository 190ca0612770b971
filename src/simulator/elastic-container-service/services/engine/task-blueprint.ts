import type { NetworkConfiguration, ServiceVolumeConfiguration } from '@aws-sdk/client-ecs';
import type { ContainerInstance } from '../../container-instances/instance-record.ts';
import type { Definition } from '../task-definitions.ts';
import type { TaskRecord } from '../task-record.ts';

/** What a new task is made of, whoever starts it. */
export interface TaskBlueprint {
  readonly at: number;
  readonly clusterArn: string;
  readonly definition: Definition;
  readonly compute: Pick<TaskRecord, 'launchType' | 'capacityProviderName' | 'platformVersion' | 'platformFamily'>;
  /** Where it runs; absent on Fargate. */
  readonly instance?: ContainerInstance | undefined;
  readonly networkConfiguration?: NetworkConfiguration | undefined;
  readonly volumes?: readonly ServiceVolumeConfiguration[] | undefined;
  /** A counter that spreads tasks over the subnets. */
  readonly turn: number;
  /** What of a load balancer checks the task's health, if it does, and for how long it is spared, in milliseconds. */
  readonly balancer?: string | undefined;
  readonly gracePeriod: number;
  readonly owner: Pick<
    TaskRecord,
    'serviceArn' | 'serviceName' | 'deploymentId' | 'revisionArn' | 'tags' | 'enableExecuteCommand' | 'standalone'
  >;
}
