import type { DescribeServiceDeploymentsRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { parseArn } from '../arns.ts';
import { invalid } from '../validation/invalid.ts';
import { serviceDeploymentView } from '../views/service-deployment-view.ts';

const MOST_ARNS = 20;

/** DescribeServiceDeployments: up to 20; what is not there, or not yet, is MISSING. UNKNOWN: its texts of refusal. */
export function describeServiceDeployments(context: Context, input: Json): Json {
  const { serviceDeploymentArns: arns = [] } = input as Partial<DescribeServiceDeploymentsRequest>;
  if (arns.length === 0) throw invalid('The Service Deployment ARN provided is invalid.');
  if (arns.length > MOST_ARNS) throw invalid(`serviceDeploymentArns can have at most ${MOST_ARNS} items.`);
  const serviceDeployments: Json[] = [];
  const failures: Json[] = [];
  for (const arn of new Set(arns)) {
    if (parseArn(arn)?.kind !== 'service-deployment') throw invalid('The Service Deployment ARN provided is invalid.');
    const record = context.world.services.serviceDeployments.get(arn);
    if (record === undefined || record.recordedAt > context.clock.now()) failures.push({ arn, reason: 'MISSING' });
    else serviceDeployments.push(serviceDeploymentView(context.world, record));
  }
  return { serviceDeployments, failures };
}
