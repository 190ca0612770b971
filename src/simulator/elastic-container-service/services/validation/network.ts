import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import type { Definition } from '../task-definitions.ts';
import { checkAtMost, invalidParameter } from '../../parameter-rules.ts';

/**
 * The network configuration against the task definition's network mode.
 */
export function checkNetwork(given: NetworkConfiguration | undefined, definition: Definition): void {
  const vpc = given?.awsvpcConfiguration;
  if (definition.networkMode !== 'awsvpc') {
    if (vpc === undefined) return;
    throw invalidParameter('Network Configuration is not valid for the given networkMode of this task definition.');
  }
  if (vpc === undefined) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  const { subnets = [], securityGroups = [] } = vpc;
  if (subnets.length === 0) throw invalidParameter('subnets can not be empty.');
  checkAtMost('subnets', subnets, 16);
  checkAtMost('securityGroups', securityGroups, 5);
}

/** A public address is Fargate's alone. */
export function checkPublicIp(given: NetworkConfiguration | undefined, fargate: boolean): void {
  if (given?.awsvpcConfiguration?.assignPublicIp !== 'ENABLED' || fargate) return;
  throw invalidParameter('Assign public IP is not supported for this launch type.');
}

/** As AWS stores it: every member filled in. */
export function storedNetwork(given: NetworkConfiguration | undefined): NetworkConfiguration | undefined {
  const vpc = given?.awsvpcConfiguration;
  if (vpc === undefined) return undefined;
  const { subnets, securityGroups = [], assignPublicIp = 'DISABLED' } = vpc;
  return { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp } };
}
