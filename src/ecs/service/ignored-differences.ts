import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { FIELD_RULES } from './field-rules.ts';
import { ownerTags } from '../ownership.ts';
import type { ServiceSituation } from './situation.ts';

const TAG = /^tags\[(.+)\]$/;

/** The paths that `ignoreDifferences` may name, beside `tags[key]`: fields that can change, and structures of such. */
export const IGNORABLE_PATHS: readonly string[] = [
  ...new Set(['desiredCount', 'tags', ...FIELD_RULES.flatMap(({ path }) => beginnings(path))]),
].toSorted();

/** Whether the spec leaves a field to others: it ignores the field, or a structure around it. */
export function isIgnored(
  { ignoreDifferences = [] }: Pick<EcsServiceSpec, 'ignoreDifferences'>,
  path: string,
): boolean {
  return beginnings(path).some((beginning) => ignoreDifferences.includes(beginning));
}

/**
 * The situation of an existing service as if the spec had never named what it leaves to others: it is neither sent nor
 * reset nor told as a difference. At creation everything is sent.
 */
export function leavingIgnored(situation: ServiceSituation): ServiceSituation {
  const { spec, status, desiredTags, taskDefinition } = situation;
  const paths = spec.ignoreDifferences ?? [];
  if (paths.length === 0) return situation;
  const isOurs = (path: string): boolean => !isIgnored(spec, path);
  const keepsTag = (key: string): boolean => !isTagIgnored(situation, key);
  return {
    ...situation,
    spec: withoutPaths(spec, paths),
    taskDefinition: isOurs('taskDefinition') ? taskDefinition : { kind: 'none' },
    desiredTags: Object.fromEntries(Object.entries(desiredTags).filter(([key]) => keepsTag(key))),
    status: {
      ...status,
      ownedFields: (status.ownedFields ?? []).filter(isOurs),
      ownedTagKeys: (status.ownedTagKeys ?? []).filter(keepsTag),
    },
  };
}

/** `tags` leaves the user's tags to others, never those that tell whose the service is. */
function isTagIgnored({ spec, owner }: ServiceSituation, key: string): boolean {
  const { ignoreDifferences = [] } = spec;
  if (key in ownerTags(owner)) return false;
  return ignoreDifferences.some((path) => path === 'tags' || TAG.exec(path)?.[1] === key);
}

function beginnings(path: string): string[] {
  const steps = path.split('.');
  return steps.map((_step, index) => steps.slice(0, index + 1).join('.'));
}

function withoutPaths(spec: object, paths: readonly string[], prefix = ''): object {
  const kept = Object.entries(spec).filter(([member]) => !paths.includes(`${prefix}${member}`));
  return Object.fromEntries(
    kept.map(([member, value]) => [
      member,
      isStructure(value) ? withoutPaths(value, paths, `${prefix}${member}.`) : value,
    ]),
  );
}

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
