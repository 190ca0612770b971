import { describe, expect, it } from '@jest/globals';
import { createTestAccount } from '../../simulator/test-account.ts';
import { leftInAws, leftInKubernetes } from './emptiness.ts';

function account() {
  const aws = createTestAccount();
  aws.ecs('CreateCluster', { clusterName: 'demo' });
  return aws;
}

const container = { name: 'app', image: 'registry.example.com/app:1' };

describe('what is left in AWS', () => {
  it('nothing: the cluster goes too', () => {
    const aws = account();
    expect(leftInAws(aws, 'demo')).toEqual([]);
    expect(aws.ecs('DescribeClusters', { clusters: ['demo'] })).toMatchObject({ clusters: [{ status: 'INACTIVE' }] });
  });

  it('names what there is, and leaves the cluster alone', () => {
    const aws = account();
    aws.ecs('RegisterTaskDefinition', { family: 'web', containerDefinitions: [container], memory: '512' });
    aws.ecs('CreateService', { cluster: 'demo', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 });
    expect(leftInAws(aws, 'demo')).toEqual([
      'service arn:aws:ecs:us-east-1:111122223333:service/demo/web',
      'task definition arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
    ]);
    expect(aws.ecs('DescribeClusters', { clusters: ['demo'] })).toMatchObject({ clusters: [{ status: 'ACTIVE' }] });
  });

  it('a revision that is deregistered does not count', () => {
    const aws = account();
    aws.ecs('RegisterTaskDefinition', { family: 'web', containerDefinitions: [container], memory: '512' });
    aws.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    expect(leftInAws(aws, 'demo')).toEqual([]);
  });

  it('says why ECS keeps the cluster', () => {
    const aws = createTestAccount();
    aws.ecs('CreateCluster', { clusterName: 'other' });
    expect(() => leftInAws(aws, 'demo')).toThrow('Cluster not found');
  });
});

describe('what is left in Kubernetes', () => {
  it.each([
    ['No resources found\n', []],
    ['NAME  READY\nweb   True\n', ['NAME  READY', 'web   True']],
  ])('of %j', (output, left) => {
    expect(leftInKubernetes(output)).toEqual(left);
  });
});
