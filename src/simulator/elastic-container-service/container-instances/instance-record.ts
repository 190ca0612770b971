/** An EC2 instance that has joined a cluster. Plain data. */
export interface ContainerInstance {
  arn: string;
  /** 32 hexadecimal digits: the last part of the ARN, as events name it. */
  id: string;
  ec2InstanceId: string;
  clusterArn: string;
  /** CPU units and MiB that it offers to tasks. */
  cpu: number;
  memory: number;
  /** How many tasks of the network mode awsvpc it can run; absent: any number. */
  networkInterfaces?: number | undefined;
  availabilityZone: string;
  attributes: Record<string, string>;
  capacityProviderName?: string | undefined;
  agentConnected: boolean;
  status: 'ACTIVE' | 'DRAINING';
  /** Epoch milliseconds. */
  registeredAt: number;
  /** ARNs of the tasks that were placed on it; those that have stopped take no room. */
  taskArns: string[];
}
