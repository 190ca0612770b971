import type { Origin, Resolved } from './resolve.ts';
import type { OptionTable } from './table.ts';

/** A setting as its user would write it, and where it came from; no value when it is unset. */
export interface EffectiveSetting {
  readonly value?: string;
  readonly from: Origin;
}

/** All settings in a form that is fit for a log line. */
export function effectiveSettings<Table extends OptionTable>(
  table: Table,
  { values, origins }: Resolved<Table>,
): Record<string, EffectiveSetting> {
  const settings = Object.entries(table).map(([name, { kind }]) => {
    const value = values[name];
    const from = origins[name] ?? 'unset';
    return [name, value === undefined ? { from } : { value: kind.format(value), from }];
  });
  return Object.fromEntries(settings) as Record<string, EffectiveSetting>;
}
