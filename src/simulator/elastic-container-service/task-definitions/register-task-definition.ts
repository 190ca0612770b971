import type { Json } from '../../operation.ts';
import { wireNow } from '../../wire-time.ts';
import type { Context } from '../../world.ts';
import type { TaskDefinitionFamily, TaskDefinitionRevision } from '../state.ts';
import { checkPassRole } from '../services/roles.ts';
import { newTags } from '../tags/tag-rules.ts';
import { clientException } from './client-exception.ts';
import { compatibilities } from './compatibilities.ts';
import type { DefinitionInput } from './definition-input.ts';
import { checkDefinition } from './definition-rules.ts';
import { readBack } from './read-back.ts';
import { requiredAttributes } from './required-attributes.ts';
import { revisionView } from './revision-view.ts';
import { normalisedCpu, normalisedMemory } from './task-size.ts';

/**
 * RegisterTaskDefinition: a new revision each time, also of the same content; a refused call uses no revision.
 *
 * @throws AwsFault ClientException
 */
export function registerTaskDefinition(context: Context, input: Json): Json {
  const definition = withNormalisedSize(input as Json & DefinitionInput);
  checkDefinition(definition);
  checkRoleNames([definition.taskRoleArn, definition.executionRoleArn]);
  checkPassRole(context, [definition.taskRoleArn, definition.executionRoleArn]);
  const tags = newTags(definition.tags, 'ClientException');
  const family = familyOf(context, definition.family);
  const revision: TaskDefinitionRevision = {
    family: family.name,
    revision: family.nextRevision,
    arn: revisionArn(context, family.name, family.nextRevision),
    status: 'ACTIVE',
    definition: { ...readBack(definition), ...computed(definition) },
    registeredAt: wireNow(context.clock),
    registeredBy: context.callerArn,
    tags,
  };
  family.revisions.set(revision.revision, revision);
  family.nextRevision += 1;
  // Beside the task definition, and absent when there are none (recorded).
  return { taskDefinition: revisionView(context, revision), ...(tags.length > 0 ? { tags } : {}) };
}

/** A role's ARN, or its name alone (API reference), which reads back as it was given. */
const ROLE = /^(?:arn:[\w-]+:iam::\d{12}:role\/.+|[\w+=,.@-]{1,64})$/;

/** @throws AwsFault ClientException "Role is not valid" (reported) */
function checkRoleNames(roles: readonly (string | undefined)[]): void {
  if (roles.every((role) => role === undefined || ROLE.test(role))) return;
  throw clientException('Role is not valid');
}

function withNormalisedSize(input: DefinitionInput): DefinitionInput {
  return {
    ...input,
    ...(input.cpu === undefined ? {} : { cpu: normalisedCpu(input.cpu) }),
    ...(input.memory === undefined ? {} : { memory: normalisedMemory(input.memory) }),
  };
}

/** requiresAttributes is absent, not empty, when nothing is required (recorded). */
function computed(definition: DefinitionInput): Json {
  const attributes = requiredAttributes(definition).map((name) => ({ name }));
  return {
    compatibilities: compatibilities(definition),
    ...(attributes.length > 0 ? { requiresAttributes: attributes } : {}),
  };
}

function familyOf(context: Context, name: string): TaskDefinitionFamily {
  const { families } = context.world.ecs;
  const family = families.get(name) ?? { name, nextRevision: 1, revisions: new Map() };
  families.set(name, family);
  return family;
}

function revisionArn(context: Context, family: string, revision: number): string {
  return `arn:aws:ecs:${context.region}:${context.accountId}:task-definition/${family}:${revision}`;
}
