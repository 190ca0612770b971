import type { CaseSetups } from '../setup.ts';
import { setups as accountAndProtection } from './account-and-protection.ts';
import { setups as capacity } from './capacity.ts';
import { setups as capacityProviders } from './capacity-providers.ts';
import { setups as cloudWatch } from './cloudwatch.ts';
import { setups as clusters } from './clusters.ts';
import { deletionAndListing, setups as creation } from './create-service.ts';
import { setups as descriptions } from './describe-services.ts';
import { setups as loadBalancers } from './load-balancers.ts';
import { setups as outerWorld } from './outer-world.ts';
import { setups as scalableTargets } from './scalable-targets.ts';
import { setups as scalingActivities } from './scaling-activities.ts';
import { setups as scalingPolicies } from './scaling-policies.ts';
import { setups as scheduledActions } from './scheduled-actions.ts';
import { setups as serviceDeployments } from './service-deployments.ts';
import { setups as tags } from './tags.ts';
import { setups as taskDefinitions } from './task-definitions.ts';
import { setups as taskFates } from './task-fates.ts';
import { setups as runningTasks } from './tasks.ts';
import { setups as runTask } from './run-task.ts';
import { balancerSetups, setups as trafficShifts } from './traffic-shifts.ts';
import { setups as updates } from './update-service.ts';

const files: readonly CaseSetups[] = [
  clusters,
  capacityProviders,
  capacity,
  outerWorld,
  cloudWatch,
  accountAndProtection,
  tags,
  taskDefinitions,
  creation,
  deletionAndListing,
  updates,
  descriptions,
  serviceDeployments,
  runTask,
  trafficShifts,
  balancerSetups,
  loadBalancers,
  runningTasks,
  taskFates,
  scheduledActions,
  scalingPolicies,
  scalingActivities,
  scalableTargets,
];

/** Every set-up, by case id. A case that two files set up is an error, not an override. */
export const setups: CaseSetups = merge(files);

function merge(all: readonly CaseSetups[]): CaseSetups {
  const ids = all.flatMap((file) => Object.keys(file));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new Error(`set up twice: ${twice.join(', ')}`);
  return Object.assign({}, ...all) as CaseSetups;
}
