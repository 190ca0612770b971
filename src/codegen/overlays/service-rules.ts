import type { Rule } from '../overlay.ts';
import { immutable, immutableWithDefault } from './rules.ts';

const ADVICE = 'create another EcsService and delete this one';
const ON_FARGATE = "has(self.launchType) && self.launchType == 'FARGATE'";
const IS_DAEMON = "has(self.schedulingStrategy) && self.schedulingStrategy == 'DAEMON'";
const IS_EXTERNAL = "has(self.deploymentController) && self.deploymentController.type == 'EXTERNAL'";
const ADOPTS = "has(self.adoptionPolicy) && self.adoptionPolicy != 'Never'";
const STRATEGY = 'has(self.deploymentConfiguration) && has(self.deploymentConfiguration.strategy)';

function without(condition: string, list: string, message: string): Rule {
  return { rule: `!(${condition}) || !has(self.${list}) || self.${list}.size() == 0`, message };
}

const taskDefinitionRules: readonly Rule[] = [
  {
    rule: '!(has(self.taskDefinition) && has(self.taskDefinitionRef))',
    message: '`taskDefinition` and `taskDefinitionRef` exclude each other',
  },
  {
    rule: `has(self.taskDefinition) || has(self.taskDefinitionRef) || (${IS_EXTERNAL}) || (${ADOPTS})`,
    message:
      'one of `taskDefinition` and `taskDefinitionRef` must be set, unless `adoptionPolicy` takes a service over',
  },
];

const launchRules: readonly Rule[] = [
  without(
    'has(self.launchType)',
    'capacityProviderStrategy',
    '`launchType` and `capacityProviderStrategy` exclude each other',
  ),
  {
    rule: `!(${ON_FARGATE}) || (${IS_EXTERNAL}) || (has(self.networkConfiguration) && has(self.networkConfiguration.awsvpcConfiguration))`,
    message: '`networkConfiguration.awsvpcConfiguration` must be set when `launchType` is FARGATE',
  },
  without(ON_FARGATE, 'placementStrategy', '`placementStrategy` must be empty when `launchType` is FARGATE'),
  without(ON_FARGATE, 'placementConstraints', '`placementConstraints` must be empty when `launchType` is FARGATE'),
];

const daemonRules: readonly Rule[] = [
  {
    rule: `!(${IS_DAEMON}) || !has(self.desiredCount)`,
    message: '`desiredCount` must be absent when `schedulingStrategy` is DAEMON',
  },
  {
    rule: `!(${IS_DAEMON}) || !(${ON_FARGATE})`,
    message: '`launchType` must not be FARGATE when `schedulingStrategy` is DAEMON',
  },
  without(
    IS_DAEMON,
    'capacityProviderStrategy',
    '`capacityProviderStrategy` must be empty when `schedulingStrategy` is DAEMON',
  ),
  without(IS_DAEMON, 'placementStrategy', '`placementStrategy` must be empty when `schedulingStrategy` is DAEMON'),
];

const deploymentRules: readonly Rule[] = [
  {
    rule: "!has(self.availabilityZoneRebalancing) || self.availabilityZoneRebalancing != 'ENABLED' || !has(self.deploymentConfiguration) || !has(self.deploymentConfiguration.maximumPercent) || self.deploymentConfiguration.maximumPercent > 100",
    message: '`deploymentConfiguration.maximumPercent` must be over 100 when `availabilityZoneRebalancing` is ENABLED',
  },
  {
    rule: '!has(self.loadBalancers) || self.loadBalancers.all(l, has(l.advancedConfiguration)) || self.loadBalancers.all(l, !has(l.advancedConfiguration))',
    message: 'all or none of `loadBalancers` must have `advancedConfiguration`',
  },
  {
    rule: `!(${STRATEGY}) || self.deploymentConfiguration.strategy == 'ROLLING' || !has(self.loadBalancers) || self.loadBalancers.all(l, has(l.advancedConfiguration))`,
    message:
      '`loadBalancers[].advancedConfiguration` must be set when `deploymentConfiguration.strategy` is not ROLLING',
  },
];

const approvalRules: readonly Rule[] = [
  {
    rule: `!has(self.rollout) || !has(self.rollout.approvals) || self.rollout.approvals.size() == 0 || (${STRATEGY} && self.deploymentConfiguration.strategy != 'ROLLING')`,
    message:
      '`rollout.approvals` needs `deploymentConfiguration.strategy` BLUE_GREEN, LINEAR or CANARY: a rolling update has no stages to wait at',
  },
];

const transitionRules: readonly Rule[] = [
  immutable('serviceName', ADVICE),
  immutableWithDefault('cluster', 'default', ADVICE),
  immutable('role', ADVICE),
  immutableWithDefault('schedulingStrategy', 'REPLICA', ADVICE),
  {
    rule: '!has(self.launchType) || !has(oldSelf.launchType) || self.launchType == oldSelf.launchType',
    message:
      '`launchType` must not change to another one: use `capacityProviderStrategy`, or create another EcsService',
  },
];

/** What ECS is sure to refuse, refused by the API server; the rest is left to AWS. */
export const serviceRules: readonly Rule[] = [
  ...taskDefinitionRules,
  ...launchRules,
  ...daemonRules,
  ...deploymentRules,
  ...approvalRules,
  ...transitionRules,
];
