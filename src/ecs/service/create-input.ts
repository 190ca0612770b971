import { createHash } from 'node:crypto';
import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs';
import { tagList } from '../ownership.ts';
import { countAtCreation } from './desired-count.ts';
import type { ServiceSituation } from './situation.ts';
import { isSentAtCreation } from './spec-members.ts';

/** How many characters of a hash make a client token; CreateService takes at most 36. */
const TOKEN_LENGTH = 36;

/**
 * The idempotency token of an object's next CreateService: the same for every try of one creation, another one after
 * the service was lost and is created again.
 */
export function clientToken(uid: string, creations: number): string {
  return createHash('sha256').update(`${uid}/${creations}`).digest('hex').slice(0, TOKEN_LENGTH);
}

/** The whole CreateService call: what the spec names, our tags, the token and a count. */
export function createInput(situation: ServiceSituation, taskDefinitionArn: string): CreateServiceCommandInput {
  const { spec, scaling, uid, status } = situation;
  const count = countAtCreation(spec, scaling);
  const fields = Object.entries(spec).filter(([member]) => isSentAtCreation(member));
  return {
    ...Object.fromEntries(fields),
    cluster: situation.cluster,
    serviceName: situation.serviceName,
    taskDefinition: taskDefinitionArn,
    clientToken: clientToken(uid, (status.creations ?? 0) + 1),
    tags: tagList(situation.desiredTags),
    ...(count === undefined ? {} : { desiredCount: count }),
  };
}
