import { EcsScalingType } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { leftOut } from '../exceptions.ts';
import { exactlyOne, immutable } from '../overlays/rules.ts';
import { TAGS } from '../overlays/bounds.ts';
import { keyed } from '../overlay.ts';
import type { Schema } from '../schema.ts';
import { structureSchema } from '../schema-from-sdk.ts';
import { autoScalingSource, cloudWatchSource, ecsSource } from '../sources.ts';
import { closingColumns, column, type Kind, leadingColumns } from './kind.ts';
import { commonFields, commonRules, type OwnFields, reference, specSchema } from './own-fields.ts';
import { commonStatus, count, line, lines, moment, type PropertiesOf, records, statusSchema } from './status-schema.ts';

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
  {
    rule: '!has(self.policies) || self.policies.all(p, !has(p.alarm) || !has(p.alarm.alarmName) || self.policies.filter(q, has(q.alarm) && has(q.alarm.alarmName) && q.alarm.alarmName == p.alarm.alarmName).size() == 1)',
    message: '`policies[].alarm.alarmName` must differ: an alarm belongs to one policy',
  },
  ...commonRules,
];

/** Printable ASCII (PutScalingPolicy). */
const POLICY_NAME = '^[ -~]+$';
/** No control characters, no colon, slash or bar, no space at either end (PutScheduledAction). */
const ACTION_NAME = String.raw`^[^ \x00-\x1f\x7f-\x9f:/|]([^\x00-\x1f\x7f-\x9f:/|]*[^ \x00-\x1f\x7f-\x9f:/|])?$`;

const alarmOfStepPolicy = {
  rule: "!has(self.alarm) || self.policyType == 'StepScaling'",
  message: '`alarm` is for StepScaling: AWS makes the alarms of the other types itself',
};

const status = {
  ...commonStatus,
  resourceId: line('`service/<cluster>/<service>`.'),
  scalableTargetArn: line('ARN of the scalable target.'),
  minCapacity: count('Fewest tasks, in force.'),
  maxCapacity: count('Most tasks, in force.'),
  boundsSetBy: line('Who set these bounds: Spec, ScheduledAction/<name>, or External.', 300),
  policies: records(
    'Policies that this object made.',
    100,
    {
      name: line('Name.', 256),
      policyArn: line('ARN.'),
      alarms: lines('Names of its alarms.', 32, line('Name.', 255)),
    },
    ['name', 'policyArn'],
  ),
  targetGroups: records(
    'Labels of the target groups whose requests policies count.',
    POLICIES,
    { targetGroupArn: line('ARN.'), resourceLabel: line('As Application Auto Scaling calls it.', 1023) },
    ['targetGroupArn', 'resourceLabel'],
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
  ownedAlarms: lines('Alarms that the spec names or named.', 100, line('Name.', 255)),
  taggedGeneration: count('Generation for which the tags were last written.'),
  foreign: lines('Policies and actions on the target that are not ours.', 300, line('Name.', 256)),
  foreignCount: count('How many these are.'),
  ownedTagKeys: lines('Keys of the tags that the operator wrote.', 64, line('Key.', 128)),
  activities: records(
    'The newest scaling activities, newest first.',
    10,
    {
      startedAt: moment('When it began.'),
      endedAt: moment('When it ended.'),
      status: line('As AWS has it.', 64),
      cause: line('What brought it about.'),
      message: line('What became of it, or why nothing was changed.'),
    },
    ['startedAt', 'status', 'cause', 'message'],
  ),
  activitiesCount: count('Desired count for which the activities were read.'),
  alarmsWithoutData: lines('Alarms that have lacked data for half an hour.', 100, line('Name.', 255)),
} satisfies PropertiesOf<EcsScalingStatus>;

/** EcsScaling. */
export function scalingKind(): Kind {
  const source = autoScalingSource();
  const request = source.sdk.request('RegisterScalableTarget');
  const mirrored = structureSchema(source, request, leftOut(request.name));
  return {
    resource: EcsScalingType,
    fileName: 'ecs-scaling',
    description:
      'Application Auto Scaling of one Amazon ECS service: bounds, policies with their alarms, and scheduled actions.',
    mirrors: ['RegisterScalableTarget', 'PutScalingPolicy', 'PutScheduledAction', 'PutMetricAlarm'],
    spec: {
      ...specSchema('EcsScalingSpec', mirrored, ownFields(source), rules),
      required: ['minCapacity', 'maxCapacity'],
    },
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

function ownFields(source: ReturnType<typeof autoScalingSource>): OwnFields {
  return {
    serviceRef: reference('EcsService that is scaled; excludes `resourceId`. Immutable.'),
    boundsPolicy: {
      description:
        'Enforce puts `minCapacity` and `maxCapacity` back whenever AWS has others; Initial sends them when they change, so that scheduled actions and others may move the bounds. When absent: Initial where scheduled actions exist, else Enforce.',
      type: 'string',
      enum: ['Initial', 'Enforce'],
    },
    ...namedLists(source),
    tags: tags(),
    ...commonFields('Delete'),
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
      POLICY_NAME,
      withAlarm(withTargetGroup(structureSchema(source, policy, leftOut(policy.name)))),
    ),
    scheduledActions: namedList(
      'Changes of the bounds at set times, by name.',
      SCHEDULED_ACTIONS,
      'ScheduledAction',
      ACTION_NAME,
      structureSchema(source, action, leftOut(action.name)),
    ),
  };
}

/** The reference in place of a label that people would have to compose. */
function withTargetGroup(policy: Schema): Schema {
  const targetGroupArn: Schema = {
    description:
      'ARN of the target group whose requests a metric of a load balancer counts, in place of its `resourceLabel`. May be absent where the service has one target group.',
    type: 'string',
    maxLength: 2048,
    pattern: '^arn:[^:]+:elasticloadbalancing:[^:]*:[^:]*:targetgroup/[^/]+/[^/]+$',
  };
  return { ...policy, properties: { ...policy.properties, targetGroupArn } };
}

/** The alarm in the place of the policy that it calls. */
function withAlarm(policy: Schema): Schema {
  const source = cloudWatchSource();
  const request = source.sdk.request('PutMetricAlarm');
  const { required = [], ...alarm } = structureSchema(source, request, leftOut(request.name));
  const description = 'The CloudWatch alarm that calls the policy; the operator makes it and points it at the policy.';
  return {
    ...policy,
    properties: {
      ...policy.properties,
      alarm: {
        ...alarm,
        typeName: 'StepAlarm',
        description,
        required: required.filter((name) => name !== 'alarmName'),
      },
    },
    'x-kubernetes-validations': [...(policy['x-kubernetes-validations'] ?? []), alarmOfStepPolicy],
  };
}

function namedList(description: string, maxItems: number, typeName: string, pattern: string, item: Schema) {
  const name: Schema = {
    description: 'Name, unique on the target.',
    type: 'string',
    minLength: 1,
    maxLength: 256,
    pattern,
  };
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
