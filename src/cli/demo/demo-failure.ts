/** A step of the demo did not happen; the message says which, and what was seen instead. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

/** The user pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(signal: string) {
    super(`interrupted by ${signal}`);
  }
}
