import type { ConfigFile } from './config-file.ts';
import { InvalidValue } from './kinds.ts';
import { flagOf, variableOf, type Option, type OptionTable, type Values } from './table.ts';
import { UsageError } from './usage-error.ts';

/** Where a value came from. */
export type Origin = 'flag' | 'environment' | 'file' | 'default' | 'unset';

export interface Sources {
  /** By the option's name; absent unless the flag was given. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the names of environment variables begin with. */
  readonly prefix: string;
  readonly file?: { readonly path: string; readonly content: ConfigFile } | undefined;
}

export interface Resolved<Table extends OptionTable> {
  readonly values: Values<Table>;
  readonly origins: Readonly<Record<keyof Table, Origin>>;
}

/**
 * The effective value of every setting: flag before environment variable before file before default. An environment
 * variable that is set but empty counts as absent, because templates set such.
 *
 * @throws UsageError naming the source and what is allowed.
 */
export function resolveOptions<Table extends OptionTable>(table: Table, sources: Sources): Resolved<Table> {
  const all = Object.entries(table).map(([name, option]) => [name, resolveOne(name, option, sources)] as const);
  const pick = (key: 'value' | 'origin'): unknown => Object.fromEntries(all.map(([name, one]) => [name, one[key]]));
  return { values: pick('value') as Values<Table>, origins: pick('origin') as Resolved<Table>['origins'] };
}

interface One {
  readonly value: unknown;
  readonly origin: Origin;
}

function resolveOne(name: string, option: Option, { flags, env, prefix, file }: Sources): One {
  const flag = flags[name];
  if (flag !== undefined) {
    return { value: parse(option, String(flag), flagOf(name)), origin: 'flag' };
  }
  const variable = variableOf(prefix, name);
  const text = env[variable];
  if (text !== undefined && text !== '') {
    return { value: parse(option, text, variable), origin: 'environment' };
  }
  if (file !== undefined && Object.hasOwn(file.content, name)) {
    const content = file.content[name];
    const read = (): unknown => option.kind.fromFile(content);
    return { value: explained(option, read, `${file.path}: ${name}`, JSON.stringify(content)), origin: 'file' };
  }
  return { value: option.default, origin: option.default === undefined ? 'unset' : 'default' };
}

function parse(option: Option, value: string, source: string): unknown {
  return explained(option, () => option.kind.parse(value), source, JSON.stringify(value));
}

function explained(option: Option, read: () => unknown, source: string, shown: string): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidValue) {
      throw new UsageError(`${source} cannot be ${shown}; allowed: ${option.kind.allowed}`);
    }
    throw error;
  }
}
