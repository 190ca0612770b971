import { HASH_VERSION, versionedHash } from '../hash.ts';
import type { ResolvedTaskDefinition } from './register-input.ts';

type Json = Record<string, unknown>;

/**
 * The content hash of a resolved task definition, `v<N>:<sha256>`. Two specs that AWS reads as the same content have
 * the same hash: defaults that AWS fills in are filled in (containers are essential, ports are tcp, `1 vCPU` is 1024),
 * lists whose order AWS does not keep are sorted, empty lists are as good as absent.
 *
 * AWS rules: RegisterTaskDefinition's documented defaults and the read-back recorded from ECS.
 */
export function taskDefinitionHash(resolved: ResolvedTaskDefinition, version: number = HASH_VERSION): string {
  return versionedHash(normaliseTaskDefinition(resolved), version);
}

/** See {@link taskDefinitionHash}. */
export function normaliseTaskDefinition(resolved: ResolvedTaskDefinition): Json {
  const awsvpc = resolved.networkMode === 'awsvpc';
  const normal: Json = { ...resolved };
  if (resolved.cpu !== undefined) normal.cpu = cpuUnits(resolved.cpu);
  if (resolved.memory !== undefined) normal.memory = memoryMib(resolved.memory);
  normal.requiresCompatibilities = [...(resolved.requiresCompatibilities ?? [])].toSorted();
  const containers = (resolved.containerDefinitions ?? []) as Json[];
  normal.containerDefinitions = byKey(
    containers.map((container) => normaliseContainer(container, awsvpc)),
    'name',
  );
  normal.volumes = byKey((resolved.volumes ?? []) as Json[], 'name');
  return withoutEmptyLists(normal);
}

function normaliseContainer(container: Json, awsvpc: boolean): Json {
  const normal: Json = { ...container, essential: container.essential ?? true };
  if (normal.cpu === 0) delete normal.cpu;
  normal.environment = byKey(listOf(container.environment), 'name');
  normal.secrets = byKey(listOf(container.secrets), 'name');
  normal.portMappings = listOf(container.portMappings).map((port) => normalisePort(port, awsvpc));
  normal.healthCheck = normaliseHealthCheck(container.healthCheck as Json | undefined);
  return withoutEmptyLists(normal);
}

function normalisePort(port: Json, awsvpc: boolean): Json {
  const normal: Json = { ...port, protocol: port.protocol ?? 'tcp' };
  if (normal.hostPort === 0) delete normal.hostPort;
  if (awsvpc && normal.hostPort === undefined && normal.containerPort !== undefined) {
    normal.hostPort = normal.containerPort;
  }
  return normal;
}

function normaliseHealthCheck(check: Json | undefined): Json | undefined {
  return check === undefined ? undefined : { interval: 30, timeout: 5, retries: 3, ...check };
}

/** `1 vCPU` and `.5 vcpu` as CPU units, as RegisterTaskDefinition reads them; anything else as it is. */
function cpuUnits(cpu: string): string {
  return inUnits(cpu, /^\s*([0-9.]+)\s*vcpu\s*$/i);
}

/** `2 GB` as MiB, as RegisterTaskDefinition reads it; anything else as it is. */
function memoryMib(memory: string): string {
  return inUnits(memory, /^\s*([0-9.]+)\s*gb\s*$/i);
}

function inUnits(text: string, pattern: RegExp): string {
  const amount = Number(pattern.exec(text)?.[1]);
  return Number.isFinite(amount) && amount > 0 ? String(Math.round(amount * 1024)) : text.trim();
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function byKey(list: readonly Json[], key: string): Json[] {
  return [...list].sort((a, b) => compareText(a[key], b[key]));
}

function compareText(a: unknown, b: unknown): number {
  if (typeof a !== 'string' || typeof b !== 'string' || a === b) return 0;
  return a < b ? -1 : 1;
}

function withoutEmptyLists(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
}
