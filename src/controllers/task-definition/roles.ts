import { Reason } from '../../api/reasons.ts';
import type { EcsTaskDefinition } from '../../api/resources.ts';
import { referredField, roleArn } from '../../ecs/task-definition/role-reference.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';

/** How often an object that does not tell its ARN yet is looked at. */
const ROLE_POLL_MS = 15_000;

const ROLES = [
  ['executionRoleRef', 'executionRoleArn'],
  ['taskRoleRef', 'taskRoleArn'],
] as const;

/** Whether the spec names IAM roles by other objects. */
export function hasRoleReferences({ spec }: EcsTaskDefinition): boolean {
  return ROLES.some(([reference]) => spec[reference] !== undefined);
}

/** Takes the ARNs that the spec's references stand for into the facts; a verdict where one is not there yet. */
export async function resolveRoles(session: Session<EcsTaskDefinition>): Promise<Verdict | undefined> {
  const { spec, metadata } = session.object;
  for (const [reference, arn] of ROLES) {
    const given = spec[reference];
    const { [arn]: _former, ...facts } = session.facts;
    session.facts = facts;
    if (given === undefined) continue;
    const field = referredField(given);
    const { fieldPath: _path, ...object } = field;
    const reading = await session.deps.kube.readForeign({ ...object, namespace: metadata.namespace });
    const role = roleArn(field, reading);
    if (role.kind === 'waiting') return waits(`\`${reference}\`: ${role.message}`);
    session.facts = { ...session.facts, [arn]: role.arn };
  }
  return undefined;
}

function waits(message: string): Verdict {
  return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: ROLE_POLL_MS };
}
