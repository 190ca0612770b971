import type { BalancingState, Forward, RuleRecord } from './state.ts';
import { noteUse } from './use.ts';

/**
 * Where a rule (or a Network Load Balancer's listener) forwards to: as the admin API or the ELB API has it; undefined
 * when neither knows it.
 */
export function forwardsOf(state: BalancingState, ruleArn: string | undefined): readonly Forward[] | undefined {
  if (ruleArn === undefined) return undefined;
  const rule = ruleOf(state, ruleArn);
  return state.rules.get(ruleArn) ?? (rule && forwardsIn(rule));
}

export function isForwardedTo(forwards: readonly Forward[] | undefined, targetGroupArn: string): boolean {
  return (forwards ?? []).some((forward) => forward.targetGroupArn === targetGroupArn);
}

/** The target groups of a rule that have traffic. */
export function servingGroups(forwards: readonly Forward[]): string[] {
  return forwards.filter(({ weight }) => weight > 0).map(({ targetGroupArn }) => targetGroupArn);
}

/** Whether a group is known and no listener and no rule uses it; groups that nobody described are in use. */
export function isLoose(state: BalancingState, targetGroupArn: string): boolean {
  if (state.looseGroups.has(targetGroupArn)) return true;
  const group = state.targetGroups.get(targetGroupArn);
  return group !== undefined && group.usedSince === undefined;
}

/** Gives one group this share of a rule's traffic, in percent, and another the rest. A rule unknown stays unknown. */
export function shareTraffic(
  state: BalancingState,
  ruleArn: string | undefined,
  group: { readonly to: string; readonly percent: number; readonly rest: string },
): void {
  if (ruleArn === undefined) return;
  if (state.rules.has(ruleArn)) {
    state.rules.set(ruleArn, [
      { targetGroupArn: group.rest, weight: Math.round(1_000 - group.percent * 10) / 10 },
      { targetGroupArn: group.to, weight: group.percent },
    ]);
    return;
  }
  const rule = ruleOf(state, ruleArn);
  if (rule === undefined) return;
  setWeights(rule, group);
  // A group that the rule did not have is in use from now on; its targets have been checked by then.
  noteUse(state, 0);
}

function ruleOf(state: BalancingState, arn: string): RuleRecord | undefined {
  return state.listenerRules.get(state.listeners.get(arn)?.defaultRuleArn ?? arn);
}

function forwardsIn({ actions }: RuleRecord): Forward[] {
  const groups = actions.at(-1)?.ForwardConfig?.TargetGroups ?? [];
  return groups.map(({ TargetGroupArn: targetGroupArn = '', Weight: weight = 1 }) => ({ targetGroupArn, weight }));
}

/** Weights are whole numbers up to 999. UNKNOWN: what ECS makes of a share with a fraction; here it is so many of 1,000. */
function setWeights(rule: RuleRecord, { to, percent, rest }: { to: string; percent: number; rest: string }): void {
  const scale = Number.isInteger(percent) ? 1 : 10;
  const weight = Math.round(percent * scale);
  const last = rule.actions.at(-1);
  if (last?.Type !== 'forward') return;
  const { TargetGroupArn: _single, ...action } = last;
  const groups = [
    { TargetGroupArn: rest, Weight: 100 * scale - weight },
    { TargetGroupArn: to, Weight: weight },
  ];
  rule.actions = [
    ...rule.actions.slice(0, -1),
    { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroups: groups } },
  ];
}
