import { Reason } from '../../api/reasons.ts';
import type { EcsScaling, EcsService } from '../../api/resources.ts';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { TargetGroupLabel } from '../../api/scaling-status.ts';
import { openLabels, resourceLabel, withResourceLabels } from '../../ecs/scaling/resource-label.ts';
import type { OpenLabel } from '../../ecs/scaling/resource-label.ts';
import type { Store } from '../../kube/port.ts';
import type { Session } from '../framework/session.ts';
import { STALLED_RETRY_MS } from '../framework/verdict.ts';
import type { Verdict } from '../framework/verdict.ts';
import { readServiceByResourceId } from './scaled-service.ts';

/** How often a load balancer that is not there yet is looked for. */
const BALANCER_POLL_MS = 60_000;

export type LabelledSpec = { readonly kind: 'labelled'; readonly spec: EcsScalingSpec } | Verdict;

/**
 * The spec with the labels of the target groups that its policies count the requests of. Which load balancer a group
 * belongs to is asked once for a generation, and when the service gets another group; status keeps the answer.
 *
 * @throws AwaitToken, AwsError
 */
export async function labelTargetGroups(
  session: Session<EcsScaling>,
  services: Store<EcsService>,
): Promise<LabelledSpec> {
  const { spec } = session.object;
  const open = openLabels(spec);
  if (open.length === 0) return { kind: 'labelled', spec: withoutLabels(session) };
  const groups = open.some(({ targetGroupArn }) => targetGroupArn === undefined)
    ? await groupsOfService(session, services)
    : [];
  const [only] = groups;
  const unnamed = open.find(({ targetGroupArn }) => targetGroupArn === undefined);
  if (unnamed !== undefined && groups.length !== 1) return undecided(unnamed, groups);
  const arns = [...new Set(open.flatMap(({ targetGroupArn }) => targetGroupArn ?? only ?? []))];
  const labels = known(session, arns) ?? (await ask(session, arns));
  const lacking = arns.find((arn) => !labels.some(({ targetGroupArn }) => targetGroupArn === arn));
  if (lacking !== undefined) return unbalanced(lacking);
  session.facts = { ...session.facts, targetGroups: labels };
  return { kind: 'labelled', spec: withResourceLabels(spec, labels, only) };
}

/** Nothing to look up: what was looked up before is forgotten. */
function withoutLabels(session: Session<EcsScaling>): EcsScalingSpec {
  const { targetGroups: _former, ...facts } = session.facts;
  session.facts = facts;
  return withResourceLabels(session.object.spec, [], undefined);
}

async function groupsOfService(session: Session<EcsScaling>, services: Store<EcsService>): Promise<string[]> {
  const { metadata, spec } = session.object;
  const balancers =
    spec.serviceRef === undefined
      ? (await readServiceByResourceId(session))?.loadBalancers
      : services.get(`${metadata.namespace}/${spec.serviceRef.name}`)?.spec.loadBalancers;
  return [...new Set((balancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []))];
}

function known({ facts, object }: Session<EcsScaling>, arns: readonly string[]): TargetGroupLabel[] | undefined {
  if (facts.taggedGeneration !== object.metadata.generation) return undefined;
  const labels = (facts.targetGroups ?? []).filter(({ targetGroupArn }) => arns.includes(targetGroupArn));
  return labels.length === arns.length ? labels : undefined;
}

async function ask(session: Session<EcsScaling>, arns: readonly string[]): Promise<TargetGroupLabel[]> {
  const { TargetGroups: groups = [] } = await session.aws.call(
    'DescribeTargetGroups',
    { TargetGroupArns: [...arns] },
    session.call,
  );
  return groups.flatMap(({ TargetGroupArn: targetGroupArn = '', LoadBalancerArns: [balancer] = [] }) => {
    const label = balancer === undefined ? undefined : resourceLabel(balancer, targetGroupArn);
    return label === undefined ? [] : [{ targetGroupArn, resourceLabel: label }];
  });
}

function undecided({ policy }: OpenLabel, groups: readonly string[]): Verdict {
  if (groups.length === 0) {
    const message = `Policy ${policy} counts the requests of the service's target group, and the service has none.`;
    return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: BALANCER_POLL_MS };
  }
  const message = `Policy ${policy} counts the requests of one target group, and the service has ${groups.length}: name it in targetGroupArn.`;
  return { kind: 'stalled', reason: Reason.InvalidSpec, message, againMs: STALLED_RETRY_MS };
}

function unbalanced(arn: string): Verdict {
  const message = `No Application Load Balancer uses ${arn} yet.`;
  return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: BALANCER_POLL_MS };
}
