import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { invalidParameter, strings, text } from '../parameter-rules.ts';
import { effectiveSetting } from '../account-settings/setting-rules.ts';
import { providerName } from '../capacity-providers/find-provider.ts';
import type { Cluster } from '../state.ts';
import { newTags } from '../tags/tag-rules.ts';
import { checkCapacityProviders, defaultStrategy } from './capacity-providers.ts';
import { attachmentsView, updateAttachments } from './cluster-attachments.ts';
import { clusterSettings } from './cluster-settings.ts';
import { clusterView } from './cluster-view.ts';
import { clusterArn, clusterCount } from './find-cluster.ts';

/**
 * CreateCluster. A name that is in use gives that cluster when the request agrees with it, and is refused otherwise; a
 * deleted cluster's name is free.
 */
export function createCluster(context: Context, input: Json): Json {
  const cluster = newCluster(context, input);
  const { clusters } = context.world.ecs;
  const existing = clusters.get(cluster.name);
  if (existing?.status === 'ACTIVE') {
    checkAgreement(existing, cluster, input);
    return answer(context, existing);
  }
  updateAttachments(context, cluster);
  clusters.set(cluster.name, cluster);
  return answer(context, cluster);
}

function newCluster(context: Context, input: Json): Cluster {
  const name = text(input, 'clusterName') ?? 'default';
  // UNKNOWN: the words. The rule is in the API reference: up to 255 letters, digits, underscores and hyphens.
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw invalidParameter('Invalid cluster name');
  const capacityProviders = strings(input, 'capacityProviders').map(providerName);
  checkCapacityProviders(context, capacityProviders);
  return {
    name,
    arn: clusterArn(context, name),
    status: 'ACTIVE',
    // `disabled` in an account that never set otherwise (recorded); the account setting decides (documented).
    settings: clusterSettings(input['settings'] as Json[] | undefined, effectiveSetting(context, 'containerInsights')),
    configuration: input['configuration'] as Json | undefined,
    serviceConnectDefaults: input['serviceConnectDefaults'] as Json | undefined,
    capacityProviders,
    defaultCapacityProviderStrategy: defaultStrategy(
      (input['defaultCapacityProviderStrategy'] as Json[] | undefined) ?? [],
      capacityProviders,
    ),
    tags: newTags(input['tags'] as Json[] | undefined),
  };
}

/** UNKNOWN: which members AWS compares. Here: those that the request gives, tags excepted. */
function checkAgreement(existing: Cluster, wanted: Cluster, input: Json): void {
  const members = [
    'settings',
    'configuration',
    'serviceConnectDefaults',
    'capacityProviders',
    'defaultCapacityProviderStrategy',
  ] as const;
  const agrees = members.every(
    (member) => input[member] === undefined || JSON.stringify(existing[member]) === JSON.stringify(wanted[member]),
  );
  if (agrees) return;
  throw invalidParameter(
    'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
  );
}

/** The answer shows settings and tags without being asked, and counts the clusters (recorded). */
function answer(context: Context, cluster: Cluster): Json {
  return {
    cluster: {
      ...clusterView(context, cluster, new Set(['SETTINGS', 'TAGS', 'CONFIGURATIONS'])),
      ...(cluster.attachments === undefined ? {} : attachmentsView(context, cluster)),
    },
    clusterCount: clusterCount(context),
  };
}
