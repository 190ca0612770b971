import type { CommonStatus } from '../../api/status.ts';
import type { KubeObject, ResourceType } from '../../kube/object.ts';
import type { Session } from './session.ts';
import type { Verdict } from './verdict.ts';

/** Spec members that all kinds share. */
export interface CommonSpec {
  readonly region?: string;
  readonly suspend?: boolean;
  readonly deletionPolicy?: 'Delete' | 'Retain';
  readonly driftPolicy?: 'Correct' | 'Observe';
}

export type ManagedObject<
  Spec extends CommonSpec = CommonSpec,
  Status extends CommonStatus = CommonStatus,
> = KubeObject<Spec, Status>;

export type StatusOf<T extends ManagedObject> = NonNullable<T['status']>;

/** What a kind brings to the framework; everything else about a reconcile is the same for all kinds. */
export interface Kind<T extends ManagedObject> {
  readonly type: ResourceType;
  /** What happens to the AWS side where `spec.deletionPolicy` is absent. */
  readonly defaultDeletionPolicy: 'Delete' | 'Retain';
  /** Facts known from the object alone, written down with a new generation before AWS is called. */
  begin(object: T, facts: StatusOf<T>): StatusOf<T>;
  /** Observe, plan, execute; leaves what it learned in `session.facts`. */
  reconcile(session: Session<T>): Promise<Verdict>;
  /** Whether AWS may hold something of this object. */
  hasRemains(facts: StatusOf<T>): boolean;
  /** Removes the AWS side of an object under deletion; `gone` lets the object go. */
  remove(session: Session<T>): Promise<Verdict | 'gone'>;
  /** Best effort on an object that is let go while its AWS side stays (`deletionPolicy: Retain`). */
  release?(session: Session<T>): Promise<void>;
}
