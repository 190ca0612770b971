import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { paginate } from '../pagination.ts';
import { checkOneOf, text } from '../parameter-rules.ts';
import type { TaskDefinitionFamily } from '../state.ts';

/**
 * ListTaskDefinitionFamilies: here `familyPrefix` is a prefix. ACTIVE means a family with an ACTIVE revision, INACTIVE
 * one without, and all are listed when nothing is said (API reference).
 */
export function listTaskDefinitionFamilies(context: Context, input: Json): Json {
  checkOneOf('status', input['status'], ['ACTIVE', 'INACTIVE', 'ALL']);
  const status = text(input, 'status') ?? 'ALL';
  const prefix = text(input, 'familyPrefix') ?? '';
  const names = [...context.world.ecs.families.values()]
    .filter((family) => status === 'ALL' || isActive(family) === (status === 'ACTIVE'))
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix))
    .sort();
  const page = paginate(names, input, 100);
  return { families: page.items, ...page.token };
}

function isActive({ revisions }: TaskDefinitionFamily): boolean {
  return [...revisions.values()].some(({ status }) => status === 'ACTIVE');
}
