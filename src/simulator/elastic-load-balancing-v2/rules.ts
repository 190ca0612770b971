import type { BalancingState, Forward } from './state.ts';

/** Where a rule forwards to; undefined when nothing was said about it. */
export function forwardsOf(state: BalancingState, ruleArn: string | undefined): readonly Forward[] | undefined {
  return ruleArn === undefined ? undefined : state.rules.get(ruleArn);
}

export function isForwardedTo(forwards: readonly Forward[] | undefined, targetGroupArn: string): boolean {
  return (forwards ?? []).some((forward) => forward.targetGroupArn === targetGroupArn);
}

/** The target groups of a rule that have traffic. */
export function servingGroups(forwards: readonly Forward[]): string[] {
  return forwards.filter(({ weight }) => weight > 0).map(({ targetGroupArn }) => targetGroupArn);
}

/** Gives one group this share of a rule's traffic, in percent, and another the rest. A rule unknown stays unknown. */
export function shareTraffic(
  state: BalancingState,
  ruleArn: string | undefined,
  group: { readonly to: string; readonly percent: number; readonly rest: string },
): void {
  if (ruleArn === undefined || !state.rules.has(ruleArn)) return;
  state.rules.set(ruleArn, [
    { targetGroupArn: group.rest, weight: Math.round(1_000 - group.percent * 10) / 10 },
    { targetGroupArn: group.to, weight: group.percent },
  ]);
}
