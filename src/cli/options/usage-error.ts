/** The user asked for something that is not allowed; the message says what is. The program ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
