import type { ResourceType } from '../../kube/object.ts';
import type { ManagedObject, StatusOf } from './managed-object.ts';
import type { ResyncCost } from './resync-period.ts';
import type { Session } from './session.ts';
import type { Verdict } from './verdict.ts';

/** What a kind brings to the framework; everything else about a reconcile is the same for all kinds. */
export interface Kind<T extends ManagedObject> {
  readonly type: ResourceType;
  /** What happens to the AWS side where `spec.deletionPolicy` is absent. */
  readonly defaultDeletionPolicy: 'Delete' | 'Retain';
  /** What a look at a settled object costs: with many objects, resyncs come less often. */
  readonly resyncCost: ResyncCost;
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
