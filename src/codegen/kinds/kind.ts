import type { Schema } from '../schema.ts';

export interface PrinterColumn {
  readonly name: string;
  readonly jsonPath: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly description: string;
  /** 0 is shown always, more only with `-o wide`. */
  readonly priority: 0 | 1;
}

/** Everything that a CRD and its reference page are made of. */
export interface Kind {
  readonly resource: {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
    readonly plural: string;
    readonly singular: string;
    readonly shortName: string;
    readonly category: string;
  };
  /** Name of the generated files. */
  readonly fileName: string;
  readonly description: string;
  /** AWS operations that the spec mirrors. */
  readonly mirrors: readonly string[];
  readonly spec: Schema;
  readonly status: Schema;
  readonly columns: readonly PrinterColumn[];
  readonly selectableFields: readonly string[];
  readonly scale?: {
    readonly specReplicasPath: string;
    readonly statusReplicasPath: string;
    readonly labelSelectorPath: string;
  };
}

/** A printer column; always shown unless `wide`. */
export function column(
  name: string,
  jsonPath: string,
  description: string,
  more: { type?: PrinterColumn['type']; wide?: true } = {},
): PrinterColumn {
  return { name, jsonPath, type: more.type ?? 'string', description, priority: more.wide ? 1 : 0 };
}

const READY = '.status.conditions[?(@.type=="Ready")]';

/** Columns that every kind begins with. */
export const leadingColumns: readonly PrinterColumn[] = [
  column('Ready', `${READY}.status`, 'Whether the AWS side works as the spec says.'),
  column('Reason', `${READY}.reason`, 'Why it is ready or not.'),
];

/** Columns that every kind ends with. */
export const closingColumns: readonly PrinterColumn[] = [
  column('Age', '.metadata.creationTimestamp', 'Since when the object exists.', { type: 'date' }),
  column('Message', `${READY}.message`, 'The reason in words.', { wide: true }),
];
