import { noteTargetChange } from '../elastic-container-service/services/target-changes.ts';
import { AwsFault, type Json } from '../operation.ts';
import type { Context, WorldOperation } from '../world.ts';
import { findTargetGroup } from './find.ts';
import type { Forward, VpcRecord } from './state.ts';
import { isRange } from './target-rules.ts';
import { findTarget } from './targets.ts';

/** Actions of `POST /_sim/balancing/<name>`: what is set up in load balancers, as far as deployments look at it. */
export const balancingAdminActions: Record<string, WorldOperation> = {
  'put-rule': putRule,
  'put-target-group': putTargetGroup,
  'put-target-health': putTargetHealth,
  'put-vpc': putVpc,
  rules,
};

/**
 * A listener rule (or a Network Load Balancer's listener) `ruleArn` forwards to these groups from now on; deployments
 * that shift traffic check it and set its weights.
 */
function putRule(context: Context, input: Json): Json {
  const { ruleArn, forwards } = input as { ruleArn?: string; forwards?: Partial<Forward>[] };
  if (ruleArn === undefined || !Array.isArray(forwards)) throw invalid('ruleArn or forwards is missing');
  const read = forwards.map(({ targetGroupArn, weight = 1 }) => {
    if (targetGroupArn === undefined) throw invalid('forwards[].targetGroupArn is missing');
    return { targetGroupArn, weight };
  });
  context.world.balancing.rules.set(ruleArn, read);
  return {};
}

/** Whether any listener or rule uses `targetGroupArn` (`used`); every group is used until this says otherwise. */
function putTargetGroup(context: Context, input: Json): Json {
  const { targetGroupArn, used } = input as { targetGroupArn?: string; used?: boolean };
  if (targetGroupArn === undefined || used === undefined) throw invalid('targetGroupArn or used is missing');
  const { looseGroups } = context.world.balancing;
  if (used) looseGroups.delete(targetGroupArn);
  else looseGroups.add(targetGroupArn);
  return {};
}

/**
 * Target `id` of a group fails its checks from now on, for this reason (`Health checks failed` when absent), or passes
 * them again.
 */
function putTargetHealth(context: Context, input: Json): Json {
  const { targetGroupArn, id, port, healthy, reason = 'Health checks failed' } = input as TargetHealthInput;
  if (targetGroupArn === undefined || id === undefined || healthy === undefined) {
    throw invalid('targetGroupArn, id or healthy is missing');
  }
  const target = findTarget(findTargetGroup(context.world.balancing, targetGroupArn), { id, port });
  if (target === undefined) throw invalid(`there is no target ${id}`);
  target.failing = healthy ? undefined : { since: context.clock.now(), reason };
  noteTargetChange(context, id);
  return {};
}

interface TargetHealthInput {
  targetGroupArn?: string;
  id?: string;
  port?: number;
  healthy?: boolean;
  reason?: string;
}

/** What ranges a VPC and its subnets have: targets must be within them from now on. */
function putVpc({ world }: Context, input: Json): Json {
  const { vpcId, cidrBlocks, subnets = [] } = input as { vpcId?: string } & Partial<VpcRecord>;
  if (vpcId === undefined || !Array.isArray(cidrBlocks) || !Array.isArray(subnets)) {
    throw invalid('vpcId, cidrBlocks or subnets is missing');
  }
  const ranges = [...cidrBlocks, ...subnets.map(({ cidrBlock }) => cidrBlock)].map(String);
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
