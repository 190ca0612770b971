import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { paginate } from '../pagination.ts';
import { checkAtMost, checkOneOf, strings } from '../parameter-rules.ts';
import { isDeleted, providerArn, providerName, RESERVED } from './find-provider.ts';
import { providerView, reservedView } from './provider-view.ts';

/** DescribeCapacityProviders: those that are named, else all that are not deleted, the reserved ones among them. */
export function describeCapacityProviders(context: Context, input: Json): Json {
  const named = strings(input, 'capacityProviders');
  const include = strings(input, 'include');
  checkAtMost('capacity providers', named, 100);
  for (const item of include) checkOneOf('include', item, ['TAGS']);
  const views = viewsByName(context, include.includes('TAGS'));
  const wanted = named.length === 0 ? presentNames(context) : [...new Set(named.map(providerName))];
  const { items, token } = paginate(wanted, input, named.length === 0 ? 10 : 100);
  return {
    capacityProviders: items.flatMap((name) => views.get(name)?.() ?? []),
    failures: items
      .filter((name) => !views.has(name))
      .map((name) => ({ arn: providerArn(context, name), reason: 'MISSING' })),
    ...token,
  };
}

function viewsByName(context: Context, withTags: boolean): Map<string, () => Json> {
  const views = new Map<string, () => Json>();
  for (const provider of context.world.ecs.capacityProviders.values()) {
    views.set(provider.name, () => providerView(context, provider, withTags));
  }
  for (const name of RESERVED) views.set(name, () => reservedView(context, name));
  return views;
}

function presentNames(context: Context): string[] {
  const own = [...context.world.ecs.capacityProviders.values()].filter((provider) => !isDeleted(context, provider));
  return [...own.map(({ name }) => name), ...RESERVED];
}
