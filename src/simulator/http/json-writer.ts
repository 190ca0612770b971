import type { Json } from '../operation.ts';
import type { Shape } from '../input/schema.ts';

/** Members that are doubles: the SDK's schemas have one kind of number. */
const DOUBLES: ReadonlySet<string> = new Set(
  (
    'TargetValue Threshold MetricIntervalLowerBound MetricIntervalUpperBound SampleCount Average Sum Minimum Maximum ' +
    'canaryPercent stepPercent requestedTestTrafficWeight requestedProductionTrafficWeight'
  ).split(' '),
);

/**
 * An answer as JSON text. Times are written as AWS writes them, the way Java prints a double: 1.789609104292E9. Members
 * that the SDK does not know (`clusterCount`, `previousStatus`) go out too: AWS sends them.
 */
export function writeJson(value: unknown, shape: Shape | undefined): string {
  if (shape?.kind === 'timestamp' && typeof value === 'number') return writeTime(value);
  if (Array.isArray(value)) return writeList(value, shape);
  if (typeof value === 'object' && value !== null) return writeObject(value as Json, shape);
  return JSON.stringify(value);
}

function writeList(values: readonly unknown[], shape: Shape | undefined): string {
  const element = shape?.kind === 'list' ? shape.of() : undefined;
  return `[${values.map((value) => writeJson(value ?? null, element)).join(',')}]`;
}

function writeObject(value: Json, shape: Shape | undefined): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${writeMember(name, member, memberShape(shape, name))}`);
  return `{${members.join(',')}}`;
}

function writeMember(name: string, value: unknown, shape: Shape | undefined): string {
  return typeof value === 'number' && DOUBLES.has(name) ? writeDouble(value) : writeJson(value, shape);
}

function memberShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === 'map') return shape.of();
  return shape?.kind === 'structure' ? shape.members.get(name)?.shape() : undefined;
}

/** Java prints a whole double with a zero after the point (recorded): the AWS CLI shows it so. */
function writeDouble(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : JSON.stringify(value);
}

/** Java prints doubles from 10^7 on with an exponent. */
function writeTime(seconds: number): string {
  return seconds >= 1e7 ? seconds.toExponential().replace('e+', 'E') : String(seconds);
}
