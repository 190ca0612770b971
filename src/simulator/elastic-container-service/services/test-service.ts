import type { Json } from '../../operation.ts';
import { createTestAccount, fargateDefinition } from '../../test-account.ts';
import type { TestAccount } from '../../test-account.ts';

/** For tests: the service `web` in the cluster `demo`, its definitions `web:1` and on, and short ways to look at it. */
export interface TestService extends TestAccount {
  create(more?: Json): Json;
  update(change: Json): Json;
  /** The service as DescribeServices tells it. */
  read(): DescribedService;
  /** Messages of its events, oldest first, without the service's name and with ids cut away. */
  told(): string[];
  /** Lets `seconds` pass. */
  pass(seconds: number): void;
  /** Lets time pass until it holds; throws after two hours of the domain clock. Gives the seconds that it took. */
  until(holds: (service: DescribedService) => boolean): number;
  untilSteady(): number;
  tasks(desiredStatus?: string): Json[];
  /** The newest service deployment. */
  newest(): Json;
}

export interface DescribedService extends Json {
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly taskDefinition: string;
  readonly deployments: DescribedDeployment[];
  readonly events: { message: string }[];
  readonly currentServiceDeployment?: string;
}

export interface DescribedDeployment extends Json {
  readonly id: string;
  readonly status: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly failedTasks: number;
  readonly rolloutState: string;
  readonly rolloutStateReason: string;
}

const CREATION: Json = {
  cluster: 'demo',
  serviceName: 'web',
  taskDefinition: 'web:1',
  desiredCount: 2,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } },
};

/** An account with the cluster and a definition for each image, `web:1` first; its scheduler runs. */
export function createTestService(images: readonly string[] = ['app:1'], container: Json = {}): TestService {
  const account = createTestAccount();
  account.start();
  account.ecs('CreateCluster', { clusterName: 'demo' });
  for (const image of images) account.ecs('RegisterTaskDefinition', fargateDefinition({ image, ...container }));
  const one = { cluster: 'demo', service: 'web' };
  const read = (): DescribedService => {
    const answer = account.ecs('DescribeServices', { cluster: 'demo', services: ['web'] });
    return (answer['services'] as DescribedService[])[0] ?? missing();
  };
  const until = (holds: (service: DescribedService) => boolean): number => {
    const start = account.clock.now();
    while (!holds(read())) {
      if (account.clock.now() - start > 7_200_000) throw new Error(`not within two hours: ${JSON.stringify(read())}`);
      account.clock.advance(250);
    }
    return (account.clock.now() - start) / 1_000;
  };
  return Object.assign(account, {
    create: (more: Json = {}) => account.ecs('CreateService', { ...CREATION, ...more }),
    update: (change: Json) => account.ecs('UpdateService', { ...one, ...change }),
    read,
    told: () =>
      read()
        .events.map(({ message }) => plain(message))
        .toReversed(),
    pass: (seconds: number) => account.clock.advance(seconds * 1_000),
    until,
    untilSteady: () => until(isSteady),
    tasks: (desiredStatus = 'RUNNING') => {
      const { taskArns } = account.ecs('ListTasks', { cluster: 'demo', serviceName: 'web', desiredStatus });
      if ((taskArns as string[]).length === 0) return [];
      return account.ecs('DescribeTasks', { cluster: 'demo', tasks: taskArns })['tasks'] as Json[];
    },
    newest: () => {
      const listed = account.ecs('ListServiceDeployments', one)['serviceDeployments'] as Json[];
      const serviceDeploymentArns = [listed[0]?.['serviceDeploymentArn']];
      const { serviceDeployments } = account.ecs('DescribeServiceDeployments', { serviceDeploymentArns });
      return (serviceDeployments as Json[])[0] ?? missing();
    },
  });
}

function missing(): never {
  throw new Error('it is not there');
}

function isSteady({ deployments, runningCount, desiredCount, events }: DescribedService): boolean {
  const steady = events[0]?.message.endsWith('steady state.') === true;
  return steady && deployments[0]?.rolloutState === 'COMPLETED' && runningCount === desiredCount;
}

function plain(message: string): string {
  return message
    .replace('(service web) ', '')
    .replaceAll(/ecs-svc\/\d+/g, 'ecs-svc/N')
    .replaceAll(/\(task [0-9a-f]{32}\)/g, '(task)');
}
