import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';

/**
 * What becomes of each member of the spec. A member that a new SDK version brings fails the type check here until
 * somebody has decided about it.
 *
 * - `updatable`: has rules in field-rules.ts;
 * - `creation`: only CreateService takes it;
 * - `decided`: sent as another part of the domain decides (name, tags, count, task definition);
 * - `own`: never sent to AWS.
 */
const SPEC_MEMBERS = {
  serviceName: 'decided',
  cluster: 'decided',
  taskDefinition: 'decided',
  desiredCount: 'decided',
  tags: 'decided',
  launchType: 'creation',
  role: 'creation',
  schedulingStrategy: 'creation',
  availabilityZoneRebalancing: 'updatable',
  loadBalancers: 'updatable',
  serviceRegistries: 'updatable',
  capacityProviderStrategy: 'updatable',
  platformVersion: 'updatable',
  deploymentConfiguration: 'updatable',
  placementConstraints: 'updatable',
  placementStrategy: 'updatable',
  networkConfiguration: 'updatable',
  healthCheckGracePeriodSeconds: 'updatable',
  deploymentController: 'updatable',
  enableECSManagedTags: 'updatable',
  propagateTags: 'updatable',
  enableExecuteCommand: 'updatable',
  serviceConnectConfiguration: 'updatable',
  volumeConfigurations: 'updatable',
  vpcLatticeConfigurations: 'updatable',
  gatewayConnectors: 'updatable',
  monitoring: 'updatable',
  taskDefinitionRef: 'own',
  rollout: 'own',
  deletionPolicy: 'own',
  adoptionPolicy: 'own',
  driftPolicy: 'own',
  suspend: 'own',
  ignoreDifferences: 'own',
  region: 'own',
} as const satisfies Record<keyof EcsServiceSpec, 'updatable' | 'creation' | 'decided' | 'own'>;

/** Whether CreateService gets this member of the spec as it stands. */
export function isSentAtCreation(member: string): boolean {
  const fate = (SPEC_MEMBERS as Record<string, string>)[member];
  return fate === 'updatable' || fate === 'creation';
}

/** The members that field-rules.ts must have rules for. */
export function updatableMembers(): readonly string[] {
  return Object.entries(SPEC_MEMBERS).flatMap(([member, fate]) => (fate === 'updatable' ? [member] : []));
}
