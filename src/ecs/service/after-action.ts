import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { ServiceAction } from './action.ts';
import { primaryDeployment } from './live-fields.ts';
import type { ObservedService } from './situation.ts';

/**
 * What is known of the service after a call was answered, without reading it again. The answer of UpdateService
 * carries no tags (recorded), and what was read of the former PRIMARY deployment does not hold for a new one.
 */
export function afterAction(
  observed: ObservedService,
  action: ServiceAction,
  answer: { readonly service?: Service | undefined },
): ObservedService {
  switch (action.operation) {
    case 'CreateService':
    case 'DeleteService':
      return { service: answer.service };
    case 'UpdateService':
      return afterUpdate(observed, answer.service);
    case 'ContinueServiceDeployment':
      return withDeployment(observed, (deployment) => ({
        ...deployment,
        lifecycleHookDetails: deployment.lifecycleHookDetails?.filter(({ hookId }) => hookId !== action.input.hookId),
      }));
    case 'StopServiceDeployment':
      return withDeployment(observed, (deployment) => ({ ...deployment, status: 'ROLLBACK_REQUESTED' }));
    case 'TagResource': {
      const set = action.input.tags ?? [];
      return withTags(observed, (tags) => [...tags.filter(({ key }) => !set.some((tag) => tag.key === key)), ...set]);
    }
    case 'UntagResource': {
      const removed = action.input.tagKeys ?? [];
      return withTags(observed, (tags) => tags.filter(({ key }) => key === undefined || !removed.includes(key)));
    }
  }
}

function afterUpdate(observed: ObservedService, answer: Service | undefined): ObservedService {
  if (answer === undefined) return observed;
  const service = { ...answer, tags: observed.service?.tags };
  const before = observed.service === undefined ? undefined : primaryDeployment(observed.service)?.id;
  return primaryDeployment(answer)?.id === before ? { ...observed, service } : { service };
}

/** The answers carry an ARN alone; what they mean is seen at the next look, and must not be asked for twice until then. */
function withDeployment(
  observed: ObservedService,
  change: (deployment: ServiceDeployment) => ServiceDeployment,
): ObservedService {
  return observed.deployment === undefined ? observed : { ...observed, deployment: change(observed.deployment) };
}

type Tags = NonNullable<Service['tags']>;

function withTags(observed: ObservedService, change: (tags: Tags) => Tags): ObservedService {
  if (observed.service === undefined) return observed;
  return { ...observed, service: { ...observed.service, tags: change(observed.service.tags ?? []) } };
}
