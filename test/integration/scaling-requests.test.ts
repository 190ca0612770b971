import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { scalingManifest, serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

let bed: IntegrationBed;
let balancing: ElasticLoadBalancingV2Client;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
  balancing = new ElasticLoadBalancingV2Client({
    endpoint: bed.server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
  });
}, 60_000);

afterAll(async () => {
  balancing.destroy();
  await bed.stop();
}, 60_000);

/** Makes a target group and a load balancer that uses it; answers with both ARNs. */
async function balanced(): Promise<[balancer: string, group: string]> {
  const made = await balancing.send(
    new CreateLoadBalancerCommand({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] }),
  );
  const group = { Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-a', TargetType: 'ip' } as const;
  const { TargetGroups } = await balancing.send(new CreateTargetGroupCommand(group));
  const LoadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
  await balancing.send(new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }));
  return [LoadBalancerArn, TargetGroupArn];
}

it('a policy on requests finds the load balancer of the service over HTTP', async () => {
  const [balancer, group] = await balanced();
  const portMappings = [{ containerPort: 80 }];
  const containerDefinitions = [{ name: 'app', image: 'app:1', portMappings }];
  const loadBalancers = [{ targetGroupArn: group, containerName: 'app', containerPort: 80 }];
  const metric = { predefinedMetricType: 'ALBRequestCountPerTarget' } as const;
  const policy = {
    name: 'requests',
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: { targetValue: 100, predefinedMetricSpecification: metric },
  } as const;
  await bed.apply([
    taskDefinitionManifest('web', 'app:1', { containerDefinitions }),
    serviceManifest('web', { loadBalancers }),
    scalingManifest('web', { policies: [policy] }),
  ]);
  const { status } = await bed.untilReady('ecsscalings', 'web');
  const resourceLabel = `${balancer.replace(/^.*:loadbalancer\//, '')}/${group.replace(/^.*:/, '')}`;
  expect(status?.['targetGroups']).toEqual([{ targetGroupArn: group, resourceLabel }]);
  expect(status?.['policies']).toMatchObject([{ name: 'requests' }]);
}, 60_000);
