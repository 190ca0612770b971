import type { Context } from '../world.ts';
import type { Json } from '../operation.ts';

/** GetCallerIdentity: who signs the calls. Any credentials are taken for the one simulated user. */
export function getCallerIdentity(context: Context): Json {
  return { Arn: context.callerArn, UserId: 'AIDASIMULATEDUSER0001', Account: context.accountId };
}
