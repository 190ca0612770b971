import type { CommonStatus } from '../../api/status.ts';
import type { AdoptionPolicy } from '../../ecs/adoption.ts';
import type { KubeObject } from '../../kube/object.ts';

/** Spec members that all kinds share. */
export interface CommonSpec {
  readonly region?: string;
  readonly suspend?: boolean;
  readonly deletionPolicy?: 'Delete' | 'Retain';
  readonly adoptionPolicy?: AdoptionPolicy;
  readonly driftPolicy?: 'Correct' | 'Observe';
}

/** An object of one of our kinds, as far as the framework looks into it. */
export type ManagedObject<
  Spec extends CommonSpec = CommonSpec,
  Status extends CommonStatus = CommonStatus,
> = KubeObject<Spec, Status>;

export type StatusOf<T extends ManagedObject> = NonNullable<T['status']>;
