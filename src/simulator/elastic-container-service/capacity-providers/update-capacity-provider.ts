import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { CHANGE_MS } from './change-time.ts';
import { ownProvider } from './find-provider.ts';
import { groupProvider } from './group-provider.ts';
import { providerView } from './provider-view.ts';

/** UpdateCapacityProvider: what the request leaves out stays; the group cannot be changed. */
export function updateCapacityProvider(context: Context, input: Json): Json {
  const provider = ownProvider(context, text(input, 'name') ?? '');
  const now = context.clock.now();
  if (provider.change !== undefined && provider.change.endsAt > now) {
    // UNKNOWN: the words. The service model names the error.
    throw new AwsFault('UpdateInProgressException', 'The specified capacity provider has an update in progress.');
  }
  const given = input['autoScalingGroupProvider'] as Json | undefined;
  provider.autoScalingGroupProvider = groupProvider(provider.autoScalingGroupProvider, given ?? {});
  provider.change = { kind: 'UPDATE', endsAt: now + CHANGE_MS };
  return { capacityProvider: providerView(context, provider, true) };
}
