import { readFileSync } from 'node:fs';
import { EventReason } from '../../api/event-reasons.ts';
import { reasonMeanings } from './conditions-page.ts';
import { markdownTable, page } from './markdown.ts';

/** The events that are not a change of condition, with what they mean. */
export function eventsPage(): string {
  const meanings = reasonMeanings(readFileSync(new URL('../../api/event-reasons.ts', import.meta.url), 'utf8'));
  return page([
    '# Events',
    'An object tells by event that it became ready, stalled or has to wait for something, with the reason of the [condition](conditions.md), and what was done for it:',
    markdownTable(
      ['Reason', 'Meaning'],
      Object.values(EventReason).map((reason) => [`\`${reason}\``, meanings.get(reason) ?? '']),
    ),
    'A steady state makes no events, and the same event again within minutes is counted, not repeated.',
  ]);
}
