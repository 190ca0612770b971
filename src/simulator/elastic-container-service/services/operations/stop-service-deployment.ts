import type { StopServiceDeploymentRequest } from '@aws-sdk/client-ecs';
import { AwsFault, type Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { planNext } from '../engine/advance.ts';
import { failPrimary, STOPPED_BY_USER } from '../engine/rollback.ts';
import type { ServiceDeploymentRecord, ServiceRecord } from '../state.ts';
import { notSimulated } from '../validation/not-simulated.ts';
import { sceneOf } from '../engine/scene.ts';
import { wake } from '../wake.ts';

/**
 * StopServiceDeployment: rolls an open deployment back, with or without a circuit breaker; repeated while it rolls
 * back it changes nothing (documented). UNKNOWN: the text of ConflictException, and what ABORT does.
 */
export function stopServiceDeployment(context: Context, input: Json): Json {
  const request = input as Partial<StopServiceDeploymentRequest>;
  const arn = request.serviceDeploymentArn ?? '';
  const record = context.world.services.serviceDeployments.get(arn);
  if (record === undefined || record.recordedAt > context.clock.now()) {
    throw new AwsFault('ServiceDeploymentNotFoundException', 'The service deployment does not exist.');
  }
  if (request.stopType === 'ABORT') throw notSimulated('deployments stopped with ABORT');
  if (record.rollback !== undefined && record.finishedAt === undefined) return { serviceDeploymentArn: arn };
  rollBack(context, openServiceOf(context, record));
  return { serviceDeploymentArn: arn };
}

function openServiceOf(context: Context, record: ServiceDeploymentRecord): ServiceRecord {
  const service = context.world.services.services.get(record.serviceArn);
  if (service?.currentServiceDeployment === record.arn) return service;
  throw new AwsFault(
    'ConflictException',
    `The service deployment is in status ${record.status} and cannot be stopped.`,
  );
}

function rollBack(context: Context, service: ServiceRecord): void {
  const now = context.clock.now();
  const scene = sceneOf(context, service);
  failPrimary(scene, STOPPED_BY_USER, true, now);
  planNext(scene, now);
  wake(context.world.services);
}
