import type { Simulator } from '../../src/simulator/simulator.ts';

type Json = Record<string, unknown>;

export interface ServiceView {
  readonly status: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly [member: string]: unknown;
}

export interface DeploymentView {
  readonly serviceDeploymentArn: string;
  readonly status: string;
  /** Epoch seconds on the domain clock, once it has ended. */
  readonly finishedAt?: number;
  readonly [member: string]: unknown;
}

/** What is in the simulated account's cluster `demo` for the objects of one namespace, by the objects' names. */
export class EcsView {
  readonly #simulator: Simulator;
  readonly #namespace: string;

  constructor(simulator: Simulator, namespace: string) {
    this.#simulator = simulator;
    this.#namespace = namespace;
  }

  /** `undefined` while ECS knows none. An INACTIVE one is there for an hour. */
  service(name: string): ServiceView | undefined {
    const input = { cluster: 'demo', services: [`${this.#namespace}_${name}`], include: ['TAGS'] };
    return (this.#simulator.act('ecs', 'DescribeServices', input)['services'] as ServiceView[])[0];
  }

  /** Newest first. */
  deployments(name: string): DeploymentView[] {
    const input = { cluster: 'demo', service: `${this.#namespace}_${name}` };
    return this.#simulator.act('ecs', 'ListServiceDeployments', input)['serviceDeployments'] as DeploymentView[];
  }

  /** The states of the service deployments, oldest first. */
  rollouts(name: string): string[] {
    return this.deployments(name)
      .map(({ status }) => status)
      .toReversed();
  }

  /** Numbers of the revisions that are ACTIVE. */
  revisions(name: string): number[] {
    const input = { familyPrefix: `${this.#namespace}_${name}`, status: 'ACTIVE' };
    const answer = this.#simulator.act('ecs', 'ListTaskDefinitions', input) as { taskDefinitionArns: string[] };
    return answer.taskDefinitionArns.map((arn) => Number(arn.slice(arn.lastIndexOf(':') + 1)));
  }

  targets(): { ResourceId: string; MinCapacity: number; MaxCapacity: number }[] {
    return this.#autoscaling('DescribeScalableTargets')['ScalableTargets'] as ReturnType<EcsView['targets']>;
  }

  /** Everything in the account that is not gone or going, whoever made it. */
  remains(): string[] {
    const list = (operation: string, input: Json, member: string): string[] =>
      this.#simulator.act('ecs', operation, input)[member] as string[];
    const policies = this.#autoscaling('DescribeScalingPolicies')['ScalingPolicies'] as { PolicyARN: string }[];
    return [
      ...list('ListServices', { cluster: 'demo' }, 'serviceArns'),
      ...list('ListTasks', { cluster: 'demo' }, 'taskArns'),
      ...list('ListTaskDefinitions', { status: 'ACTIVE' }, 'taskDefinitionArns'),
      ...this.targets().map(({ ResourceId }) => ResourceId),
      ...policies.map(({ PolicyARN }) => PolicyARN),
    ];
  }

  #autoscaling(operation: string): Json {
    return this.#simulator.act('application-autoscaling', operation, { ServiceNamespace: 'ecs' });
  }
}
