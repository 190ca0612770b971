/** The part of Kubernetes' structural schemas that we use. */
export interface Schema {
  /** Name of the generated TypeScript type; not part of the CRD. */
  typeName?: string;
  /** A field that is there to be refused in plain words; not part of the CRD's documentation and types. */
  refused?: true;
  description?: string;
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  format?: string;
  default?: unknown;
  enum?: readonly string[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  required?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  additionalProperties?: Schema;
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: readonly string[];
  'x-kubernetes-preserve-unknown-fields'?: true;
  'x-kubernetes-int-or-string'?: true;
  'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message: string }[];
}

/** The schema as the API server takes it: without what is only for the generator. */
export function publishedSchema(schema: Schema): Schema {
  const { typeName: _name, refused: _refused, properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: publishedSchema(items) }),
    ...(additionalProperties && { additionalProperties: publishedSchema(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, publishedSchema(value)])),
    }),
  };
}
