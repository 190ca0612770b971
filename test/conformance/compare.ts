/** How far a comparison goes, beyond the values themselves. */
export interface CompareRules {
  /** Paths whose values differ every time: only their presence counts. */
  readonly volatile: readonly string[];
  /** Paths of lists whose order counts. */
  readonly ordered: readonly string[];
  /** Paths that are not looked at. */
  readonly ignore: readonly string[];
  /** Paths of objects that may have more members than expected. */
  readonly partial: readonly string[];
}

/** Members that the wire has and the recordings, taken through the AWS CLI, have not. */
const WIRE_ONLY = new Set(['clusterCount', 'previousStatus']);

/** Lists whose order always counts, as `recorded/README.md` says. */
const ORDERED = ['$..deployments', '$..events', '$..ScalingActivities', '$..messages', '$..sequence', '$..timeline'];

/** An object with all of one of these groups is a whole one: what it does not have, AWS did not send. */
const WHOLE: readonly (readonly string[])[] = [
  ['arn', 'reason'],
  ['key', 'value'],
  ['clusterArn', 'statistics'],
  ['compatibilities', 'containerDefinitions', 'family'],
  ['serviceArn', 'createdAt', 'placementStrategy'],
  ['taskArn', 'containers', 'clusterArn', 'lastStatus'],
  ['serviceRevisionArn', 'clusterArn'],
  ['serviceDeploymentArn', 'clusterArn', 'deploymentConfiguration'],
  ['ResourceId', 'ServiceNamespace', 'ScalableDimension'],
];

/**
 * Compares an answer with the recorded one; gives a line for each difference. Objects that are whole in the recording
 * must have exactly its members, others at least; lists must have the same length.
 */
export function differences(expected: unknown, actual: unknown, rules: CompareRules): string[] {
  return compareValue(expected, actual, '$', false, rules);
}

function compareValue(
  expected: unknown,
  actual: unknown,
  path: string,
  inWhole: boolean,
  rules: CompareRules,
): string[] {
  if (matches(path, rules.ignore)) return [];
  if (matches(path, rules.volatile)) return actual === undefined ? [`${path}: absent`] : [];
  if (Array.isArray(expected)) return compareList(expected, actual, path, inWhole, rules);
  if (typeof expected === 'object' && expected !== null) {
    return compareObject(expected as Record<string, unknown>, actual, path, inWhole, rules);
  }
  if (typeof expected === 'string') return textMatches(expected, actual) ? [] : [differs(path, expected, actual)];
  return expected === actual ? [] : [differs(path, expected, actual)];
}

function compareObject(
  expected: Record<string, unknown>,
  actual: unknown,
  path: string,
  inWhole: boolean,
  rules: CompareRules,
): string[] {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return [differs(path, expected, actual)];
  const found = actual as Record<string, unknown>;
  const whole = (inWhole || isWhole(expected, path)) && !matches(path, rules.partial);
  const missing = Object.entries(expected).flatMap(([key, value]) =>
    compareValue(value, found[key], `${path}.${key}`, whole, rules),
  );
  if (!whole) return missing;
  const more = Object.keys(found)
    .filter((key) => !(key in expected) && !WIRE_ONLY.has(key) && !matches(`${path}.${key}`, rules.ignore))
    .map((key) => `${path}.${key}: not expected, but is ${JSON.stringify(found[key])}`);
  return [...missing, ...more];
}

/** The top is whole when everything in it is: then nothing was cut away. */
function isWhole(expected: Record<string, unknown>, path: string): boolean {
  if (WHOLE.some((group) => group.every((key) => key in expected))) return true;
  return path === '$' && Object.values(expected).every(isWholeValue);
}

function isWholeValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isWholeValue);
  return typeof value !== 'object' || value === null || isWhole(value as Record<string, unknown>, '');
}

function compareList(
  expected: readonly unknown[],
  actual: unknown,
  path: string,
  inWhole: boolean,
  rules: CompareRules,
): string[] {
  if (!Array.isArray(actual)) return [differs(path, expected, actual)];
  if (actual.length !== expected.length) {
    return [`${path}: ${expected.length} expected, ${actual.length} found: ${JSON.stringify(actual)}`];
  }
  const compare = (value: unknown, found: unknown, index: number): string[] =>
    compareValue(value, found, `${path}[${index}]`, inWhole, rules);
  if (matches(path, ORDERED) || matches(path, rules.ordered)) {
    return expected.flatMap((value, index) => compare(value, actual[index], index));
  }
  return compareUnordered(expected, actual, compare);
}

/** Gives each expected element the found one that is nearest to it. */
function compareUnordered(
  expected: readonly unknown[],
  actual: readonly unknown[],
  compare: (value: unknown, found: unknown, index: number) => string[],
): string[] {
  const rest = [...actual];
  return expected.flatMap((value, index) => {
    const scores = rest.map((found) => compare(value, found, index));
    const best = scores.reduce((a, b, at) => (b.length < (scores[a]?.length ?? 0) ? at : a), 0);
    rest.splice(best, 1);
    return scores[best] ?? [];
  });
}

/** `<...>` in the expected text stands for any text; as the whole text, for any value. */
export function textMatches(expected: string, actual: unknown): boolean {
  if (/^<[^<>]*>$/.test(expected)) return actual !== undefined && actual !== null;
  if (typeof actual !== 'string') return false;
  const parts = maskIds(expected)
    .split(/<[^<>]*>/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.+')}$`, 's').test(actual);
}

/** Ids of a recording are no one else's: long numbers, UUIDs and long hexadecimal numbers become placeholders. */
function maskIds(text: string): string {
  return text.replaceAll(/\d{15,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/g, '<id>');
}

/** Whether `path` (`$.a[0].b`) is one of the patterns: `$.a[*].b` in full, or `$..b` for its end. */
export function matches(path: string, patterns: readonly string[]): boolean {
  const plain = path.replaceAll(/\[\d+\]/g, '[*]');
  return patterns.some((pattern) =>
    pattern.startsWith('$..') ? plain.endsWith(`.${pattern.slice(3)}`) : plain === pattern,
  );
}

function differs(path: string, expected: unknown, actual: unknown): string {
  return `${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual) ?? 'nothing'}`;
}
