import { EcsServiceType } from '../../api/resources.ts';
import { APPROVAL_STAGES } from '../../ecs/service/approval-hooks.ts';
import { IGNORABLE_PATHS } from '../../ecs/service/ignored-differences.ts';
import { DEFAULT_PROGRESS_DEADLINE_SECONDS } from '../../ecs/service/progress-deadline.ts';
import { leftOut } from '../exceptions.ts';
import type { Schema } from '../schema.ts';
import { structureSchema } from '../schema-from-sdk.ts';
import type { Structure } from '../sdk/static-schema.ts';
import { ecsSource } from '../sources.ts';
import { closingColumns, column, type Kind, leadingColumns, type PrinterColumn } from './kind.ts';
import { commonFields, commonRules, type OwnFields, reference, specSchema } from './own-fields.ts';
import { READ_ONLY_OF_SERVICES, refusingReadOnly } from './read-only-members.ts';
import { serviceStatus } from './service-status.ts';
import { statusSchema } from './status-schema.ts';

const DAY_IN_SECONDS = 86_400;

const approvals: Schema = {
  description:
    'Gates: at each stage named here the deployment waits for the annotation `ecs-operator.dev/approve`, or `ecs-operator.dev/abort`. The operator adds a PAUSE hook to `deploymentConfiguration.lifecycleHooks` for each. Needs a strategy with stages: BLUE_GREEN, LINEAR or CANARY.',
  type: 'array',
  maxItems: 10,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['lifecycleStage'],
  items: {
    typeName: 'Approval',
    type: 'object',
    required: ['lifecycleStage'],
    properties: {
      lifecycleStage: {
        description:
          'Stage after which the deployment waits. PRE_PRODUCTION_TRAFFIC_SHIFT waits before each step of the traffic.',
        type: 'string',
        enum: APPROVAL_STAGES,
      },
      timeoutConfiguration: {
        typeName: 'ApprovalTimeout',
        description: 'What ECS does when nobody decides.',
        type: 'object',
        properties: {
          timeoutInMinutes: {
            description: 'Minutes to wait; 1440 when absent.',
            type: 'integer',
            format: 'int32',
            minimum: 1,
            maximum: 20_160,
          },
          action: {
            description: 'What to do then; ROLLBACK when absent.',
            type: 'string',
            enum: ['CONTINUE', 'ROLLBACK'],
          },
        },
      },
    },
  },
};

const ownFields: OwnFields = {
  taskDefinitionRef: reference('EcsTaskDefinition that the service runs; excludes `taskDefinition`.'),
  rollout: {
    typeName: 'RolloutPolicy',
    description: 'How the operator judges a rollout.',
    type: 'object',
    properties: {
      progressDeadlineSeconds: {
        description: `Seconds after which a rollout that has not ended counts as failed, bake times and pauses apart; ${DEFAULT_PROGRESS_DEADLINE_SECONDS} when absent.`,
        type: 'integer',
        format: 'int32',
        minimum: 1,
        maximum: 7 * DAY_IN_SECONDS,
      },
      approvals,
    },
  },
  ignoreDifferences: {
    description:
      'Paths that are left to others once the service exists: what is there is neither corrected nor reset nor reported, also when the spec says something else. Such as `desiredCount`, `taskDefinition`, `networkConfiguration.awsvpcConfiguration.subnets`, `tags[team]`.',
    type: 'array',
    maxItems: 50,
    'x-kubernetes-list-type': 'set',
    items: { type: 'string', minLength: 1, maxLength: 255 },
    'x-kubernetes-validations': [
      {
        rule: `self.all(path, (path.startsWith('tags[') && path.endsWith(']') && path.size() > 6) || path in [${IGNORABLE_PATHS.map((path) => `'${path}'`).join(', ')}])`,
        message:
          '`ignoreDifferences` takes paths of fields that ECS can change, or `tags[key]`; no path leads into a list',
      },
    ],
  },
  ...commonFields('Delete'),
};

const columns: readonly PrinterColumn[] = [
  ...leadingColumns,
  column('Desired', '.status.desiredCount', 'Tasks wanted in ECS.', { type: 'integer' }),
  column('Running', '.status.runningCount', 'Tasks running.', { type: 'integer' }),
  column('Revision', '.status.taskDefinition.revision', 'Family and revision that run.'),
  column('Rollout', '.status.rollout.status', 'Where the newest rollout stands.', { wide: true }),
  column('Cluster', '.status.clusterArn', 'ARN of the cluster.', { wide: true }),
  column('ARN', '.status.serviceArn', 'ARN of the service.', { wide: true }),
  ...closingColumns,
];

/** EcsService. */
export function serviceKind(): Kind {
  const source = ecsSource();
  const create = source.sdk.request('CreateService');
  refuseUnknownUpdates(create, source.sdk.request('UpdateService'));
  const mirrored = structureSchema(source, create, leftOut(create.name));
  return {
    resource: EcsServiceType,
    fileName: 'ecs-service',
    description: 'An Amazon ECS service.',
    mirrors: ['CreateService', 'UpdateService'],
    spec: refusingReadOnly(
      specSchema('EcsServiceSpec', mirrored, ownFields, commonRules),
      'DescribeServices',
      READ_ONLY_OF_SERVICES,
    ),
    status: statusSchema(serviceStatus),
    columns,
    selectableFields: ['.spec.cluster', '.spec.launchType', '.spec.taskDefinitionRef.name'],
    scale: {
      specReplicasPath: '.spec.desiredCount',
      statusReplicasPath: '.status.runningCount',
      labelSelectorPath: '.status.selector',
    },
  };
}

/** What only UpdateService takes has no place in a spec that mirrors CreateService, unless it is listed with a reason. */
function refuseUnknownUpdates(create: Structure, update: Structure): void {
  const known = new Set([...create.members.map((member) => member.name), ...leftOut(update.name)]);
  const unknown = update.members.map((member) => member.name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`only UpdateService has ${unknown.join(', ')}: list it as an exception`);
}
