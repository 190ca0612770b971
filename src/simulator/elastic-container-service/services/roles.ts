import { AwsFault } from '../../operation.ts';
import { namedState, outerState } from '../../outer-world/facts.ts';
import type { OuterWorldState } from '../../outer-world/state.ts';
import type { Context } from '../../world.ts';
import { invalidParameter } from '../parameter-rules.ts';

export const SERVICE_LINKED_ROLE = 'AWSServiceRoleForECS';

/** Whether ECS can assume a role: it is there, and trusts ECS. */
export function isAssumable(outer: OuterWorldState, roleArn: string | undefined): boolean {
  const state = outerState(outer, 'role', roleArn);
  return state !== 'missing' && state !== 'not-assumable';
}

/**
 * A role that a task would run with.
 *
 * @throws AwsFault ClientException when ECS cannot assume it, missing or not trusting (recorded text)
 */
export function checkTaskRoles(outer: OuterWorldState, roleArns: readonly (string | undefined)[]): void {
  const broken = roleArns.find((role) => !isAssumable(outer, role));
  if (broken === undefined) return;
  throw new AwsFault(
    'ClientException',
    `ECS was unable to assume the role '${broken}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
  );
}

/**
 * Whoever names a role in a call has to be allowed to pass it on to ECS (reported text).
 *
 * @throws AwsFault AccessDeniedException
 */
export function checkPassRole(context: Context, roleArns: readonly (string | undefined)[]): void {
  const denied = roleArns.find((role) => outerState(context.world.outer, 'role', role) === 'not-permitted');
  if (denied === undefined) return;
  throw new AwsFault(
    'AccessDeniedException',
    `User: ${context.callerArn} is not authorized to perform: iam:PassRole on resource: ${denied} because no identity-based policy allows the iam:PassRole action`,
  );
}

/**
 * A service that needs ECS's service-linked role. Where it is missing the call fails and makes it, so that the same call
 * succeeds moments later (reported); where it may not be made, every call fails.
 *
 * @throws AwsFault InvalidParameterException
 */
export function checkLinkedRole(outer: OuterWorldState): void {
  const state = namedState(outer, 'role', SERVICE_LINKED_ROLE);
  if (state === undefined) return;
  if (state === 'missing') outer.facts.delete(`role ${SERVICE_LINKED_ROLE}`);
  throw invalidParameter(
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  );
}
