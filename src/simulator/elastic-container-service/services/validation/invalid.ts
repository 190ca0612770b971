import { AwsFault } from '../../../operation.ts';

/** The error of almost everything that ECS refuses about services. */
export function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}

/** What AWS can do and this simulator does not move yet (docs/simulator.md): said, never faked. */
export function notSimulated(what: string): AwsFault {
  return new AwsFault('UnsupportedFeatureException', `The simulator does not move ${what} yet.`);
}

/** Refuses a value that is none of the enum's, in ECS's own words. */
export function checkEnum(label: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value))
    throw invalid(`${label} should be one of [${allowed.join(',')}]`);
}
