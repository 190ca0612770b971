import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';

/** What the set-ups of services have in common: the account of the recordings, and ways to let time pass. */

export const network = {
  awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'], assignPublicIp: 'ENABLED' },
};

export interface DefinitionOptions {
  readonly image?: string;
  /** How many revisions are registered. */
  readonly times?: number;
  readonly more?: Json;
  readonly container?: Json;
}

/** Registers an awsvpc definition for Fargate with one container. */
export async function registerFargate(bed: TestBed, family: string, options: DefinitionOptions = {}): Promise<void> {
  for (let time = 0; time < (options.times ?? 1); time += 1) {
    await bed.call('RegisterTaskDefinition', {
      family,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: options.image ?? 'busybox:latest', ...options.container }],
      ...options.more,
    });
  }
}

export async function registerEc2(bed: TestBed, family: string, more: Json = {}): Promise<void> {
  const containerDefinitions = [{ name: 'app', image: 'busybox:latest', memory: 32 }];
  await bed.call('RegisterTaskDefinition', { family, containerDefinitions, ...more });
}

/** The cluster `demo` with the definitions `demo-ec2:1`, `demo:1` and `demo:2`. */
export async function demo(bed: TestBed): Promise<void> {
  await bed.call('CreateCluster', { clusterName: 'demo' });
  await registerEc2(bed, 'demo-ec2');
  await registerFargate(bed, 'demo', { times: 2 });
}

export function createEc2(bed: TestBed, serviceName: string, more: Json = {}): Promise<Json> {
  return bed.call('CreateService', {
    cluster: 'demo',
    serviceName,
    taskDefinition: 'demo-ec2',
    desiredCount: 0,
    ...more,
  });
}

export function createFargate(bed: TestBed, serviceName: string, more: Json = {}): Promise<Json> {
  return bed.call('CreateService', {
    cluster: 'demo',
    serviceName,
    taskDefinition: 'demo',
    desiredCount: 0,
    launchType: 'FARGATE',
    networkConfiguration: network,
    ...more,
  });
}

export async function describe(bed: TestBed, service: string): Promise<Json> {
  const answer = await bed.call('DescribeServices', { cluster: 'demo', services: [service] });
  return at(answer, 'services', 0) as Json;
}

/** Lets time pass, second by second, until `holds` of the service; half an hour at most. */
export async function until(bed: TestBed, service: string, holds: (service: Json) => boolean): Promise<Json> {
  for (let second = 0; second < 1_800; second += 1) {
    const now = await describe(bed, service);
    if (holds(now)) return now;
    bed.advance(1);
  }
  throw new Error(`${service} did not come to it: ${JSON.stringify(await describe(bed, service))}`);
}

/** Lets time pass until the service says that it is steady and has nothing open. */
export function untilSteady(bed: TestBed, service: string): Promise<Json> {
  return until(
    bed,
    service,
    (now) =>
      at(now, 'deployments', 0, 'rolloutState') === 'COMPLETED' &&
      now['runningCount'] === now['desiredCount'] &&
      String(at(now, 'events', 0, 'message')).endsWith('steady state.'),
  );
}

/** Messages of a service's events, oldest first. */
export function messages(service: Json): string[] {
  return (service['events'] as Json[]).map(({ message }) => String(message)).toReversed();
}

/** The first task of a service that is meant to run (or was, with STOPPED), as soon as there is one. */
export async function firstTask(bed: TestBed, serviceName: string, desiredStatus = 'RUNNING'): Promise<string> {
  for (let second = 0; second < 1_200; second += 1) {
    const { taskArns } = await bed.call('ListTasks', { cluster: 'demo', serviceName, desiredStatus });
    const [first] = taskArns as string[];
    if (first !== undefined) return first;
    bed.advance(0.5);
  }
  throw new Error(`${serviceName} has no task`);
}

export async function describeTask(bed: TestBed, task: string): Promise<Json> {
  const answer = await bed.call('DescribeTasks', { cluster: 'demo', tasks: [task] });
  return at(answer, 'tasks', 0) as Json;
}

/** Lets time pass until a task's last status is this one. */
export async function untilTask(bed: TestBed, task: string, lastStatus: string): Promise<Json> {
  for (let second = 0; second < 600; second += 1) {
    const now = await describeTask(bed, task);
    if (now['lastStatus'] === lastStatus) return now;
    bed.advance(0.5);
  }
  throw new Error(`${task} did not turn ${lastStatus}`);
}

/** ARNs of the service's deployments, newest first, once the newest is recorded. */
export async function serviceDeployments(bed: TestBed, service: string): Promise<string[]> {
  bed.advance(1);
  const answer = await bed.call('ListServiceDeployments', { cluster: 'demo', service });
  return (answer['serviceDeployments'] as Json[]).map(({ serviceDeploymentArn }) => String(serviceDeploymentArn));
}

/** The last part of an ARN. */
export function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** @throws AssertionError unless the answer is this error */
export async function expectError(bed: TestBed, operation: string, input: unknown, text: RegExp): Promise<void> {
  const answer = await bed.send(operation, input);
  assert.notEqual(answer.status, 200);
  assert.match(JSON.stringify(answer.body), text);
}
