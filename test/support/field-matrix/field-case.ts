import type { Schema } from '../../../src/codegen/schema.ts';
import { leafFields } from './fields.ts';
import type { LeafField } from './fields.ts';
import { at, merge, without, withValue } from './json.ts';
import type { Json } from './json.ts';
import { completed, valuesOf } from './values.ts';
import type { KnownValues } from './values.ts';

/** What has to be known of a kind beside its schema, to set its fields one by one. */
export interface FieldGuide {
  /** A spec that AWS takes. */
  readonly base: Json;
  readonly values: KnownValues;
  /** What a field needs beside itself, by the beginning of its path: merged over the base. */
  readonly needs: Readonly<Record<string, Json>>;
  /** What is removed instead of a field that goes together with others; `undefined` where it cannot be removed. */
  readonly removals: Readonly<Record<string, string | undefined>>;
  /** Fields that the matrix leaves out, by path or its beginning, each with its reason. */
  readonly leftOut: Readonly<Record<string, string>>;
}

/** The specs of one field's transitions. */
export interface FieldCase {
  readonly path: string;
  /** Without the field; absent where it cannot be removed. */
  readonly without?: Json;
  readonly first: Json;
  /** Absent where the field has but one value. */
  readonly second?: Json;
}

/** The cases of all fields that the guide does not leave out. */
export function fieldCases(schema: Schema, guide: FieldGuide): FieldCase[] {
  return leafFields(schema)
    .filter(({ path }) => reasonFor(path, guide) === undefined)
    .map((field) => fieldCase(field, schema, guide));
}

/** Why a field is left out; `undefined` when it is not. */
export function reasonFor(path: string, { leftOut }: FieldGuide): string | undefined {
  return Object.entries(leftOut).find(([beginning]) => isWithin(path, beginning))?.[1];
}

function isWithin(path: string, beginning: string): boolean {
  return path === beginning || path.startsWith(`${beginning}.`) || path.startsWith(`${beginning}[]`);
}

function fieldCase(field: LeafField, schema: Schema, guide: FieldGuide): FieldCase {
  const { path } = field;
  const [first, second] = valuesOf(path, field.schema, guide.values);
  const surroundings = Object.entries(guide.needs)
    .filter(([beginning]) => isWithin(path, beginning))
    .reduce<unknown>((spec, [, needed]) => merge(spec, needed), guide.base) as Json;
  const full = (spec: Json): Json => completed(spec, schema, guide.values) as Json;
  const removal = path in guide.removals ? guide.removals[path] : field.removal;
  return {
    path,
    ...(removal === undefined ? {} : { without: full(withoutField(surroundings, removal)) }),
    first: full(withValue(surroundings, path, first)),
    ...(second === undefined ? {} : { second: full(withValue(surroundings, path, second)) }),
  };
}

/** The surroundings with the structure that the field stands in, and without what is removed. */
function withoutField(surroundings: Json, removal: string): Json {
  const parent = removal.slice(0, Math.max(0, removal.lastIndexOf('.')));
  const present = parent === '' ? surroundings : withValue(surroundings, parent, at(surroundings, parent) ?? {});
  return without(present, removal);
}
