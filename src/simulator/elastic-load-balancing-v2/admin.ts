import { AwsFault, type Json } from '../operation.ts';
import type { Context, WorldOperation } from '../world.ts';
import type { Forward } from './state.ts';

/** Actions of `POST /_sim/balancing/<name>`: what is set up in load balancers, as far as deployments look at it. */
export const balancingAdminActions: Record<string, WorldOperation> = {
  'put-rule': putRule,
  'put-target-group': putTargetGroup,
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

/** The rules that were put, with their weights as they are now. */
function rules(context: Context): Json {
  const { balancing } = context.world;
  return { rules: [...balancing.rules].map(([ruleArn, forwards]) => ({ ruleArn, forwards })) };
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}
