import type { StopServiceDeploymentRequest } from '@aws-sdk/client-ecs';
import { AwsFault, type Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { planNext } from '../engine/advance.ts';
import { abortPrimary, failPrimary, STOPPED_BY_USER } from '../engine/rollback.ts';
import { checkOneOf } from '../../parameter-rules.ts';
import { findServiceDeployment } from '../find-service.ts';
import type { ServiceDeploymentRecord, ServiceRecord } from '../state.ts';
import { sceneOf } from '../engine/scene.ts';
import { wake } from '../wake.ts';

/**
 * StopServiceDeployment: rolls an open deployment back, with or without a circuit breaker; repeated while it rolls
 * back it changes nothing (documented). UNKNOWN: the text of ConflictException, and what ABORT does, of which the API
 * has the name only: here it stops the deployment where it is, the worst of both worlds.
 */
export function stopServiceDeployment(context: Context, input: Json): Json {
  const request = input as Partial<StopServiceDeploymentRequest>;
  const arn = request.serviceDeploymentArn ?? '';
  checkOneOf('stopType', request.stopType, ['ABORT', 'ROLLBACK']);
  const record = findServiceDeployment(context, arn);
  const stops = record.pendingChange?.status === 'STOPPED' && record.status === 'STOP_REQUESTED';
  if ((record.rollback !== undefined || stops) && record.finishedAt === undefined) return { serviceDeploymentArn: arn };
  stop(context, openServiceOf(context, record), request.stopType ?? 'ROLLBACK');
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

function stop(context: Context, service: ServiceRecord, stopType: string): void {
  const now = context.clock.now();
  const scene = sceneOf(context, service);
  if (stopType === 'ABORT') abortPrimary(scene, now);
  else failPrimary(scene, STOPPED_BY_USER, true, now);
  planNext(scene, now);
  wake(context.world.services);
}
