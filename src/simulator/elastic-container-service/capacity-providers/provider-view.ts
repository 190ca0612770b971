import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import type { CapacityProvider } from '../state.ts';
import { isDeleted, providerArn } from './find-provider.ts';

/** A capacity provider as every operation shows it; a new one has no update status (documented). */
export function providerView(context: Context, provider: CapacityProvider, withTags: boolean): Json {
  return {
    capacityProviderArn: provider.arn,
    name: provider.name,
    status: isDeleted(context, provider) ? 'INACTIVE' : 'ACTIVE',
    autoScalingGroupProvider: provider.autoScalingGroupProvider,
    ...updateStatus(context, provider),
    tags: withTags ? provider.tags : [],
    type: 'EC2_AUTOSCALING',
  };
}

/** FARGATE or FARGATE_SPOT. */
export function reservedView(context: Context, name: 'FARGATE' | 'FARGATE_SPOT'): Json {
  return { capacityProviderArn: providerArn(context, name), name, status: 'ACTIVE', tags: [], type: name };
}

/** While it is being deleted a provider is still ACTIVE (documented). */
function updateStatus(context: Context, { change }: CapacityProvider): Json {
  if (change === undefined) return {};
  const isOver = change.endsAt <= context.clock.now();
  return { updateStatus: `${change.kind}_${isOver ? 'COMPLETE' : 'IN_PROGRESS'}` };
}
