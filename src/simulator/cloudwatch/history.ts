import type { Context } from '../world.ts';
import type { HistoryItem } from './state.ts';

/** History is kept for thirty days (documented); an alarm that flaps fills it no further than this. */
const most = 500;

export function note(
  context: Context,
  alarmName: string,
  type: HistoryItem['type'],
  summary: string,
  data: object = {},
): void {
  const { history } = context.world.cloudwatch;
  const item = { at: context.clock.now(), type, summary, data: JSON.stringify({ version: '1.0', ...data }) };
  history.set(alarmName, [item, ...(history.get(alarmName) ?? [])].slice(0, most));
}
