import { describe, expect, it } from '@jest/globals';
import { createTestAccount } from '../../simulator/test-account.ts';
import { EcsWatch } from './ecs-watch.ts';

function watchedAccount() {
  const aws = createTestAccount();
  aws.ecs('CreateCluster', { clusterName: 'demo' });
  const told: string[] = [];
  const errors: unknown[] = [];
  const watch = new EcsWatch({
    simulator: aws,
    cluster: 'demo',
    tell: ({ text }) => told.push(text),
    onError: (error) => errors.push(error),
  });
  const news = (): string[] => {
    watch.look();
    return told.splice(0);
  };
  return { aws, watch, told, errors, news };
}

describe('the watch of an ECS cluster', () => {
  it('tells the life of a service from its beginning to its end', () => {
    const { aws, news } = watchedAccount();
    aws.start();
    aws.ecs('RegisterTaskDefinition', {
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'registry.example.com/app:1' }],
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
    });
    aws.ecs('CreateService', {
      cluster: 'demo',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    });
    expect(news().slice(0, 2)).toEqual(['task definition web:1 registered', 'service web created, 2 tasks wanted']);

    aws.clock.advance(180_000);
    const rolled = news();
    expect(rolled).toContain('2 tasks of web:1 RUNNING');
    expect(rolled.at(-2)).toBe('service web has reached a steady state.');

    aws.ecs('DeleteService', { cluster: 'demo', service: 'web', force: true });
    aws.clock.advance(180_000);
    expect(news()).toContain('service web is INACTIVE');
    expect(news()).toEqual([]);
    aws.stop();
  });

  it('is no call of the operator', () => {
    const { aws, news } = watchedAccount();
    const before = aws.calls.read();
    news();
    expect(aws.calls.read()).toEqual(before);
  });

  it('hands over what fails, and is silent once it is stopped', () => {
    const { aws, watch, told, errors } = watchedAccount();
    watch.start();
    aws.ecs('DeleteCluster', { cluster: 'demo' });
    aws.reset();
    watch.tellNews();
    expect(errors).toHaveLength(1);
    watch.stop();
    watch.tellNews();
    expect([told, errors.length]).toEqual([[], 1]);
  });
});
