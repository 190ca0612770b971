import { uuid } from '../../identifiers.ts';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { CHANGE_MS } from '../capacity-providers/change-time.ts';
import { lookUpProvider } from '../capacity-providers/find-provider.ts';
import type { Cluster, ClusterAttachments } from '../state.ts';

/** @throws AwsFault UpdateInProgressException while the attachments change (reported text) */
export function checkNotBusy(context: Context, cluster: Cluster): void {
  if ((cluster.attachments?.changeEndsAt ?? 0) <= context.clock.now()) return;
  throw new AwsFault(
    'UpdateInProgressException',
    'The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state before they can be updated.',
  );
}

/** Gives each capacity provider of an Auto Scaling group its attachment and takes the others away. */
export function updateAttachments(context: Context, cluster: Cluster): void {
  const wanted = cluster.capacityProviders.filter((name) => lookUpProvider(context, name) !== undefined);
  const present = settled(context, cluster);
  const leaving = [...present].filter(([name]) => !wanted.includes(name));
  const coming = wanted.filter((name) => !present.has(name));
  if (leaving.length === 0 && coming.length === 0) return;
  for (const [name, { id }] of leaving) present.set(name, { id, leaving: true });
  for (const name of coming) present.set(name, { id: uuid(context.random), leaving: false });
  cluster.attachments = { byProvider: present, changeEndsAt: context.clock.now() + CHANGE_MS };
}

/** `attachments` and, once there have been any, `attachmentsStatus` (documented). */
export function attachmentsView(context: Context, cluster: Cluster): Json {
  if (cluster.attachments === undefined) return { attachments: [] };
  const isChanging = cluster.attachments.changeEndsAt > context.clock.now();
  return {
    attachments: [...settled(context, cluster)].map(([name, { id, leaving }]) => attachment(name, id, leaving)),
    attachmentsStatus: isChanging ? 'UPDATE_IN_PROGRESS' : 'UPDATE_COMPLETE',
  };
}

/** A copy without those that have left. */
function settled(context: Context, cluster: Cluster): ClusterAttachments['byProvider'] {
  const isChanging = (cluster.attachments?.changeEndsAt ?? 0) > context.clock.now();
  return new Map([...(cluster.attachments?.byProvider ?? [])].filter(([, { leaving }]) => isChanging || !leaving));
}

function attachment(name: string, id: string, leaving: boolean): Json {
  return {
    id,
    type: 'as_policy',
    status: leaving ? 'DELETING' : 'ACTIVE',
    details: [
      { name: 'capacityProviderName', value: name },
      { name: 'scalingPolicyName', value: `ECSManagedAutoScalingPolicy-${id}` },
    ],
  };
}
