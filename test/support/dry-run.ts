import { API_VERSION } from '../../src/api/resources.ts';
import type { Cluster, Manifest } from './cluster.ts';

/** What the API server says to an object of ours: the object as it would be stored, or the refusal. */
export interface Verdict {
  readonly stored?: Manifest & { spec: unknown; status?: unknown };
  readonly refusal?: string;
}

/** How a client asks for unknown fields to be treated; kubectl asks for Strict. */
export type FieldValidation = 'Strict' | 'Ignore';

/** Creates without storing, as `kubectl create --dry-run=server` does. */
export async function dryRunCreate(
  cluster: Cluster,
  kind: string,
  spec: unknown,
  fieldValidation: FieldValidation = 'Strict',
): Promise<Verdict> {
  const path = `/apis/${API_VERSION}/namespaces/default/${pluralOf(kind)}?dryRun=All&fieldValidation=${fieldValidation}`;
  const object = { apiVersion: API_VERSION, kind, metadata: { name: 'dry-run' }, spec };
  return verdict(await cluster.requests.raw('POST', path, object));
}

/** Server-side apply without storing. */
export async function dryRunApply(cluster: Cluster, kind: string, spec: unknown): Promise<Verdict> {
  const path = `/apis/${API_VERSION}/namespaces/default/${pluralOf(kind)}/dry-run?dryRun=All&fieldManager=test&force=true`;
  const object = { apiVersion: API_VERSION, kind, metadata: { name: 'dry-run' }, spec };
  return verdict(await cluster.requests.raw('PATCH', path, object, 'application/apply-patch+yaml'));
}

/** Replaces the spec of an object that is there, without storing. */
export async function dryRunReplace(cluster: Cluster, object: Manifest, spec: unknown): Promise<Verdict> {
  const { namespace = 'default', name } = object.metadata;
  const path = `/apis/${API_VERSION}/namespaces/${namespace}/${pluralOf(object.kind)}/${name}?dryRun=All&fieldValidation=Strict`;
  return verdict(await cluster.requests.raw('PUT', path, { ...object, spec }));
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`;
}

function verdict({ status, body }: { status: number; body: unknown }): Verdict {
  if (status < 300) return { stored: body as NonNullable<Verdict['stored']> };
  return { refusal: (body as { message?: string }).message ?? JSON.stringify(body) };
}
