import type { DescribeServicesRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { toServiceArn } from '../find-service.ts';
import { checkAtMost, checkOneOf, invalidParameter } from '../../parameter-rules.ts';
import { sceneOf } from '../engine/scene.ts';
import { serviceView } from '../views/service-view.ts';

/** DescribeServices: ACTIVE, DRAINING and INACTIVE ones; what is not there is MISSING, with the long ARN (recorded). */
export function describeServices(context: Context, input: Json): Json {
  const request = input as Partial<DescribeServicesRequest>;
  const names = request.services ?? [];
  if (names.length === 0) throw invalidParameter('Services cannot be empty.');
  checkAtMost('service names', names, 10);
  for (const include of request.include ?? []) checkOneOf('include', include, ['TAGS']);
  const cluster = activeCluster(context, request.cluster);
  const tags = (request.include ?? []).includes('TAGS');
  const services: Json[] = [];
  const failures: Json[] = [];
  for (const arn of new Set(names.map((name) => toServiceArn(context, cluster, name)))) {
    const service = context.world.services.services.get(arn);
    const scene = service && sceneOf(context, service);
    if (scene === undefined) failures.push({ arn, reason: 'MISSING' });
    else services.push(serviceView(scene, { tags, describedAt: context.clock.now() }));
  }
  return { services, failures };
}
