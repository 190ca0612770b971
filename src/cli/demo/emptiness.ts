import type { Simulator } from '../../simulator/simulator.ts';

interface Question {
  readonly what: string;
  readonly service: 'ecs' | 'application-autoscaling';
  readonly operation: string;
  readonly input: Record<string, unknown>;
  /** The member of the answer that must be an empty list. */
  readonly member: string;
}

/** What is left in the account, by AWS's own read calls; and deletes the cluster, which ECS refuses while it is in use. */
export function leftInAws(aws: Pick<Simulator, 'act'>, cluster: string): string[] {
  const left = questions(cluster).flatMap(({ what, service, operation, input, member }) => {
    const found = aws.act(service, operation, input)[member] as unknown[];
    return found.map((each) => `${what} ${typeof each === 'string' ? each : JSON.stringify(each)}`);
  });
  return left.length > 0 ? left : refusalToDelete(aws, cluster);
}

function questions(cluster: string): Question[] {
  const scaling = { service: 'application-autoscaling', input: { ServiceNamespace: 'ecs' } } as const;
  const ecs = 'ecs' as const;
  return [
    { what: 'service', service: ecs, operation: 'ListServices', input: { cluster }, member: 'serviceArns' },
    { what: 'task', service: ecs, operation: 'ListTasks', input: { cluster }, member: 'taskArns' },
    {
      what: 'task definition',
      service: ecs,
      operation: 'ListTaskDefinitions',
      input: { status: 'ACTIVE' },
      member: 'taskDefinitionArns',
    },
    { what: 'scalable target', ...scaling, operation: 'DescribeScalableTargets', member: 'ScalableTargets' },
    { what: 'scaling policy', ...scaling, operation: 'DescribeScalingPolicies', member: 'ScalingPolicies' },
    { what: 'scheduled action', ...scaling, operation: 'DescribeScheduledActions', member: 'ScheduledActions' },
  ];
}

function refusalToDelete(aws: Pick<Simulator, 'act'>, cluster: string): string[] {
  try {
    aws.act('ecs', 'DeleteCluster', { cluster });
    return [];
  } catch (error) {
    return [`cluster ${cluster} (${error instanceof Error ? error.message : String(error)})`];
  }
}

/** What `kubectl get ecs -A` shows besides that there is nothing. */
export function leftInKubernetes(output: string): string[] {
  return output.split('\n').filter((line) => line !== '' && line !== 'No resources found');
}
