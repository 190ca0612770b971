/**
 * Kinds of options. Each reads one sort of value from text (a flag, an environment variable) and from a configuration
 * file, and knows how to say what it allows.
 */
export interface OptionKind<T> {
  /** Shown in `--help` after the flag; absent for a switch, which takes no value there. */
  readonly placeholder?: string;
  /** Completes "allowed: …". */
  readonly allowed: string;
  /** What is allowed is so short that `--help` says it. */
  readonly listed?: boolean;
  /** A flag that is given several times adds to its value. */
  readonly repeatable?: boolean;
  /** JSON schema of the value in a configuration file. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Throws {@link InvalidValue}. */
  parse(text: string): T;
  /** Takes a value that `schema` accepts. Throws {@link InvalidValue} for what a schema cannot know. */
  fromFile(value: unknown): T;
  /** The inverse of `parse`. */
  format(value: T): string;
}

/** A value that its option does not allow. */
export class InvalidValue extends Error {
  override readonly name = 'InvalidValue';
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** On or off. */
export function toggle(): OptionKind<boolean> {
  return {
    allowed: 'true or false',
    schema: { type: 'boolean' },
    parse(text) {
      if (text !== 'true' && text !== 'false') {
        throw new InvalidValue();
      }
      return text === 'true';
    },
    fromFile: (value) => value as boolean,
    format: String,
  };
}

/** Any text that matches `pattern` from end to end; `allowed` describes the pattern. */
export function text(placeholder: string, allowed = 'text that is not empty', pattern = /^.+$/): OptionKind<string> {
  return {
    placeholder,
    allowed,
    schema: { type: 'string', pattern: pattern.source },
    parse(value) {
      if (!pattern.test(value)) {
        throw new InvalidValue();
      }
      return value;
    },
    fromFile: (value) => value as string,
    format: (value) => value,
  };
}

/** The code of an AWS Region, whether AWS has it yet or not. */
export function awsRegion(): OptionKind<string> {
  return text('region', 'the code of an AWS Region, such as eu-central-1', /^[a-z]{2,4}(-[a-z]+)+-\d+$/);
}

/** One of a few words, which `--help` lists. */
export function choice<const T extends string>(placeholder: string, values: readonly T[]): OptionKind<T> {
  return {
    placeholder,
    allowed: values.join(', '),
    listed: true,
    schema: { enum: values },
    parse(value) {
      const found = values.find((it) => it === value);
      if (found === undefined) {
        throw new InvalidValue();
      }
      return found;
    },
    fromFile: (value) => value as T,
    format: (value) => value,
  };
}

export function integer({ min, max }: Bounds): OptionKind<number> {
  return numeric('integer', `a whole number from ${min} to ${max}`, /^-?\d+$/, { min, max });
}

export function decimal({ min, max }: Bounds): OptionKind<number> {
  return numeric('number', `a number from ${min} to ${max}`, /^-?\d+(\.\d+)?$/, { min, max });
}

function numeric(type: string, allowed: string, pattern: RegExp, { min, max }: Bounds): OptionKind<number> {
  return {
    placeholder: 'number',
    allowed,
    schema: { type, minimum: min, maximum: max },
    parse(value) {
      const number = Number(value);
      if (!pattern.test(value) || number < min || number > max) {
        throw new InvalidValue();
      }
      return number;
    },
    fromFile: (value) => value as number,
    format: String,
  };
}

/** Items of one kind, separated by commas in text, an array in a file. */
export function list<T>(item: OptionKind<T>): OptionKind<readonly T[]> {
  return {
    placeholder: `${item.placeholder},…`,
    allowed: `a list, separated by commas, of: ${item.allowed}`,
    repeatable: true,
    schema: { type: 'array', items: item.schema, uniqueItems: true },
    parse: (value) => splitList(value).map((part) => item.parse(part)),
    fromFile: (value) => (value as unknown[]).map((part) => item.fromFile(part)),
    format: (values) => values.map((value) => item.format(value)).join(','),
  };
}

/** `key=value` pairs, separated by commas in text, a mapping in a file. */
export function pairs(): OptionKind<Readonly<Record<string, string>>> {
  return {
    placeholder: 'key=value,…',
    allowed: 'key=value pairs, separated by commas',
    repeatable: true,
    schema: { type: 'object', additionalProperties: { type: 'string' }, propertyNames: { minLength: 1 } },
    parse: (value) => Object.fromEntries(splitList(value).map(splitPair)),
    fromFile: (value) => value as Record<string, string>,
    format: (value) =>
      Object.entries(value)
        .map(([key, item]) => `${key}=${item}`)
        .join(','),
  };
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) {
    throw new InvalidValue();
  }
  return [pair.slice(0, at), pair.slice(at + 1)];
}
