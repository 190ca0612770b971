import assert from 'node:assert/strict';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeregisterTargetsCommand,
  DescribeTargetGroupAttributesCommand,
  ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
  ModifyTargetGroupAttributesCommand,
  paginateDescribeAccountLimits,
  RegisterTargetsCommand,
  SetSecurityGroupsCommand,
  waitUntilLoadBalancerAvailable,
  waitUntilLoadBalancersDeleted,
  waitUntilTargetDeregistered,
  waitUntilTargetInService,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClientCheck } from './check.ts';

type Client = ElasticLoadBalancingV2Client;

async function createBalancer(client: Client): Promise<{ balancer: LoadBalancer; group: string }> {
  const Subnets = ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'];
  const made = await client.send(
    new CreateLoadBalancerCommand({ Name: 'js', Subnets, Tags: [{ Key: 'a', Value: '' }] }),
  );
  const settings = {
    Name: 'js',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-0123456789abcdef0',
    TargetType: 'ip',
  } as const;
  const { TargetGroups: groups = [] } = await client.send(new CreateTargetGroupCommand(settings));
  const balancer = made.LoadBalancers?.[0] ?? {};
  const group = groups[0]?.TargetGroupArn ?? '';
  await client.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
    }),
  );
  return { balancer, group };
}

async function followBalancer(url: string): Promise<void> {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new ElasticLoadBalancingV2Client({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const waiter = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  const { balancer, group } = await createBalancer(client);
  const { LoadBalancerArn } = balancer;
  assert.ok(balancer.CreatedTime instanceof Date);
  assert.equal((await waitUntilLoadBalancerAvailable(waiter, { Names: ['js'] })).state, 'SUCCESS');
  const SecurityGroups = ['sg-0123456789abcdef0'];
  const { SecurityGroupIds } = await client.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
  assert.deepEqual(SecurityGroupIds, SecurityGroups);
  await followTarget(client, group);
  await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  const deletion = await waitUntilLoadBalancersDeleted(waiter, { LoadBalancerArns: [LoadBalancerArn ?? ''] });
  assert.ok(deletion.reason instanceof LoadBalancerNotFoundException);
  const sizes: (number | undefined)[] = [];
  for await (const page of paginateDescribeAccountLimits({ client }, { PageSize: 7 })) sizes.push(page.Limits?.length);
  assert.deepEqual(sizes, [7, 7, 4]);
  client.destroy();
}

async function followTarget(client: Client, group: string): Promise<void> {
  const waiter = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  const named = { TargetGroupArn: group, Targets: [{ Id: '10.0.0.10' }] };
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }];
  await client.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: group, Attributes }));
  const told = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: group }));
  assert.equal(told.Attributes?.find(({ Key }) => Key === Attributes[0]?.Key)?.Value, '60');
  assert.equal(told.Attributes?.find(({ Key }) => Key === 'stickiness.app_cookie.cookie_name')?.Value, '');
  await client.send(new RegisterTargetsCommand(named));
  assert.equal((await waitUntilTargetInService(waiter, named)).state, 'SUCCESS');
  await client.send(new DeregisterTargetsCommand(named));
  assert.equal((await waitUntilTargetDeregistered(waiter, named)).state, 'SUCCESS');
}

/** Load balancers by the JavaScript SDK, with its waiters. */
export const jsLoadBalancerChecks: readonly ClientCheck[] = [
  { name: 'the JavaScript SDK of Elastic Load Balancing', run: followBalancer },
];
