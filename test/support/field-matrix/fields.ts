import type { Schema } from '../../../src/codegen/schema.ts';

/** A field of a spec that has a value of its own: no structure, and no list of structures. */
export interface LeafField {
  /** `volumes[].host.sourcePath`; a list of plain values is one field. */
  readonly path: string;
  readonly schema: Schema;
  /** What goes when the field is removed: itself or, where a structure needs it, that structure. Absent: it must stay. */
  readonly removal?: string;
}

/** Every leaf field of a schema, in its order. */
export function leafFields(schema: Schema): LeafField[] {
  const settable = Object.entries(schema.properties ?? {}).filter(([, child]) => child.refused !== true);
  return settable.flatMap(([name, child]) =>
    below(child, name, schema.required?.includes(name) === true ? undefined : name),
  );
}

function below(schema: Schema, path: string, removal: string | undefined): LeafField[] {
  const inner = schema.items?.properties === undefined ? schema : schema.items;
  if (inner.properties === undefined) return [{ path, schema, ...(removal === undefined ? {} : { removal }) }];
  const prefix = inner === schema ? path : `${path}[]`;
  return Object.entries(inner.properties).flatMap(([name, child]) => {
    const own = `${prefix}.${name}`;
    // A union has one of its members.
    const stays = inner.required?.includes(name) === true || inner.minProperties !== undefined;
    return below(child, own, stays ? removal : own);
  });
}
