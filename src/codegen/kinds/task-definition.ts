import { EcsTaskDefinitionType } from '../../api/resources.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { leftOut } from '../exceptions.ts';
import { structureSchema } from '../schema-from-sdk.ts';
import { ecsSource } from '../sources.ts';
import { closingColumns, column, type Kind, leadingColumns } from './kind.ts';
import { commonFields, commonRules, specSchema } from './own-fields.ts';
import { commonStatus, count, line, lines, moment, type PropertiesOf, records, statusSchema } from './status-schema.ts';

const status = {
  ...commonStatus,
  family: line('Family of the revisions.', 255),
  taskDefinitionArn: line('ARN of the revision that carries the spec.'),
  revision: count('Number of that revision.'),
  specHash: line('Hash of the spec that the revision carries.', 128),
  registeredGeneration: count('Generation that the revision carries.'),
  revisions: records(
    'Revisions that this object registered and that are ACTIVE, newest last.',
    1000,
    {
      revision: count('Number.'),
      hash: line('Hash of its spec.', 128),
      registeredAt: moment('When it was registered.'),
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
      ...specSchema('EcsTaskDefinitionSpec', mirrored, commonFields('Retain'), commonRules),
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
