import type { Annotation } from '../../api/annotations.ts';
import type { ServiceSituation } from './situation.ts';

type Verbs = Pick<ServiceSituation, 'annotations' | 'status'>;

/** Whether an operational annotation has a value that was not handled yet. Values present at creation are handled. */
export function isRequested({ annotations, status }: Verbs, verb: Annotation): boolean {
  const value = annotations[verb];
  return status.serviceArn !== undefined && value !== undefined && value !== status.lastHandled?.[verb];
}

/** Echoes of the present values of `verbs`, over what status has. */
export function handledNow(
  { annotations, status }: Verbs,
  verbs: readonly Annotation[],
): Record<string, string> | undefined {
  const handled = { ...status.lastHandled };
  for (const verb of verbs) {
    const value = annotations[verb];
    if (value !== undefined) handled[verb] = value;
  }
  return Object.keys(handled).length === 0 ? undefined : handled;
}
