import type { DescribeServiceDeploymentsRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { parseArn } from '../arns.ts';
import { checkAtMost, invalidParameter } from '../../parameter-rules.ts';
import { serviceDeploymentView } from '../views/service-deployment-view.ts';

/** DescribeServiceDeployments: up to 20; what is not there, or not yet, is MISSING. UNKNOWN: its texts of refusal. */
export function describeServiceDeployments(context: Context, input: Json): Json {
  const { serviceDeploymentArns: arns = [] } = input as Partial<DescribeServiceDeploymentsRequest>;
  if (arns.length === 0) throw invalidParameter('The Service Deployment ARN provided is invalid.');
  checkAtMost('serviceDeploymentArns', arns, 20);
  const serviceDeployments: Json[] = [];
  const failures: Json[] = [];
  for (const arn of new Set(arns)) {
    if (parseArn(arn)?.kind !== 'service-deployment')
      throw invalidParameter('The Service Deployment ARN provided is invalid.');
    const record = context.world.services.serviceDeployments.get(arn);
    if (record === undefined || record.recordedAt > context.clock.now()) failures.push({ arn, reason: 'MISSING' });
    else serviceDeployments.push(serviceDeploymentView(context.world, record));
  }
  return { serviceDeployments, failures };
}
