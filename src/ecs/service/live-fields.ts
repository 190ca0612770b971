import type { Deployment, Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { FIELD_RULES } from './field-rules.ts';
import { valueAt } from './paths.ts';

/** Stands for a field that ECS did not read back: what is live is unknown. */
export const UNREAD = Symbol('not read back');

/** What is live, by dotted path. */
export type LiveFields = ReadonlyMap<string, unknown>;

/** The deployment that ECS brings about or keeps up; it stands first, but the list is not otherwise in order. */
export function primaryDeployment(service: Service): Deployment | undefined {
  return service.deployments?.find((deployment) => deployment.status === 'PRIMARY');
}

/**
 * The fields of a service as ECS reads them back. Service Connect, volumes and VPC Lattice stand in the PRIMARY
 * deployment only, monitoring and gateway connectors in the service revision only; without the revision they are
 * {@link UNREAD}.
 *
 * @param revision the revision of the PRIMARY deployment, where it was read
 */
export function liveFields(service: Service, revision?: ServiceRevision): LiveFields {
  const sources = { service, primary: primaryDeployment(service), revision };
  return new Map(
    FIELD_RULES.map((rule) => {
      if (rule.from === 'revision' && revision === undefined) return [rule.path, UNREAD];
      return [rule.path, valueAt(sources[rule.from], rule.path)];
    }),
  );
}

/** The fields that start a deployment as a service revision holds them; revisions never change. */
export function revisionFields(revision: ServiceRevision): LiveFields {
  const rules = FIELD_RULES.filter((rule) => rule.startsDeployment);
  return new Map(rules.map((rule) => [rule.path, valueAt(revision, rule.path)]));
}
