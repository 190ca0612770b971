/**
 * What the SDK's schemas do not tell: descriptions of our own, bounds, list types and keys, rules. Every member of
 * every input structure has one overlay; the generator fails where one is missing, superfluous or of another type than
 * the SDK's, so that a new SDK version cannot slip a field in or out.
 */
export interface Rule {
  /** CEL, on the structure that carries it. */
  readonly rule: string;
  /** Names the field in `backquotes` and says what to do. */
  readonly message: string;
}

interface Described {
  readonly description: string;
  /** Required by the server although the SDK calls it optional. */
  readonly required?: true;
  readonly rules?: readonly Rule[];
}

export interface TextOverlay extends Described {
  readonly type: 'text';
  readonly maxLength: number;
  readonly minLength?: number;
  readonly pattern?: string;
}

export interface ChoiceOverlay extends Described {
  readonly type: 'choice';
  /** Leaves out values of the SDK's enumeration that cannot apply to the kind. */
  readonly only?: (value: string) => boolean;
}

export interface NumberOverlay extends Described {
  /** `double` where AWS takes fractions. */
  readonly type: 'integer' | 'double';
  readonly minimum: number;
  readonly maximum: number;
}

/** A boolean, a point in time, a free JSON document, or a structure that has its own {@link ShapeOverlay}. */
export interface PlainOverlay extends Described {
  readonly type: 'flag' | 'time' | 'document' | 'structure';
}

export interface ListOverlay extends Described {
  readonly type: 'list';
  readonly minItems?: number;
  readonly maxItems: number;
  readonly listType: 'atomic' | 'set' | 'map';
  readonly keys?: readonly string[];
  /** Of the items; structures need none. */
  readonly item?: ItemOverlay;
}

/** Of list items and map values, which need no description. */
export type ItemOverlay = (TextOverlay | ChoiceOverlay | NumberOverlay) & { readonly description: '' };

export interface MapOverlay extends Described {
  readonly type: 'map';
  readonly maxProperties: number;
  readonly value: ItemOverlay;
}

export type MemberOverlay = TextOverlay | ChoiceOverlay | NumberOverlay | PlainOverlay | ListOverlay | MapOverlay;

export interface ShapeOverlay {
  readonly rules?: readonly Rule[];
  readonly members: Readonly<Record<string, MemberOverlay>>;
}

/** By the SDK's structure name. */
export type Overlays = Readonly<Record<string, ShapeOverlay>>;

type More<T extends Described> = Omit<T, 'type' | 'description'>;

/** A string of at most `maxLength` characters. */
export function text(description: string, maxLength: number, more?: Omit<More<TextOverlay>, 'maxLength'>): TextOverlay {
  return { type: 'text', description, maxLength, ...more };
}

/** A string that the SDK declares as an enumeration. */
export function choice(description: string, more?: More<ChoiceOverlay>): ChoiceOverlay {
  return { type: 'choice', description, ...more };
}

type Bounded = Omit<More<NumberOverlay>, 'minimum' | 'maximum'>;

/** A whole number. */
export function integer(description: string, minimum: number, maximum: number, more?: Bounded): NumberOverlay {
  return { type: 'integer', description, minimum, maximum, ...more };
}

/** A number that may have a fraction. */
export function double(description: string, minimum: number, maximum: number, more?: Bounded): NumberOverlay {
  return { type: 'double', description, minimum, maximum, ...more };
}

/** A boolean. */
export function flag(description: string, more?: More<PlainOverlay>): PlainOverlay {
  return { type: 'flag', description, ...more };
}

/** An RFC 3339 time. */
export function time(description: string): PlainOverlay {
  return { type: 'time', description };
}

/** Any JSON value. */
export function document(description: string): PlainOverlay {
  return { type: 'document', description };
}

/** A structure with a {@link ShapeOverlay} of its own. */
export function structure(description: string, more?: More<PlainOverlay>): PlainOverlay {
  return { type: 'structure', description, ...more };
}

type ListDetails = Omit<More<ListOverlay>, 'maxItems' | 'listType' | 'keys'>;

/** A list that is replaced as a whole: its order matters, or its items have no key. */
export function list(description: string, maxItems: number, more?: ListDetails): ListOverlay {
  return { type: 'list', description, maxItems, listType: 'atomic', ...more };
}

/** A list without order and repetition. */
export function set(description: string, maxItems: number, more?: ListDetails): ListOverlay {
  return { type: 'list', description, maxItems, listType: 'set', ...more };
}

/** A list whose items are known by a key and merged one by one. */
export function keyed(description: string, maxItems: number, key: string, more?: ListDetails): ListOverlay {
  return { type: 'list', description, maxItems, listType: 'map', keys: [key], ...more };
}

/** A map of strings. */
export function map(description: string, maxProperties: number, maxValueLength: number): MapOverlay {
  return { type: 'map', description, maxProperties, value: textItem(maxValueLength) };
}

/** The items of a list of strings. */
export function textItem(maxLength: number, more?: Omit<More<TextOverlay>, 'maxLength'>): ItemOverlay {
  return { type: 'text', description: '', maxLength, ...more };
}

/** The items of a list of enumeration values. */
export function choiceItem(): ItemOverlay {
  return { type: 'choice', description: '' };
}

/** The items of a list of whole numbers. */
export function integerItem(minimum: number, maximum: number): ItemOverlay {
  return { type: 'integer', description: '', minimum, maximum };
}
