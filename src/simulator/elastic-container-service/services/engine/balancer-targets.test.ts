import { describe, expect, it } from '@jest/globals';
import { balancingAdminActions } from '../../../elastic-load-balancing-v2/admin.ts';
import { createBalancingAccount } from '../../../elastic-load-balancing-v2/test-balancers.ts';
import type { BalancingAccount } from '../../../elastic-load-balancing-v2/test-balancers.ts';
import type { Json } from '../../../operation.ts';
import { setInstances } from '../../container-instances/admin.ts';
import { createTestService } from '../test-service.ts';
import type { TestService } from '../test-service.ts';

interface Scene {
  readonly service: TestService & BalancingAccount;
  readonly group: string;
}

/** An active load balancer whose listener forwards to `group`, and definitions of the images. */
function prepared(images: readonly string[] = ['app:1', 'app:2'], container: Json = {}, input: Json = {}): Scene {
  const service = createTestService(images, { portMappings: [{ containerPort: 8080 }], ...container });
  const account: TestService & BalancingAccount = Object.assign(service, createBalancingAccount(service));
  const group = account.group('web', input);
  account.listener(account.balancer('web'), group);
  delay(account, group, '30');
  account.pass(180);
  return { service: account, group };
}

function delay(account: BalancingAccount, group: string, seconds: string): void {
  const attribute = { Key: 'deregistration_delay.timeout_seconds', Value: seconds };
  account.elb('ModifyTargetGroupAttributes', { TargetGroupArn: group, Attributes: [attribute] });
}

function behind(group: string, more: Json = {}): Json {
  return { loadBalancers: [{ targetGroupArn: group, containerName: 'app', containerPort: 8080 }], ...more };
}

/** The states of the group's targets, each once. */
function states({ service, group }: Scene): string[] {
  return service.health(group).map((line) => line.split(' ')[1] ?? '');
}

describe('services behind target groups of the API', () => {
  it('register the addresses of their tasks, which count once their targets are healthy', () => {
    const scene = prepared();
    const { service, group } = scene;
    service.create(behind(group));
    const seen = new Set<string>();
    service.until(({ runningCount }) => {
      for (const state of states(scene)) seen.add(state);
      return runningCount === 2;
    });
    service.untilSteady();
    expect(states(scene)).toEqual(['healthy', 'healthy']);
    const addresses = service.tasks().map((task) => {
      const [attachment] = task['attachments'] as { details: { name: string; value: string }[] }[];
      return attachment?.details.find(({ name }) => name === 'privateIPv4Address')?.value;
    });
    const targets = service.health(group).map((line) => line.split(':')[0]);
    expect(new Set(targets)).toEqual(new Set(addresses));
    expect(service.told()).toContain(`registered 2 targets in (target-group ${group})`);
  });

  it('replace tasks in a rollout only as fast as targets turn healthy, and drain the old ones', () => {
    const scene = prepared();
    const { service, group } = scene;
    service.create(behind(group));
    service.untilSteady();
    const before = service.told().length;
    service.update({ taskDefinition: 'web:2', deploymentConfiguration: { maximumPercent: 200 } });
    const fewest: number[] = [];
    service.until(({ deployments }) => {
      fewest.push(states(scene).filter((state) => state === 'healthy').length);
      return deployments[0]?.rolloutState === 'COMPLETED';
    });
    expect(Math.min(...fewest)).toBe(2);
    const told = service.told().slice(before);
    const order = [
      'has started 2 tasks: (task) (task).',
      `registered 2 targets in (target-group ${group})`,
      'has stopped 2 running tasks: (task) (task).',
    ];
    expect(told.filter((text) => order.includes(text))).toEqual(order);
    service.pass(60);
    expect(
      service
        .told()
        .slice(before)
        .filter((text) => /deregistered/.test(text)),
    ).toEqual([`deregistered 2 targets in (target-group ${group})`]);
    const draining = service
      .read()
      .events.map(({ message }) => message)
      .find((text) => /draining/.test(text));
    expect(draining).toMatch(/^\(service web, taskSet ecs-svc\/\d+\) has begun draining connections on 2 tasks\.$/);
    expect(states(scene)).toEqual(['healthy', 'healthy']);
  });

  it('let a task run until its target has drained, DEACTIVATING', () => {
    const scene = prepared();
    const { service, group } = scene;
    service.create(behind(group, { desiredCount: 1 }));
    service.untilSteady();
    const [task] = service.tasks();
    const answer = service.ecs('StopTask', { cluster: 'demo', task: task?.['taskArn'] });
    expect(answer['task']).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'STOPPED' });
    const read = (): Json => service.tasks('STOPPED').find((each) => each['taskArn'] === task?.['taskArn']) ?? {};
    service.pass(11);
    expect(read()).toMatchObject({ lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
    expect(service.health(group)[0]).toMatch(/draining Target.DeregistrationInProgress$/);
    service.pass(28);
    expect(read()).toMatchObject({ lastStatus: 'DEACTIVATING' });
    service.pass(30);
    expect(read()).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated' });
    service.untilSteady();
    expect(states(scene)).toEqual(['healthy']);
  });

  it('drain for five minutes when the group does not say otherwise, also when they are deleted', () => {
    const scene = prepared();
    const { service, group } = scene;
    delay(service, group, '300');
    service.create(behind(group));
    service.untilSteady();
    service.ecs('DeleteService', { cluster: 'demo', service: 'web', force: true });
    expect(service.until(({ status }) => status === 'INACTIVE')).toBeGreaterThan(300);
    expect(service.health(group)).toEqual([]);
  });

  it('replace tasks whose targets fail, after the grace period, and the breaker counts them', () => {
    const scene = prepared(['app:1', 'app:unhealthy']);
    const { service, group } = scene;
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    service.create(behind(group, { healthCheckGracePeriodSeconds: 120, deploymentConfiguration: breaker }));
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    const least: number[] = [];
    service.until(({ deployments, runningCount }) => {
      least.push(runningCount);
      return deployments.some(({ rolloutState }) => rolloutState === 'FAILED');
    });
    expect(Math.min(...least)).toBeGreaterThanOrEqual(2);
    const [stopped] = service.tasks('STOPPED');
    expect(stopped).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Task failed ELB health checks in (target-group ${group})`,
    });
    const lived = Number(stopped?.['stoppingAt']) - Number(stopped?.['startedAt']);
    expect(lived).toBeGreaterThanOrEqual(120);
    expect(service.told()).toContain(
      `(task) (port 8080) is unhealthy in (target-group ${group}) due to (reason Health checks failed)`,
    );
    service.untilSteady();
    service.pass(60);
    expect(new Set(states(scene))).toEqual(new Set(['healthy']));
  });

  it('replace a task whose target the admin API fails', () => {
    const scene = prepared();
    const { service, group } = scene;
    service.create(behind(group, { desiredCount: 1 }));
    service.untilSteady();
    const [id] = (service.health(group)[0] ?? '').split(':');
    const reason = 'Health checks failed with these codes: [503]';
    const input = { targetGroupArn: group, id, healthy: false, reason };
    balancingAdminActions['put-target-health']?.(service.context, input);
    service.pass(61);
    expect(service.told()).toContain(
      `(task) (port 8080) is unhealthy in (target-group ${group}) due to (reason ${reason})`,
    );
    service.untilSteady();
    service.pass(60);
    expect(states(scene)).toEqual(['healthy']);
    expect(service.health(group)[0]).not.toContain(String(id));
  });

  it('deregister what ended by itself', () => {
    const scene = prepared(['app:crash']);
    const { service, group } = scene;
    service.create(behind(group, { desiredCount: 1 }));
    service.until(() => service.told().some((text) => text.startsWith('deregistered 1 targets')));
    expect(states(scene)).toContain('draining');
  });

  it('wait for a container check as well', () => {
    const check = { command: ['CMD', 'true'], interval: 60, timeout: 5, retries: 3 };
    const { service, group } = prepared(['app:1'], { healthCheck: check });
    service.create(behind(group, { desiredCount: 1 }));
    service.until(({ runningCount }) => runningCount === 1);
    service.pass(30);
    expect(service.health(group)[0]).toMatch(/ healthy$/);
    expect(service.tasks()[0]).toMatchObject({ healthStatus: 'UNKNOWN' });
    expect(service.read().deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    service.untilSteady();
    expect(service.tasks()[0]).toMatchObject({ healthStatus: 'HEALTHY' });
  });
});

describe('services on instances', () => {
  it('register their instances, at the ports that were chosen for their tasks', () => {
    const { service, group } = prepared(['app:1'], {}, { TargetType: 'instance' });
    setInstances(service.context, { cluster: 'demo', count: 1 });
    service.ecs('RegisterTaskDefinition', {
      family: 'bridged',
      networkMode: 'bridge',
      containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128, portMappings: [{ containerPort: 8080 }] }],
    });
    const compute = { taskDefinition: 'bridged', launchType: 'EC2', networkConfiguration: undefined };
    service.create(behind(group, compute));
    service.untilSteady();
    const bindings = service.tasks().map((task) => {
      const [container] = task['containers'] as { networkBindings: { hostPort: number }[] }[];
      return container?.networkBindings[0]?.hostPort;
    });
    expect(new Set(bindings).size).toBe(2);
    const lines = service.health(group);
    expect(new Set(lines.map((line) => line.split(':')[0])).size).toBe(1);
    expect(new Set(lines)).toEqual(
      new Set(bindings.map((port) => expect.stringMatching(new RegExp(`^i-[0-9a-f]{17}:${port} healthy$`)))),
    );
  });
});

describe('CreateService', () => {
  it('refuses a group that no listener uses until one does', () => {
    const { service } = prepared();
    const group = service.group('loose');
    const request = {
      cluster: 'demo',
      serviceName: 'web',
      taskDefinition: 'web:1',
      launchType: 'FARGATE',
      desiredCount: 1,
    };
    const vpc = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } } };
    expect(service.refusal('CreateService', { ...request, ...vpc, ...behind(group) })).toBe(
      `InvalidParameterException: The target group with targetGroupArn ${group} does not have an associated load balancer.`,
    );
    service.listener(service.balancer('other'), group);
    service.create(behind(group));
  });

  it('refuses a group of instances for tasks with addresses of their own', () => {
    const { service, group } = prepared(['app:1'], {}, { TargetType: 'instance' });
    service.create();
    const change = { cluster: 'demo', service: 'web', ...behind(group) };
    expect(service.refusal('UpdateService', change)).toBe(
      `InvalidParameterException: The provided target group ${group} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  });
});

describe('groups that nobody described', () => {
  it('are taken as set up well: tasks count as soon as they run, and nothing is told of targets', () => {
    const service = createTestService(['app:1'], { portMappings: [{ containerPort: 8080 }] });
    const unknown = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/elsewhere/1';
    service.create(behind(unknown));
    service.untilSteady();
    service.ecs('StopTask', { cluster: 'demo', task: service.tasks()[0]?.['taskArn'] });
    service.untilSteady();
    expect(service.told().filter((text) => /target|draining/.test(text))).toEqual([]);
    expect(service.tasks('STOPPED')[0]).toMatchObject({ lastStatus: expect.not.stringMatching('DEACTIVATING') });
  });
});
