import { EcsScalingType } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/status.ts';
import { leftOut } from '../exceptions.ts';
import { exactlyOne, immutable } from '../overlays/rules.ts';
import { TAGS } from '../overlays/bounds.ts';
import { keyed } from '../overlay.ts';
import type { Schema } from '../schema.ts';
import { structureSchema } from '../schema-from-sdk.ts';
import { autoScalingSource, ecsSource } from '../sources.ts';
import { closingColumns, column, type Kind, leadingColumns } from './kind.ts';
import { commonFields, commonRules, type OwnFields, reference, specSchema } from './own-fields.ts';
import { commonStatus, count, line, lines, type PropertiesOf, records, statusSchema } from './status-schema.ts';

/** Quotas of Application Auto Scaling per scalable target. */
const POLICIES = 50;
const SCHEDULED_ACTIONS = 200;

const ADVICE = 'create another EcsScaling and delete this one';

const rules = [
  exactlyOne('serviceRef', 'resourceId'),
  immutable('resourceId', ADVICE),
  {
    rule: 'has(self.serviceRef) == has(oldSelf.serviceRef) && (!has(self.serviceRef) || self.serviceRef.name == oldSelf.serviceRef.name)',
    message: `\`serviceRef\` must not change: ${ADVICE}`,
  },
  ...commonRules,
];

const status = {
  ...commonStatus,
  resourceId: line('`service/<cluster>/<service>`.'),
  scalableTargetArn: line('ARN of the scalable target.'),
  minCapacity: count('Fewest tasks, in force.'),
  maxCapacity: count('Most tasks, in force.'),
  policies: records(
    'Policies that this object made.',
    100,
    { name: line('Name.', 256), policyArn: line('ARN.'), alarms: lines('ARNs of its alarms.', 32, line('ARN.')) },
    ['name', 'policyArn'],
  ),
  scheduledActions: records(
    'Scheduled actions that this object made.',
    SCHEDULED_ACTIONS * 2,
    { name: line('Name.', 256), scheduledActionArn: line('ARN.') },
    ['name', 'scheduledActionArn'],
  ),
  appliedMinCapacity: count('Fewest tasks, as last sent.'),
  appliedMaxCapacity: count('Most tasks, as last sent.'),
  suspensionOwned: { description: 'The spec has named `suspendedState`.', type: 'boolean' },
  ownedPolicies: lines('Policies that the spec names or named.', 100, line('Name.', 256)),
  ownedScheduledActions: lines('Scheduled actions that the spec names or named.', 400, line('Name.', 256)),
  taggedGeneration: count('Generation for which the tags were last written.'),
  foreign: lines('Policies and actions on the target that are not ours.', 300, line('Name.', 256)),
  ownedTagKeys: lines('Keys of the tags that the operator wrote.', 64, line('Key.', 128)),
} satisfies PropertiesOf<EcsScalingStatus>;

/** EcsScaling. */
export function scalingKind(): Kind {
  const source = autoScalingSource();
  const request = source.sdk.request('RegisterScalableTarget');
  const mirrored = structureSchema(source, request, leftOut(request.name));
  const own: OwnFields = {
    serviceRef: reference('EcsService that is scaled; excludes `resourceId`. Immutable.'),
    ...namedLists(source),
    tags: tags(),
    ...commonFields('Delete'),
  };
  return {
    resource: EcsScalingType,
    fileName: 'ecs-scaling',
    description: 'Application Auto Scaling of one Amazon ECS service: bounds, policies and scheduled actions.',
    mirrors: ['RegisterScalableTarget', 'PutScalingPolicy', 'PutScheduledAction'],
    spec: { ...specSchema('EcsScalingSpec', mirrored, own, rules), required: ['minCapacity', 'maxCapacity'] },
    status: statusSchema(status),
    columns: [
      ...leadingColumns,
      column('Min', '.status.minCapacity', 'Fewest tasks, in force.', { type: 'integer' }),
      column('Max', '.status.maxCapacity', 'Most tasks, in force.', { type: 'integer' }),
      column('Target', '.status.resourceId', 'What is scaled.'),
      column('ARN', '.status.scalableTargetArn', 'ARN of the scalable target.', { wide: true }),
      ...closingColumns,
    ],
    selectableFields: ['.spec.serviceRef.name', '.spec.resourceId'],
  };
}

function namedLists(source: ReturnType<typeof autoScalingSource>): OwnFields {
  const policy = source.sdk.request('PutScalingPolicy');
  const action = source.sdk.request('PutScheduledAction');
  return {
    policies: namedList(
      'Scaling policies, by name. The one that asks for most tasks wins.',
      POLICIES,
      'ScalingPolicy',
      structureSchema(source, policy, leftOut(policy.name)),
    ),
    scheduledActions: namedList(
      'Changes of the bounds at set times, by name.',
      SCHEDULED_ACTIONS,
      'ScheduledAction',
      structureSchema(source, action, leftOut(action.name)),
    ),
  };
}

function namedList(description: string, maxItems: number, typeName: string, item: Schema) {
  const name: Schema = { description: 'Name, unique on the target.', type: 'string', minLength: 1, maxLength: 256 };
  return {
    description,
    type: 'array',
    maxItems,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: {
      ...item,
      typeName,
      required: ['name', ...(item.required ?? [])],
      properties: { name, ...item.properties },
    },
  } as const;
}

/** Application Auto Scaling takes a map; manifests have the list that ECS takes, so that tags look alike in all kinds. */
function tags(): Schema & { description: string } {
  const description = 'Tags of the scalable target, by key.';
  const { sdk, overlays, fieldName } = ecsSource();
  const request = sdk.request('TagResource');
  const own = { [request.name]: { members: { tags: keyed(description, TAGS, 'key') } } };
  const schema = structureSchema(
    { sdk, fieldName, overlays: { ...overlays, ...own } },
    request,
    new Set(['resourceArn']),
  );
  return { ...schema.properties?.['tags'], description };
}
