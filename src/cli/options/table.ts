import type { OptionKind } from './kinds.ts';

/** One setting. Its flag, environment variable, key in the file and line in the documentation all come from here. */
export interface Option<T = unknown> {
  readonly kind: OptionKind<T>;
  /** One sentence for `--help`, without a full stop. */
  readonly description: string;
  readonly default?: T;
  /** For a switch that is on by default: what `--no-…` does, as `description`. */
  readonly whenOff?: string;
  /** With `whenOff`: completes "default: …". */
  readonly whenOn?: string;
}

/** The settings of a sub-command by their camelCase name, which is also their key in a configuration file. */
export type OptionTable = Readonly<Record<string, Option>>;

type ValueOf<O> = O extends { readonly kind: OptionKind<infer T> } ? T : never;

/** The values of a table; a setting without a default may be `undefined`. */
export type Values<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly default: unknown }
    ? ValueOf<Table[Name]>
    : ValueOf<Table[Name]> | undefined;
};

/** `resyncPeriod` → `--resync-period`. */
export function flagOf(name: string): string {
  return `--${words(name).join('-')}`;
}

/** `ECS_OPERATOR_`, `resyncPeriod` → `ECS_OPERATOR_RESYNC_PERIOD`. */
export function variableOf(prefix: string, name: string): string {
  return prefix + words(name).join('_').toUpperCase();
}

/** The default as a user would write it, if there is one. */
export function defaultText(option: Option): string | undefined {
  return option.default === undefined ? undefined : option.kind.format(option.default);
}

function words(name: string): string[] {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).split('-');
}
