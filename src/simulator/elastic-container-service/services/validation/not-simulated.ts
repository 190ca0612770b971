import { AwsFault } from '../../../operation.ts';

/** What AWS can do and this simulator does not move yet (docs/simulator.md): said, never faked. */
export function notSimulated(what: string): AwsFault {
  return new AwsFault('UnsupportedFeatureException', `The simulator does not move ${what} yet.`);
}
