import type { ListOverlay, MapOverlay, MemberOverlay, NumberOverlay, Overlays, TextOverlay } from './overlay.ts';
import type { Schema } from './schema.ts';
import type { SdkPackage } from './sdk/packages.ts';
import type { Member, Shape, Structure } from './sdk/static-schema.ts';

export interface Source {
  readonly sdk: Pick<SdkPackage, 'enumeration'>;
  readonly overlays: Overlays;
  /** The manifest's spelling of an SDK member. */
  readonly fieldName: (member: string) => string;
}

/** Where in the SDK a schema is made from, for enumerations and for error messages. */
interface Place {
  readonly structure: string;
  readonly member: string;
}

/**
 * The schema of an SDK structure under its overlay.
 * @param leftOut members that the manifest does not carry
 * @throws Error where SDK and overlay do not fit together, naming structure and member
 */
export function structureSchema(source: Source, shape: Structure, leftOut: ReadonlySet<string> = new Set()): Schema {
  const overlay = source.overlays[shape.name];
  if (overlay === undefined) throw new Error(`the SDK's structure ${shape.name} has no overlay`);
  const members = shape.members.filter((member) => !leftOut.has(member.name));
  refuseSuperfluous(shape, Object.keys(overlay.members), new Set(members.map((member) => member.name)));
  const fields = members.map((member) => memberField(source, shape.name, member));
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    typeName: shape.name,
    type: 'object',
    ...(shape.union && { minProperties: 1, maxProperties: 1 }),
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(fields.map((field) => [field.name, field.schema])),
    ...(overlay.rules && { 'x-kubernetes-validations': overlay.rules }),
  };
}

function refuseSuperfluous(shape: Structure, overlaid: readonly string[], members: ReadonlySet<string>): void {
  const superfluous = overlaid.filter((name) => !members.has(name));
  if (superfluous.length > 0) throw new Error(`the SDK's ${shape.name} has no member ${superfluous.join(', ')}`);
}

function memberField(source: Source, structure: string, member: Member) {
  const place = { structure, member: member.name };
  const overlay = source.overlays[structure]?.members[member.name];
  if (overlay === undefined) throw new Error(`the SDK's member ${structure}.${member.name} has no overlay`);
  return {
    name: source.fieldName(member.name),
    required: member.required || overlay.required === true,
    schema: describedSchema(source, place, member.shape(), overlay),
  };
}

function describedSchema(source: Source, place: Place, shape: Shape, overlay: MemberOverlay): Schema {
  const { rules, ...schema } = { rules: overlay.rules, ...valueSchema(source, place, shape, overlay) };
  const allRules = [...(schema['x-kubernetes-validations'] ?? []), ...(rules ?? [])];
  return {
    ...(overlay.description !== '' && { description: overlay.description }),
    ...schema,
    ...(allRules.length > 0 && { 'x-kubernetes-validations': allRules }),
  };
}

function valueSchema(source: Source, place: Place, shape: Shape, overlay: MemberOverlay): Schema {
  const mismatch = () => new Error(`${place.structure}.${place.member}: a ${shape.type} cannot be a ${overlay.type}`);
  switch (overlay.type) {
    case 'list':
      if (shape.type !== 'list') throw mismatch();
      return listSchema(source, place, shape.item, overlay);
    case 'map':
      if (shape.type !== 'map') throw mismatch();
      return mapSchema(source, place, shape.value, overlay);
    case 'structure':
      if (shape.type !== 'structure') throw mismatch();
      return structureSchema(source, shape);
    default:
      if (shape.type !== SDK_TYPE[overlay.type]) throw mismatch();
      return simpleSchema(source, place, overlay);
  }
}

const SDK_TYPE = {
  text: 'string',
  choice: 'string',
  integer: 'number',
  double: 'number',
  flag: 'boolean',
  time: 'timestamp',
  document: 'document',
} as const;

function simpleSchema(
  source: Source,
  place: Place,
  overlay: Exclude<MemberOverlay, ListOverlay | MapOverlay | { type: 'structure' }>,
): Schema {
  switch (overlay.type) {
    case 'text':
      if (source.sdk.enumeration(place.structure, place.member)) throw new Error(`${at(place)}: is an enumeration`);
      return textSchema(overlay);
    case 'choice':
      return { type: 'string', enum: choices(source, place, overlay.only) };
    case 'integer':
    case 'double':
      return numberSchema(overlay);
    case 'flag':
      return { type: 'boolean' };
    case 'time':
      return { type: 'string', format: 'date-time' };
    default:
      return { 'x-kubernetes-preserve-unknown-fields': true };
  }
}

function textSchema({ minLength, maxLength, pattern }: TextOverlay): Schema {
  return {
    type: 'string',
    ...(minLength !== undefined && { minLength }),
    maxLength,
    ...(pattern !== undefined && { pattern }),
  };
}

const INT32_MAXIMUM = 2 ** 31 - 1;

function numberSchema({ type, minimum, maximum }: NumberOverlay): Schema {
  if (type === 'double') return { type: 'number', format: 'double', ...finiteBounds({ minimum, maximum }) };
  return { type: 'integer', format: maximum > INT32_MAXIMUM ? 'int64' : 'int32', minimum, maximum };
}

function finiteBounds(bounds: { minimum: number; maximum: number }): Pick<Schema, 'minimum' | 'maximum'> {
  return Object.fromEntries(Object.entries(bounds).filter(([, bound]) => Number.isFinite(bound)));
}

function choices(source: Source, place: Place, only: (value: string) => boolean = () => true): readonly string[] {
  const values = source.sdk.enumeration(place.structure, place.member);
  if (values === undefined) throw new Error(`${at(place)}: the SDK declares no enumeration`);
  return values.filter(only);
}

function listSchema(source: Source, place: Place, item: Shape, overlay: ListOverlay): Schema {
  return {
    type: 'array',
    ...(overlay.minItems !== undefined && { minItems: overlay.minItems }),
    maxItems: overlay.maxItems,
    'x-kubernetes-list-type': overlay.listType,
    ...(overlay.keys && { 'x-kubernetes-list-map-keys': overlay.keys.map(source.fieldName) }),
    items: describedSchema(source, place, item, overlay.item ?? { type: 'structure', description: '' }),
  };
}

function mapSchema(source: Source, place: Place, value: Shape, overlay: MapOverlay): Schema {
  return {
    type: 'object',
    maxProperties: overlay.maxProperties,
    additionalProperties: describedSchema(source, place, value, overlay.value),
  };
}

function at(place: Place): string {
  return `${place.structure}.${place.member}`;
}
