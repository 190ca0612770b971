import { AwsFault } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { lookUpProvider } from '../capacity-providers/find-provider.ts';
import { clusterName } from '../clusters/find-cluster.ts';
import { invalidParameter } from '../parameter-rules.ts';
import { serviceTags } from '../services/tags.ts';
import type { Tag } from '../state.ts';
import { findRevision } from '../task-definitions/find-revision.ts';
import type { NullTagCode } from './tag-rules.ts';

/** The tags of one resource, to be read and replaced. */
export interface Taggable {
  readonly tags: readonly Tag[];
  /** InvalidParameterException when absent. */
  readonly nullTagCode?: NullTagCode;
  set(tags: Tag[]): void;
}

/**
 * The resource that a tag operation means.
 *
 * @throws AwsFault InvalidParameterException for what is no ARN of a taggable resource or not active any more
 *   ("Long arn format must be used for tagging operations" is reported), ClusterNotFoundException,
 *   ResourceNotFoundException
 */
export function findTaggable(context: Context, arn: string): Taggable {
  const [kind, ...names] = parseArn(context, arn);
  if (kind === 'cluster') return clusterTags(context, arn);
  if (kind === 'task-definition') return revisionTags(context, arn);
  if (kind === 'capacity-provider') return providerTags(context, arn);
  if ((kind === 'service' || kind === 'task') && names.length === 1) {
    throw invalidParameter('Long arn format must be used for tagging operations');
  }
  // UNKNOWN: the words for a resource that is not there. The service model names the error.
  return serviceTags(context, arn) ?? notFound();
}

/** Kind and names out of `arn:aws:ecs:<region>:<account>:<kind>/<name>/<name>`. */
function parseArn(context: Context, arn: string): string[] {
  const prefix = `arn:aws:ecs:${context.region}:${context.accountId}:`;
  // UNKNOWN: the words.
  if (!arn.startsWith(prefix)) throw invalidParameter('Invalid resource ARN.');
  return arn.slice(prefix.length).split('/');
}

function clusterTags(context: Context, arn: string): Taggable {
  const cluster = context.world.ecs.clusters.get(clusterName(arn));
  if (cluster === undefined) throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
  if (cluster.status !== 'ACTIVE') {
    throw invalidParameter('The specified cluster is inactive. Specify an active cluster and try again.');
  }
  return { tags: cluster.tags, set: (tags) => void (cluster.tags = tags) };
}

function revisionTags(context: Context, arn: string): Taggable {
  const revision = findRevision(context, arn) ?? notFound();
  return { tags: revision.tags, nullTagCode: 'ClientException', set: (tags) => void (revision.tags = tags) };
}

function providerTags(context: Context, arn: string): Taggable {
  const provider = lookUpProvider(context, arn) ?? notFound();
  return { tags: provider.tags, set: (tags) => void (provider.tags = tags) };
}

function notFound(): never {
  throw new AwsFault('ResourceNotFoundException', 'The specified resource could not be found.');
}
