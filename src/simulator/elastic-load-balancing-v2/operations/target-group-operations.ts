import type {
  CreateTargetGroupInput,
  DescribeTargetGroupsInput,
  ModifyTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { newTargetGroupArn } from '../arns.ts';
import { findLoadBalancer, findTargetGroup } from '../find.ts';
import { markedPage } from '../pages.ts';
import { checkName } from '../refusals.ts';
import type { TargetGroupRecord } from '../state.ts';
import { mergedTags } from '../tags.ts';
import { changedSettings, newSettings } from '../target-group-settings.ts';

/** CreateTargetGroup: again with the same settings it answers with the one that is there (recorded). */
export function createTargetGroup(context: Context, input: Json): Json {
  const request = input as Json & CreateTargetGroupInput;
  const name = request.Name ?? '';
  checkName('Target group', name);
  const settings = newSettings(withoutBlanks(request));
  const { targetGroups } = context.world.balancing;
  const existing = [...targetGroups.values()].find((group) => group.settings.TargetGroupName === name);
  if (existing !== undefined && JSON.stringify(existing.settings) !== JSON.stringify(settings)) {
    throw new AwsFault(
      'DuplicateTargetGroupName',
      `A target group with the same name '${name}' exists, but with different settings`,
    );
  }
  const tags = mergedTags(new Map(), request.Tags ?? []);
  const group = existing ?? {
    arn: newTargetGroupArn(context, name),
    settings,
    tags,
    attributes: new Map(),
    targets: [],
    users: [],
  };
  targetGroups.set(group.arn, group);
  return { TargetGroups: [settingsView(group)] };
}

/** Terraform's provider sends an empty `ProtocolVersion`, and AWS takes it for none. */
function withoutBlanks(request: CreateTargetGroupInput): CreateTargetGroupInput {
  const { ProtocolVersion: version, ...rest } = request;
  return version === '' ? rest : request;
}

/** DescribeTargetGroups: all, those of a load balancer, or those that are named. @throws AwsFault TargetGroupNotFound */
export function describeTargetGroups({ world }: Context, input: Json): Json {
  const {
    LoadBalancerArn: balancer,
    TargetGroupArns: arns = [],
    Names: names = [],
  } = input as DescribeTargetGroupsInput;
  if (balancer !== undefined) findLoadBalancer(world.balancing, balancer);
  const all = [...world.balancing.targetGroups.values()];
  const isMissing =
    arns.some((arn) => !world.balancing.targetGroups.has(arn)) ||
    names.some((name) => !all.some(({ settings }) => settings.TargetGroupName === name));
  if (isMissing) throw new AwsFault('TargetGroupNotFound', 'One or more target groups not found');
  const isNamed = ({ arn, settings }: TargetGroupRecord): boolean =>
    arns.length + names.length === 0 || arns.includes(arn) || names.includes(settings.TargetGroupName ?? '');
  const wanted = all.filter((group) => isNamed(group) && (balancer === undefined || group.users.includes(balancer)));
  const { items, marker } = markedPage(wanted, input);
  return { TargetGroups: items.map(view), ...marker };
}

export function modifyTargetGroup({ world }: Context, input: Json): Json {
  const request = input as Json & ModifyTargetGroupInput;
  const group = findTargetGroup(world.balancing, request.TargetGroupArn ?? '');
  group.settings = changedSettings(group.settings, request);
  return { TargetGroups: [view(group)] };
}

/** DeleteTargetGroup: not while a listener or rule uses it; one that is not there is no error. */
export function deleteTargetGroup({ world }: Context, input: Json): Json {
  const arn = String(input['TargetGroupArn']);
  if ((world.balancing.targetGroups.get(arn)?.users ?? []).length > 0) {
    throw new AwsFault('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`);
  }
  world.balancing.targetGroups.delete(arn);
  return {};
}

function view(group: TargetGroupRecord): Json {
  return { ...settingsView(group), LoadBalancerArns: group.users };
}

/** What CreateTargetGroup tells: no list of load balancers, not even of a group that some use (recorded). */
function settingsView({ arn, settings }: TargetGroupRecord): Json {
  return { TargetGroupArn: arn, ...settings };
}
