import type { LoadBalancer } from '@aws-sdk/client-ecs';
import { forwardsOf, isForwardedTo, servingGroups, shareTraffic } from '../../../../elastic-load-balancing-v2/rules.ts';
import { isAssumable } from '../../roles.ts';
import type { RevisionRecord, ServiceDeploymentRecord, ServiceRecord } from '../../state.ts';
import type { Surroundings } from '../scene.ts';

/**
 * The target group that a new revision's tasks join, for each of its load balancers: where traffic is shifted the one
 * that the traffic is not at, else always the first (documented). A rule that is known tells where the traffic is.
 */
export function chooseGroups({ world }: Surroundings, service: ServiceRecord): string[] {
  const { strategy = 'ROLLING' } = service.settings.deploymentConfiguration;
  const holder = world.services.revisions.get(service.lastCompleted?.revisionArn ?? '');
  return service.rollout.loadBalancers.map((balancer) => {
    const [first, second] = pairOf(balancer);
    const known = forwardsOf(world.balancing, balancer.advancedConfiguration?.productionListenerRule);
    const live = known === undefined ? undefined : servingGroups(known)[0];
    const held = (holder?.targetGroups ?? []).find((group) => group === first || group === second);
    const blue = live ?? held;
    if (strategy === 'ROLLING') return held ?? first;
    return holder !== undefined && blue === first ? (second ?? first) : first;
  });
}

/** Sets the weights of the rules that are known to those of the deployment: after a shift and in a rollback. */
export function moveTraffic({ world }: Surroundings, record: ServiceDeploymentRecord): void {
  const revision = world.services.revisions.get(record.targetRevisionArn);
  if (revision === undefined || record.lifecycle === undefined) return;
  const { testWeight, productionWeight } = record.lifecycle;
  for (const { balancer, group, other } of groupsOf(revision)) {
    const rules = balancer.advancedConfiguration;
    const share = (rule: string | undefined, percent: number): void =>
      shareTraffic(world.balancing, rule, { to: group, percent, rest: other });
    share(rules?.testListenerRule, testWeight);
    share(rules?.productionListenerRule, productionWeight);
  }
}

/**
 * A deployment that shifts no more has no stage (documented), and the traffic is the old revision's again, at once
 * (UNKNOWN: whether AWS does). One that never moved any leaves the rules alone.
 */
export function returnTraffic(surroundings: Surroundings, record: ServiceDeploymentRecord): void {
  const { lifecycle } = record;
  if (lifecycle === undefined) return;
  const moved = lifecycle.testWeight + lifecycle.productionWeight > 0;
  Object.assign(lifecycle, { stage: undefined, testWeight: 0, productionWeight: 0, hooks: [] });
  if (lifecycle.holderArn !== undefined && moved) moveTraffic(surroundings, record);
}

/** What is wrong with the load balancers when a shift begins, in AWS's words (documented). */
export function networkProblem({ world }: Surroundings, record: ServiceDeploymentRecord): string | undefined {
  const revision = world.services.revisions.get(record.targetRevisionArn);
  for (const { balancer } of revision === undefined ? [] : groupsOf(revision)) {
    const role = balancer.advancedConfiguration?.roleArn ?? '';
    if (!isAssumable(world.outer, role)) {
      return `${INVALID}. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role '${role}'.`;
    }
    const problem = ruleProblem(world.balancing, balancer);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const INVALID = 'Service deployment rolled back because of invalid networking configuration';

function ruleProblem(state: Parameters<typeof forwardsOf>[0], balancer: LoadBalancer): string | undefined {
  const { productionListenerRule, testListenerRule } = balancer.advancedConfiguration ?? {};
  const production = forwardsOf(state, productionListenerRule);
  if (production === undefined) return undefined;
  const [first, second = first] = pairOf(balancer);
  const serving = servingGroups(production);
  const stranger = serving.find((group) => group !== first && group !== second);
  if (stranger !== undefined) {
    return `${INVALID}. Production listener rule is forwarding traffic to unexpected target group ${stranger}. Expected traffic to be forwarded to either targetGroupArn: ${first} or alternateTargetGroupArn: ${second}`;
  }
  const test = forwardsOf(state, testListenerRule);
  const isOpen = testListenerRule !== undefined && test === undefined;
  const lost = [first, second].find((group) => !isForwardedTo(production, group) && !isForwardedTo(test, group));
  if (lost !== undefined && !isOpen) {
    // A colon here, a full stop in the others (documented).
    return `${INVALID}: Target group ${lost} is not associated with either productionListenerRule or testListenerRule.`;
  }
  if (serving.length === 1) return undefined;
  return `${INVALID}. productionListenerRule ${productionListenerRule} should have exactly one target group serving traffic but found ${serving.length} target groups which are serving traffic`;
}

interface Pair {
  readonly balancer: LoadBalancer;
  /** The group of the new revision, and the other one. */
  readonly group: string;
  readonly other: string;
}

function groupsOf(revision: RevisionRecord): Pair[] {
  return revision.loadBalancers.flatMap((balancer, index) => {
    const [first, second] = pairOf(balancer);
    if (second === undefined) return [];
    const group = revision.targetGroups?.[index] ?? first;
    return [{ balancer, group, other: group === first ? second : first }];
  });
}

function pairOf({ targetGroupArn = '', advancedConfiguration }: LoadBalancer): [string, string | undefined] {
  return [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn];
}
