import type { Service } from '@aws-sdk/client-ecs';
import { tagList } from '../ownership.ts';
import type { TagChange } from '../ownership.ts';
import type { ServiceAction } from './action.ts';
import { countNotices } from './count-notices.ts';
import { existingFacts } from './existing-facts.ts';
import { findDifferences } from './find-differences.ts';
import { decideGates, NO_GATES } from './gates.ts';
import { adoptsService } from './identity.ts';
import { serviceReadiness } from './readiness.ts';
import { describeSelection, OBSERVED, select } from './sent-and-withheld.ts';
import type { ServicePlan } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';
import { updateAction } from './update-action.ts';

/** Plans for an existing service of ours: one sparse update, then tags. */
export function planExistingService(situation: ServiceSituation, service: Service): ServicePlan {
  const findings = findDifferences(situation, service);
  const { selection, withheld } = select(situation, service, findings);
  const update = updateAction(situation, findings.comparison, selection, service);
  const updates = update === undefined ? [] : [update];
  const tags = tagActions(service, selection.tags);
  const { rollout = situation.status.rollout } = findings.rollout;
  const gates = update?.startsDeployment === true ? NO_GATES : decideGates(situation, rollout);
  const facts = existingFacts({ situation, service, findings, update, gates, withheld });
  // What is taken over is marked as ours before anything else.
  const ordered = adoptsService(situation, service) ? [...tags, ...updates] : [...updates, ...tags];
  const actions = [...ordered, ...gates.actions];
  const notices = [...gates.notices, ...countNotices(situation, findings.count, service.desiredCount)];
  const changes = describeSelection(selection, service);
  const differing = (why?: string): string[] =>
    withheld.filter((one) => why === undefined || one.why === why).flatMap(({ differences }) => differences);
  if (situation.spec.suspend === true) {
    return { actions, changes, withheld, notices, facts, outcome: { kind: 'suspended', differences: differing() } };
  }
  const outcome = serviceReadiness({
    situation,
    service,
    rollout: facts.rollout,
    toDo: changes,
    observed: differing(OBSERVED),
    unavailableSince: facts.unavailableSince,
    countOwner: facts.desiredCountOwner,
  });
  return { actions, changes, withheld, notices, facts, outcome };
}

function tagActions(service: Service, change: TagChange | undefined): readonly ServiceAction[] {
  const resourceArn = service.serviceArn ?? '';
  const { set = {}, remove = [] } = change ?? {};
  const actions: ServiceAction[] = [];
  if (Object.keys(set).length > 0)
    actions.push({ operation: 'TagResource', input: { resourceArn, tags: tagList(set) } });
  if (remove.length > 0) actions.push({ operation: 'UntagResource', input: { resourceArn, tagKeys: [...remove] } });
  return actions;
}
