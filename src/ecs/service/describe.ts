import type { TagChange } from '../ownership.ts';
import { lastSegment } from '../names.ts';
import type { FieldDifference } from './field-difference.ts';
import { UNREAD } from './live-fields.ts';

/** Longer values are not quoted. */
const QUOTED_LENGTH = 60;

const WHY = {
  Changed: [],
  Drifted: ['AWS differs'],
  Removed: ['left the spec: AWS default'],
} as const satisfies Record<FieldDifference['cause'], readonly string[]>;

/**
 * A difference in plain words, for status and events, with what bringing it about starts. Structures are named, not
 * quoted: they may hold secrets.
 */
export function describeDifference({ rule, cause, wanted, actual }: FieldDifference): string {
  const to = quote(wanted);
  const from = actual === UNREAD ? undefined : quote(actual);
  const change = to === undefined || from === undefined ? 'differs' : `${from} → ${to}`;
  const notes = [...WHY[cause], ...(rule.startsDeployment ? ['starts a deployment'] : [])];
  return `${rule.path}: ${change}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

/** The count's difference in plain words. */
export function describeCount(live: number | undefined, wanted: number): string {
  return `desiredCount: ${live ?? 'none'} → ${wanted}`;
}

/** A change of tags in plain words: keys only. */
export function describeTags({ set, remove }: TagChange): string {
  const parts = [
    ...(Object.keys(set).length > 0 ? [`set ${Object.keys(set).sort().join(', ')}`] : []),
    ...(remove.length > 0 ? [`remove ${[...remove].sort().join(', ')}`] : []),
  ];
  return `tags: ${parts.join('; ')}`;
}

function quote(value: unknown): string | undefined {
  if (value === undefined) return 'none';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return shorten(value.startsWith('arn:') ? lastSegment(value) : value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return shorten(`[${value.join(', ')}]`);
  return undefined;
}

function shorten(text: string): string | undefined {
  return text.length > QUOTED_LENGTH ? undefined : text;
}
