import type { Json } from '../../../operation.ts';
import type { World } from '../../../world.ts';
import type { RevisionRecord } from '../state.ts';
import { compact, seconds } from './seconds.ts';

/** A service revision; lists that are empty are left out, image digests come with the first task (recorded). */
export function revisionView(world: World, revision: RevisionRecord): Json {
  return compact({
    serviceRevisionArn: revision.arn,
    serviceArn: revision.serviceArn,
    clusterArn: revision.clusterArn,
    taskDefinition: revision.taskDefinition,
    capacityProviderStrategy: revision.capacityProviderStrategy,
    launchType: revision.launchType,
    platformVersion: revision.platformVersion,
    platformFamily: revision.platformFamily,
    loadBalancers: filled(revision.loadBalancers),
    serviceRegistries: filled(revision.serviceRegistries),
    networkConfiguration: revision.networkConfiguration,
    containerImages: revision.containerImages.map((image) => withDigest(world, revision, image)),
    guardDutyEnabled: false,
    serviceConnectConfiguration: revision.serviceConnectConfiguration,
    volumeConfigurations: revision.volumeConfigurations,
    vpcLatticeConfigurations: revision.vpcLatticeConfigurations,
    gatewayConnectors: revision.gatewayConnectors,
    monitoring: revision.monitoring,
    resolvedConfiguration: resolved(revision),
    createdAt: seconds(revision.createdAt),
  });
}

/** Which target groups serve the revision, where there are two to choose from (documented members). */
function resolved(revision: RevisionRecord): Json | undefined {
  const loadBalancers = revision.loadBalancers.flatMap(({ advancedConfiguration }, index) => {
    if (advancedConfiguration === undefined) return [];
    const { productionListenerRule } = advancedConfiguration;
    return [compact({ targetGroupArn: revision.targetGroups?.[index], productionListenerRule })];
  });
  return loadBalancers.length === 0 ? undefined : { loadBalancers };
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function withDigest(world: World, revision: RevisionRecord, image: RevisionRecord['containerImages'][number]): Json {
  const service = world.services.services.get(revision.serviceArn);
  const containers = (service?.taskArns ?? [])
    .flatMap((arn) => world.services.tasks.get(arn) ?? [])
    .filter((task) => task.revisionArn === revision.arn)
    .flatMap((task) => task.containers);
  const ran = containers.find((container) => container.hasRun && container.name === image.containerName);
  return compact({ ...image, imageDigest: ran?.imageDigest });
}
