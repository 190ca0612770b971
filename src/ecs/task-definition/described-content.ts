import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { canonicalJson } from '../hash.ts';
import { normaliseTaskDefinition } from './content-hash.ts';
import type { ResolvedTaskDefinition } from './register-input.ts';

type Json = Record<string, unknown>;

/** Members that DescribeTaskDefinition adds and RegisterTaskDefinition does not take. */
const READ_ONLY = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
] as const;

/** Lists that ECS may read back in another order; other lists keep theirs. */
const REORDERED = new Set(['portMappings', 'volumesFrom', 'links', 'properties', 'secretOptions']);

/** Defaults that ECS may fill in, by the member that they stand in. */
const DEFAULTS: Json = {
  'containerDefinitions.versionConsistency': 'enabled',
  'healthCheck.startPeriod': 0,
  'dockerVolumeConfiguration.driver': 'local',
  'dockerVolumeConfiguration.scope': 'task',
  'efsVolumeConfiguration.rootDirectory': '/',
  'efsVolumeConfiguration.transitEncryption': 'DISABLED',
  'efsVolumeConfiguration.transitEncryptionPort': 0,
  'authorizationConfig.iam': 'DISABLED',
  'proxyConfiguration.type': 'APPMESH',
};

/**
 * Whether a revision, as DescribeTaskDefinition reads it back, has the content of `resolved`, under AWS's defaults and
 * orderings. Only adoption compares with what is read back; revisions of our own are known by their hash.
 */
export function hasContent(described: TaskDefinition, resolved: ResolvedTaskDefinition): boolean {
  const content: Json = { ...described };
  for (const member of READ_ONLY) delete content[member];
  return comparable(content as ResolvedTaskDefinition) === comparable(resolved);
}

function comparable(content: ResolvedTaskDefinition): string {
  const normal = normaliseTaskDefinition(content);
  const samePorts = ['awsvpc', 'host'].includes(content.networkMode ?? '');
  const containers = (normal.containerDefinitions ?? []) as Json[];
  return canonicalJson(
    withoutDefaults('', {
      ...normal,
      networkMode: isDefaultNetwork(content) ? undefined : content.networkMode,
      containerDefinitions: samePorts ? containers.map(withoutHostPorts) : containers,
    }),
  );
}

/** RegisterTaskDefinition: `bridge` when absent, but for Windows. */
function isDefaultNetwork({ networkMode, runtimePlatform }: ResolvedTaskDefinition): boolean {
  return networkMode === 'bridge' && runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') !== true;
}

/** In network modes awsvpc and host both ports are the same, and only one of them needs to be written. */
function withoutHostPorts(container: Json): Json {
  const ports = ((container.portMappings ?? []) as Json[]).map(({ hostPort, ...rest }) =>
    hostPort === rest.containerPort ? rest : { ...rest, hostPort },
  );
  return { ...container, portMappings: ports };
}

/** Empty lists and structures, false (but for `essential`, which is filled in) and defaults are as good as absent. */
function withoutDefaults(member: string, value: unknown): unknown {
  if (Array.isArray(value)) return listWithoutDefaults(member, value);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, child]) => [key, withoutDefaults(key, child)] as const)
    .filter(([key, child]) => !isDefault(member, key, child));
  return Object.fromEntries(kept);
}

function listWithoutDefaults(member: string, list: readonly unknown[]): unknown[] {
  const items = list.map((item) => withoutDefaults(member, item));
  return REORDERED.has(member) ? items.toSorted(byText) : items;
}

function isDefault(member: string, key: string, value: unknown): boolean {
  if (value === undefined || value === null || value === DEFAULTS[`${member}.${key}`]) return true;
  if (value === false) return key !== 'essential';
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function byText(a: unknown, b: unknown): number {
  return canonicalJson(a) < canonicalJson(b) ? -1 : 1;
}
