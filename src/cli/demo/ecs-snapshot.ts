import type { Simulator } from '../../simulator/simulator.ts';

/** What AWS's own read calls tell about a cluster, as far as the story is about it. */
export interface EcsSnapshot {
  /** ARNs of the ACTIVE revisions. */
  readonly taskDefinitions: readonly string[];
  readonly services: readonly ServiceSeen[];
  readonly tasks: readonly TaskSeen[];
  readonly targets: readonly TargetSeen[];
}

export interface ServiceSeen {
  readonly serviceName: string;
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly taskDefinition: string;
  /** Newest first. */
  readonly events: readonly { readonly id: string; readonly message: string }[];
  readonly deployments: readonly {
    readonly id: string;
    readonly status: string;
    readonly taskDefinition: string;
    readonly rolloutState: string;
  }[];
}

export interface TaskSeen {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  readonly lastStatus: string;
  readonly stoppedReason?: string;
  readonly containers: readonly { readonly name: string; readonly exitCode?: number }[];
}

export interface TargetSeen {
  readonly resourceId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

type Account = Pick<Simulator, 'act'>;

/** DescribeTasks takes no more. */
const mostTasks = 100;

/**
 * Reads what there is in the account, as another actor: these calls are neither counted nor limited. A service of
 * `knownServices` is described also when it is not listed any more.
 */
export function readEcs(aws: Account, cluster: string, knownServices: readonly string[]): EcsSnapshot {
  const { taskDefinitionArns } = aws.act('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' }) as {
    taskDefinitionArns: string[];
  };
  const { ScalableTargets } = aws.act('application-autoscaling', 'DescribeScalableTargets', {
    ServiceNamespace: 'ecs',
  }) as { ScalableTargets: { ResourceId: string; MinCapacity: number; MaxCapacity: number }[] };
  return {
    taskDefinitions: taskDefinitionArns,
    services: readServices(aws, cluster, knownServices),
    tasks: readTasks(aws, cluster),
    targets: ScalableTargets.map(({ ResourceId, MinCapacity, MaxCapacity }) => ({
      resourceId: ResourceId,
      minCapacity: MinCapacity,
      maxCapacity: MaxCapacity,
    })),
  };
}

/** A service that is INACTIVE is not listed any more, but can still be described by those who know its name. */
function readServices(aws: Account, cluster: string, known: readonly string[]): ServiceSeen[] {
  const { serviceArns } = aws.act('ecs', 'ListServices', { cluster }) as { serviceArns: string[] };
  const listed = serviceArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
  const names = [...new Set([...known, ...listed])];
  if (names.length === 0) return [];
  return (aws.act('ecs', 'DescribeServices', { cluster, services: names }) as { services: ServiceSeen[] }).services;
}

function readTasks(aws: Account, cluster: string): TaskSeen[] {
  const arns = ['RUNNING', 'STOPPED'].flatMap(
    (desiredStatus) => (aws.act('ecs', 'ListTasks', { cluster, desiredStatus }) as { taskArns: string[] }).taskArns,
  );
  if (arns.length === 0) return [];
  return (aws.act('ecs', 'DescribeTasks', { cluster, tasks: arns.slice(0, mostTasks) }) as { tasks: TaskSeen[] }).tasks;
}
