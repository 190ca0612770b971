import type { Schema } from '../schema.ts';

/** Type and bounds of a field in a few words. */
export function constraints(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  switch (schema.type) {
    case 'array':
      return `list of ${itemType(schema)}${listForm(schema)}, at most ${schema.maxItems}`;
    case 'object':
      return schema.additionalProperties ? `map of strings, at most ${schema.maxProperties}` : 'object';
    case 'string':
      return schema.format ?? `string${schema.maxLength === undefined ? '' : `, at most ${schema.maxLength}`}`;
    case 'integer':
    case 'number':
      return `${schema.type}${range(schema)}`;
    case 'boolean':
      return 'boolean';
    default:
      return schema['x-kubernetes-int-or-string'] ? 'integer or string' : 'any JSON value';
  }
}

function itemType(schema: Schema): string {
  const items = schema.items ?? {};
  return items.type === 'object' ? 'objects' : constraints(items);
}

function listForm(schema: Schema): string {
  if (schema['x-kubernetes-list-type'] === 'set') return ' without repetition';
  const keys = schema['x-kubernetes-list-map-keys'];
  return keys ? ` by \`${keys.join(', ')}\`` : '';
}

/** Bounds that only keep numbers in range are not worth a word. */
const NO_BOUND = 1_000_000_000;

function range({ minimum = -Infinity, maximum = Infinity }: Schema): string {
  const lower = minimum > -NO_BOUND;
  const upper = maximum < NO_BOUND;
  if (lower && upper) return `, ${minimum} to ${maximum}`;
  if (lower) return `, at least ${minimum}`;
  return upper ? `, at most ${maximum}` : '';
}
