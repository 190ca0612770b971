import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';
import type { Manifest } from '../support/cluster.ts';
import { ExternalMetrics } from '../support/external-metrics.ts';
import { IntegrationBed, isReady } from '../support/integration-bed.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const SERVICE = 'ecsservices';
let bed: IntegrationBed;
let metrics: ExternalMetrics;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
  metrics = await ExternalMetrics.start(bed.cluster, bed.namespace);
  await bed.apply([taskDefinitionManifest('worker'), serviceManifest('worker')]);
  await bed.untilDeployed('worker');
}, 120_000);

afterAll(async () => {
  await metrics.stop();
  await bed.stop();
}, 60_000);

/** One task for every ten entries of the queue. */
function autoscaler(): Manifest {
  const scaleTargetRef = { apiVersion: 'ecs-operator.dev/v1alpha1', kind: 'EcsService', name: 'worker' };
  const external = { metric: { name: 'queue-depth' }, target: { type: 'AverageValue', averageValue: '10' } };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'worker' },
    spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 5, metrics: [{ type: 'External', external }] },
  };
}

async function untilRunning(count: number): Promise<void> {
  await waitFor(
    `${count} tasks in ECS`,
    async () => bed.ecs.service('worker'),
    (service) => service?.['runningCount'] === count && service['desiredCount'] === count,
    60_000,
  );
  // Counts alone are written every half minute at most.
  await bed.until(SERVICE, 'worker', (object) => isReady(object) && object.status?.['runningCount'] === count);
}

describe('an EcsService behind the scale subresource', () => {
  it('runs as many tasks as the HorizontalPodAutoscaler of a real kube-controller-manager asks for', async () => {
    metrics.values.set('queue-depth', 28);
    await bed.apply([autoscaler()]);
    await untilRunning(3);
    metrics.values.set('queue-depth', 500);
    await untilRunning(5);
    metrics.values.set('queue-depth', 4);
    await untilRunning(1);

    const service = await bed.read(SERVICE, 'worker');
    expect(service?.status).toMatchObject({ desiredCountOwner: 'Spec', desiredCount: 1, runningCount: 1 });
    expect(bed.ecs.rollouts('worker')).toEqual(['SUCCESSFUL']);
  }, 180_000);

  it('tells the autoscaler what it needs to go on', async () => {
    const found = await bed.cluster.get<Manifest & { status: { conditions: { type: string; status: string }[] } }>(
      'autoscaling/v2/horizontalpodautoscalers',
      bed.namespace,
      'worker',
    );
    const healthy = found?.status.conditions.filter(({ type }) => type === 'AbleToScale' || type === 'ScalingActive');
    expect(healthy?.map(({ status }) => status)).toEqual(['True', 'True']);
  });

  it('keeps the count when nothing but the image changes', async () => {
    metrics.values.set('queue-depth', 20);
    await untilRunning(2);
    const before = bed.awsWrites();
    await bed.apply([taskDefinitionManifest('worker', 'app:2')]);
    await bed.untilDeployed('worker');
    expect(bed.awsWritesSince(before)).toEqual({ RegisterTaskDefinition: 1, UpdateService: 1 });
    expect(bed.ecs.service('worker')).toMatchObject({ desiredCount: 2, runningCount: 2 });
  }, 90_000);

  it('obeys kubectl scale once the autoscaler is gone', async () => {
    await bed.cluster.delete('autoscaling/v2/horizontalpodautoscalers', bed.namespace, 'worker');
    const { code } = await bed.cluster.kubectl(['scale', 'ecssvc/worker', '-n', bed.namespace, '--replicas=4']);
    expect(code).toBe(0);
    await untilRunning(4);
  }, 90_000);
});
