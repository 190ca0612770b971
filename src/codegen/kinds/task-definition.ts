import { EcsTaskDefinitionType } from '../../api/resources.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { REMEMBERED_REVISIONS } from '../../ecs/task-definition/revision.ts';
import type { Rule } from '../overlay.ts';
import { leftOut } from '../exceptions.ts';
import { structureSchema } from '../schema-from-sdk.ts';
import { ecsSource } from '../sources.ts';
import { closingColumns, column, type Kind, leadingColumns } from './kind.ts';
import { commonFields, commonRules, objectField, type OwnFields, specSchema } from './own-fields.ts';
import { READ_ONLY_OF_TASK_DEFINITIONS, refusingReadOnly } from './read-only-members.ts';
import { commonStatus, count, line, lines, moment, type PropertiesOf, records, statusSchema } from './status-schema.ts';

const ownFields: OwnFields = {
  executionRoleRef: objectField(
    'An object that tells the ARN of the execution role; excludes `executionRoleArn`. The role has to be there before anything is registered.',
  ),
  taskRoleRef: objectField(
    'An object that tells the ARN of the task role; excludes `taskRoleArn`. The role has to be there before anything is registered.',
  ),
  revisionHistoryLimit: {
    description:
      'How many of the ACTIVE revisions that this object registered stay, the current one included; 10 when absent. Older ones are deregistered, but never one that an EcsService asks for, runs or could be rolled back to.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: REMEMBERED_REVISIONS,
  },
  ...commonFields('Retain'),
};

const rules: readonly Rule[] = [
  ...['executionRole', 'taskRole'].map((role) => ({
    rule: `!(has(self.${role}Arn) && has(self.${role}Ref))`,
    message: `\`${role}Arn\` and \`${role}Ref\` exclude each other`,
  })),
  ...commonRules,
];

const status = {
  ...commonStatus,
  family: line('Family of the revisions.', 255),
  taskDefinitionArn: line('ARN of the revision that carries the spec.'),
  revision: count('Number of that revision.'),
  executionRoleArn: line('ARN that `executionRoleRef` stands for.'),
  taskRoleArn: line('ARN that `taskRoleRef` stands for.'),
  specHash: line('Hash of the spec that the revision carries.', 128),
  registeredGeneration: count('Generation that the revision carries.'),
  revisions: records(
    'Revisions that this object registered or adopted and that are ACTIVE, newest last.',
    1000,
    {
      revision: count('Number.'),
      hash: line('Hash of its spec.', 128),
      registeredAt: moment('When it was registered.'),
      adopted: { description: 'Somebody else registered it; it is never deregistered.', type: 'boolean' },
    },
    ['revision', 'hash', 'registeredAt'],
  ),
  ownedTagKeys: lines('Keys of the tags that the operator wrote.', 64, line('Key.', 128)),
  lastVerifiedAt: moment('When AWS was last asked about the revision.'),
} satisfies PropertiesOf<EcsTaskDefinitionStatus>;

/** EcsTaskDefinition. */
export function taskDefinitionKind(): Kind {
  const source = ecsSource();
  const request = source.sdk.request('RegisterTaskDefinition');
  const mirrored = structureSchema(source, request, leftOut(request.name));
  return {
    resource: EcsTaskDefinitionType,
    fileName: 'ecs-task-definition',
    description: 'A family of Amazon ECS task definitions whose newest revision carries the spec.',
    mirrors: ['RegisterTaskDefinition'],
    spec: {
      ...refusingReadOnly(
        specSchema('EcsTaskDefinitionSpec', mirrored, ownFields, rules),
        'DescribeTaskDefinition',
        READ_ONLY_OF_TASK_DEFINITIONS,
      ),
      required: ['containerDefinitions'],
    },
    status: statusSchema(status),
    columns: [
      ...leadingColumns,
      column('Family', '.status.family', 'Family of the revisions.'),
      column('Revision', '.status.revision', 'Revision that carries the spec.', { type: 'integer' }),
      column('ARN', '.status.taskDefinitionArn', 'ARN of that revision.', { wide: true }),
      ...closingColumns,
    ],
    selectableFields: ['.spec.family'],
  };
}
