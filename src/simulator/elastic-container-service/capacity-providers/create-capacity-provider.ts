import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import type { CapacityProvider } from '../state.ts';
import { newTags } from '../tags/tag-rules.ts';
import { isDeleted, lookUpProvider, providerArn } from './find-provider.ts';
import { groupProvider } from './group-provider.ts';
import { providerView } from './provider-view.ts';

/** CreateCapacityProvider of an Auto Scaling group: ACTIVE at once (documented). The group itself is taken to exist. */
export function createCapacityProvider(context: Context, input: Json): Json {
  const name = text(input, 'name') ?? '';
  checkName(name);
  const group = groupOf(input);
  if (lookUpProvider(context, name) !== undefined) {
    throw refused(
      'The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.',
    );
  }
  checkUnused(context, group);
  const provider: CapacityProvider = {
    name,
    arn: providerArn(context, name),
    autoScalingGroupProvider: groupProvider({}, group),
    tags: newTags(input['tags'] as Json[] | undefined),
  };
  context.world.ecs.capacityProviders.set(name, provider);
  return { capacityProvider: providerView(context, provider, true) };
}

/** The rule is documented, and so are the words. */
function checkName(name: string): void {
  if (/^[A-Za-z0-9_-]{1,255}$/.test(name) && !/^(aws|ecs|fargate)/i.test(name)) return;
  throw refused(
    'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
  );
}

function groupOf(input: Json): Json {
  if (input['managedInstancesProvider'] !== undefined) {
    throw new AwsFault('UnsupportedFeatureException', 'Capacity providers of Managed Instances are not simulated.');
  }
  const group = input['autoScalingGroupProvider'] as Json | undefined;
  // UNKNOWN: the words, after those for Managed Instances.
  if (group === undefined) {
    throw refused('The Auto Scaling group provider details are required when creating a capacity provider.');
  }
  // A name has been taken in place of an ARN since 2024, hence no more than "not empty".
  if (!group['autoScalingGroupArn']) throw refused('The specified Auto Scaling group ARN is invalid.');
  return group;
}

/** UNKNOWN: the words; a group can be in one provider only (documented). */
function checkUnused(context: Context, group: Json): void {
  const taken = [...context.world.ecs.capacityProviders.values()].some(
    (other) =>
      !isDeleted(context, other) &&
      other.autoScalingGroupProvider['autoScalingGroupArn'] === group['autoScalingGroupArn'],
  );
  if (!taken) return;
  throw refused(
    'The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.',
  );
}

function refused(message: string): AwsFault {
  return new AwsFault('ClientException', message);
}
