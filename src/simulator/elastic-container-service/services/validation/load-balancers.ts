import type { LoadBalancer } from '@aws-sdk/client-ecs';
import { forwardsOf, isForwardedTo, isLoose } from '../../../elastic-load-balancing-v2/rules.ts';
import type { BalancingState } from '../../../elastic-load-balancing-v2/state.ts';
import type { Definition } from '../task-definitions.ts';
import { invalidParameter } from '../../parameter-rules.ts';

/** A load balancer's container and port must be in the task definition. */
export function checkContainers(loadBalancers: readonly LoadBalancer[], definition: Definition): void {
  for (const { containerName, containerPort } of loadBalancers) {
    const container = definition.containers.find(({ name }) => name === containerName);
    if (container === undefined) {
      throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    }
    const mappings = (container.portMappings ?? []).filter((mapping) => mapping.containerPort === containerPort);
    if (mappings.length === 0) {
      throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
    // As TCP and as UDP, for one: which of them is meant is not known (an error of real AWS in public issues).
    if (mappings.length > 1) {
      throw invalidParameter(
        `Container port ${containerPort} is used in more than one port mapping for container ${containerName}`,
      );
    }
  }
}

/** What a strategy that shifts traffic asks of the load balancers, and what all of them have to keep (documented texts). */
export function checkTrafficShift(strategy: string | undefined, loadBalancers: readonly LoadBalancer[]): void {
  checkGenerations(loadBalancers);
  const advanced = loadBalancers.filter((each) => each.advancedConfiguration !== undefined);
  if (strategy === undefined || strategy === 'ROLLING' || loadBalancers.length === 0) return;
  if (advanced.length === 0) {
    throw invalidParameter(
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    );
  }
  if (advanced.length < loadBalancers.length) {
    throw invalidParameter('Either all or none of the provided loadBalancers must have advancedConfiguration defined');
  }
  checkDistinct(loadBalancers);
  for (const { advancedConfiguration } of advanced) {
    checkRule('productionListenerRule', advancedConfiguration?.productionListenerRule);
    checkRule('testListenerRule', advancedConfiguration?.testListenerRule);
  }
  checkRulesDiffer(advanced);
}

function checkGenerations(loadBalancers: readonly LoadBalancer[]): void {
  if (loadBalancers.some((each) => !each.targetGroupArn && !each.loadBalancerName)) {
    throw invalidParameter('Target Group ARN and Load Balancer Name cannot both be blank.');
  }
  const classic = loadBalancers.filter((each) => each.loadBalancerName !== undefined);
  if (classic.length === 0) return;
  if (classic.length < loadBalancers.length) {
    throw invalidParameter(
      'All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining targetGroupArn)',
    );
  }
  if (classic.every((each) => each.advancedConfiguration === undefined)) return;
  throw invalidParameter('advancedConfiguration field is not allowed with ELBv1 loadBalancers');
}

function checkRulesDiffer(loadBalancers: readonly LoadBalancer[]): void {
  const rules = loadBalancers.flatMap((each) => each.advancedConfiguration?.productionListenerRule ?? []);
  const shared = loadBalancers
    .flatMap((each) => each.advancedConfiguration?.testListenerRule ?? [])
    .filter((rule) => rules.includes(rule));
  if (shared.length === 0) return;
  throw invalidParameter(
    `The following rules cannot be used as both production and test listener rules: ${shared.join(', ')}`,
  );
}

function checkDistinct(loadBalancers: readonly LoadBalancer[]): void {
  const seen = new Set<string>();
  for (const { targetGroupArn = '' } of loadBalancers) {
    if (seen.has(targetGroupArn)) throw invalidParameter(`Duplicate targetGroupArn found: ${targetGroupArn}`);
    seen.add(targetGroupArn);
  }
}

function checkRule(member: string, arn: string | undefined): void {
  if (arn === undefined || !arn.includes(':listener/app/')) return;
  throw invalidParameter(
    `${member} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${arn}`,
  );
}

/**
 * A target group that is known must take what tasks of this network mode have: addresses of their own, or ports of
 * their instance (reported for both).
 *
 * @throws AwsFault InvalidParameterException
 */
export function checkTargetTypes(
  balancing: BalancingState,
  loadBalancers: readonly LoadBalancer[],
  { networkMode }: Definition,
): void {
  const wanted = networkMode === 'awsvpc' ? 'ip' : 'instance';
  for (const { targetGroupArn = '' } of loadBalancers) {
    const type = balancing.targetGroups.get(targetGroupArn)?.settings.TargetType;
    if (type === undefined || type === wanted) continue;
    throw invalidParameter(
      `The provided target group ${targetGroupArn} has target type ${type}, which is incompatible with the ${networkMode} network mode specified in the task definition.`,
    );
  }
}

/** What is known of the load balancers when the call is made. The texts are reported and documented. */
export function checkKnownBalancers(
  balancing: BalancingState,
  strategy: string | undefined,
  loadBalancers: readonly LoadBalancer[],
): void {
  for (const { targetGroupArn = '', advancedConfiguration: advanced } of loadBalancers) {
    const groups = [targetGroupArn, advanced?.alternateTargetGroupArn ?? targetGroupArn];
    if (isLoose(balancing, targetGroupArn)) {
      throw invalidParameter(
        `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
      );
    }
    const production = forwardsOf(balancing, advanced?.productionListenerRule);
    if (production === undefined || advanced?.testListenerRule !== undefined || (strategy ?? 'ROLLING') === 'ROLLING') {
      continue;
    }
    if (groups.every((group) => isForwardedTo(production, group))) continue;
    throw invalidParameter(
      'For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup',
    );
  }
}
