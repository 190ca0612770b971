import { DueIndex } from '../../due-index.ts';
import type { ServiceRecord, ServicesState } from './state.ts';

const indexes = new WeakMap<ServicesState, DueIndex<ServiceRecord>>();

/** The service that the scheduler has to look at first, if any. */
export function firstDueService(state: ServicesState): ServiceRecord | undefined {
  return indexOf(state).first();
}

/** Sets when the scheduler has to look at a service; undefined: not without a reason. */
export function setDue(state: ServicesState, service: ServiceRecord, dueAt: number | undefined): void {
  service.dueAt = dueAt;
  indexes.get(state)?.note(service.arn, service);
}

function indexOf(state: ServicesState): DueIndex<ServiceRecord> {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  // An INACTIVE service may have been replaced by a new one of its name.
  const made = new DueIndex(state.services, (arn, service) => state.services.get(arn) === service);
  indexes.set(state, made);
  return made;
}
