import type { EcsService } from '../../api/resources.ts';
import { desiredTags } from '../../ecs/ownership.ts';
import { withApprovalHooks } from '../../ecs/service/approval-hooks.ts';
import type { ServiceSituation } from '../../ecs/service/situation.ts';
import type { Session } from '../framework/session.ts';
import { addressOf } from './service-address.ts';

/** What planning needs of a session, with what was read. */
export function situationOf(
  session: Session<EcsService>,
  read: Pick<ServiceSituation, 'taskDefinition' | 'observed' | 'scaling'>,
): ServiceSituation {
  const { object, owner, deps } = session;
  return {
    ...read,
    ...addressOf(object),
    uid: object.metadata.uid,
    generation: object.metadata.generation,
    annotations: object.metadata.annotations ?? {},
    spec: withApprovalHooks(object.spec),
    status: session.facts,
    owner,
    desiredTags: desiredTags(owner, deps.settings.defaultTags, object.spec.tags),
    scope: session.aws.scope,
    sent: [],
    domainNow: deps.clocks.domain.now(),
  };
}
