import type { Json } from './operation.ts';

/** Lists of read answers whose absent items AWS reports as failures, with the member that identifies an item. */
const REPORTED: Readonly<Record<string, string>> = {
  clusters: 'clusterArn',
  services: 'serviceArn',
  serviceDeployments: 'serviceDeploymentArn',
  serviceRevisions: 'serviceRevisionArn',
  tasks: 'taskArn',
};

/** Lists of read answers from which absent items are just left out. */
const LEFT_OUT = ['ScalableTargets', 'ScalingPolicies', 'ScheduledActions'];

/**
 * The answer of a read that does not know of anything yet, as an eventually consistent service may give it right after
 * a create: items become MISSING failures, or are left out where the answer has no failures. Answers that are no reads
 * of lists stay as they are.
 */
export function staleAnswer(answer: Json): Json {
  const stale = { ...answer };
  for (const [list, id] of Object.entries(REPORTED)) {
    if (!Array.isArray(answer[list]) || !Array.isArray(answer['failures'])) continue;
    const missing = (answer[list] as Json[]).map((item) => ({ arn: item[id], reason: 'MISSING' }));
    stale[list] = [];
    stale['failures'] = [...(answer['failures'] as Json[]), ...missing];
  }
  for (const list of LEFT_OUT) if (Array.isArray(answer[list])) stale[list] = [];
  return stale;
}
