import { adminAction } from '../admin-action.ts';
import { noteTargetChange } from '../elastic-container-service/services/target-changes.ts';
import { AwsFault, type Json } from '../operation.ts';
import type { Context, WorldOperation } from '../world.ts';
import { findTargetGroup } from './find.ts';
import type { VpcRecord } from './state.ts';
import { isRange } from './target-rules.ts';
import { findTarget } from './targets.ts';

interface RuleRequest {
  readonly ruleArn: string;
  readonly forwards: readonly { readonly targetGroupArn: string; readonly weight?: number }[];
}

interface TargetGroupRequest {
  readonly targetGroupArn: string;
  readonly used: boolean;
}

interface TargetHealthRequest {
  readonly targetGroupArn: string;
  readonly id: string;
  readonly port?: number;
  readonly healthy: boolean;
  readonly reason?: string;
}

interface VpcRequest {
  readonly vpcId: string;
  readonly cidrBlocks: string[];
  readonly subnets?: VpcRecord['subnets'];
}

const text = { type: 'string', minLength: 1 };
const forward = {
  type: 'object',
  additionalProperties: false,
  properties: { targetGroupArn: text, weight: { type: 'number', minimum: 0, maximum: 999 } },
  required: ['targetGroupArn'],
};
const subnet = {
  type: 'object',
  additionalProperties: false,
  properties: { subnetId: text, cidrBlock: text, availabilityZone: text },
  required: ['subnetId', 'cidrBlock'],
};

/** Actions of `POST /_sim/balancing/<name>`: what is set up in load balancers, as far as deployments look at it. */
export const balancingAdminActions: Record<string, WorldOperation> = {
  'put-rule': adminAction<RuleRequest>(
    { members: { ruleArn: text, forwards: { type: 'array', items: forward } }, required: ['ruleArn', 'forwards'] },
    putRule,
  ),
  'put-target-group': adminAction<TargetGroupRequest>(
    { members: { targetGroupArn: text, used: { type: 'boolean' } }, required: ['targetGroupArn', 'used'] },
    putTargetGroup,
  ),
  'put-target-health': adminAction<TargetHealthRequest>(
    {
      members: {
        targetGroupArn: text,
        id: text,
        port: { type: 'integer', minimum: 1, maximum: 65_535 },
        healthy: { type: 'boolean' },
        reason: text,
      },
      required: ['targetGroupArn', 'id', 'healthy'],
    },
    putTargetHealth,
  ),
  'put-vpc': adminAction<VpcRequest>(
    {
      members: { vpcId: text, cidrBlocks: { type: 'array', items: text }, subnets: { type: 'array', items: subnet } },
      required: ['vpcId', 'cidrBlocks'],
    },
    putVpc,
  ),
  rules: adminAction({ members: {} }, rules),
};

/**
 * A listener rule (or a Network Load Balancer's listener) `ruleArn` forwards to these groups from now on; deployments
 * that shift traffic check it and set its weights.
 */
function putRule(context: Context, { ruleArn, forwards }: RuleRequest): Json {
  const read = forwards.map(({ targetGroupArn, weight = 1 }) => ({ targetGroupArn, weight }));
  context.world.balancing.rules.set(ruleArn, read);
  return {};
}

/** Whether any listener or rule uses `targetGroupArn` (`used`); every group is used until this says otherwise. */
function putTargetGroup(context: Context, { targetGroupArn, used }: TargetGroupRequest): Json {
  const { looseGroups } = context.world.balancing;
  if (used) looseGroups.delete(targetGroupArn);
  else looseGroups.add(targetGroupArn);
  return {};
}

/**
 * Target `id` of a group fails its checks from now on, for this reason (`Health checks failed` when absent), or passes
 * them again.
 */
function putTargetHealth(context: Context, request: TargetHealthRequest): Json {
  const { targetGroupArn, id, port, healthy, reason = 'Health checks failed' } = request;
  const target = findTarget(findTargetGroup(context.world.balancing, targetGroupArn), { id, port });
  if (target === undefined) throw invalid(`there is no target ${id}`);
  target.failing = healthy ? undefined : { since: context.clock.now(), reason };
  noteTargetChange(context, id);
  return {};
}

/** What ranges a VPC and its subnets have: targets must be within them from now on. */
function putVpc({ world }: Context, { vpcId, cidrBlocks, subnets = [] }: VpcRequest): Json {
  const ranges = [...cidrBlocks, ...subnets.map(({ cidrBlock }) => cidrBlock)];
  const wrong = ranges.find((range) => !isRange(range));
  if (wrong !== undefined) throw invalid(`${wrong} is no CIDR block`);
  world.balancing.vpcs.set(vpcId, { cidrBlocks, subnets });
  return {};
}

/** The rules that were put, with their weights as they are now. */
function rules(context: Context): Json {
  const { balancing } = context.world;
  return { rules: [...balancing.rules].map(([ruleArn, forwards]) => ({ ruleArn, forwards })) };
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}
