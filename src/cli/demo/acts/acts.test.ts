import { describe, expect, it } from '@jest/globals';
import { createTestStage, type TestStage } from '../test-stage.ts';
import { applyQuickstart } from './apply.ts';
import { rollOutCrashingImage } from './crashing-image.ts';
import { deleteEverything } from './delete-everything.ts';
import { rollOutNewImage } from './new-image.ts';
import { untilSteady } from './steady.ts';

const revision = (number: number) => `arn:aws:ecs:us-east-1:111122223333:task-definition/default_web:${number}`;

/** Registers a revision with an image of this tag, by another hand. */
function register({ account }: TestStage, tag: string): void {
  account.ecs('RegisterTaskDefinition', {
    family: 'default_web',
    containerDefinitions: [{ name: 'app', image: `registry.example.com/shop/web:${tag}` }],
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
  });
}

/** A service in ECS that runs the first revision, as after the first act. */
function steadyService(stage: TestStage): void {
  register(stage, '1.0');
  stage.account.start();
  stage.account.ecs('CreateService', {
    cluster: 'demo',
    serviceName: 'default_web',
    taskDefinition: 'default_web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  stage.account.clock.advance(180_000);
}

describe('act 1', () => {
  it('is over when all three objects are Ready', async () => {
    const stage = createTestStage();
    stage.onKubectl = () => 'ecsservice.ecs-operator.dev/web created\n';
    for (const kind of ['EcsTaskDefinition', 'EcsService', 'EcsScaling'] as const) stage.see(kind, [{}]);
    await applyQuickstart(stage);
    expect(stage.commands).toEqual(['kubectl apply -f examples/quickstart']);
    expect(stage.told.text).toContain('         ecsservice.ecs-operator.dev/web created\n');
  });

  it('fails when one of them is not', async () => {
    const stage = createTestStage();
    for (const kind of ['EcsTaskDefinition', 'EcsService'] as const) stage.see(kind, [{}]);
    await expect(applyQuickstart(stage)).rejects.toThrow('EcsScaling is not there');
  });
});

describe('act 2', () => {
  const applied = (stage: TestStage, inUse: number) => () => {
    stage.see('EcsTaskDefinition', [{}], { taskDefinitionArn: revision(2) });
    const rollout = { status: 'Successful', taskDefinitionArn: revision(inUse) } as const;
    stage.see('EcsService', [{}], { taskDefinition: { inUse: revision(inUse) }, rollout });
    return 'configured';
  };

  it('is over when the service runs the new revision', async () => {
    const stage = createTestStage();
    stage.see('EcsTaskDefinition', [{}], { taskDefinitionArn: revision(1) });
    stage.onKubectl = applied(stage, 2);
    await rollOutNewImage(stage);
    expect(stage.commands).toEqual([
      "sed 's/web:1.0/web:2.0/' examples/quickstart/task-definition.yaml | kubectl apply -f -",
    ]);
  });

  it('takes no Ready of the old revision for that', async () => {
    const stage = createTestStage();
    stage.see('EcsTaskDefinition', [{}], { taskDefinitionArn: revision(1) });
    stage.onKubectl = applied(stage, 1);
    await expect(rollOutNewImage(stage)).rejects.toThrow('waited 0.1 s for EcsService to be Ready');
  });
});

describe('act 3', () => {
  it('is over when the object says RolledBack and ECS runs what worked', async () => {
    const stage = createTestStage();
    steadyService(stage);
    stage.onKubectl = (command) => {
      if (command !== 'kubectl apply -f -') return command.includes('describe') ? 'Events:\n  RolledBack' : 'NAME';
      register(stage, '3.0-crash');
      stage.account.ecs('UpdateService', { cluster: 'demo', service: 'default_web', taskDefinition: 'default_web:2' });
      stage.account.clock.advance(3_600_000);
      stage.see('EcsService', [{ status: 'False' }, { type: 'Stalled', reason: 'RolledBack' }]);
      return 'configured';
    };
    await rollOutCrashingImage(stage);
    expect(stage.commands.slice(1)).toEqual(['kubectl get ecssvc,ecstd,ecsscale', 'kubectl describe ecssvc web']);
    expect(stage.told.text).toContain('service default_web runs 1 tasks of default_web:1, as before');
    stage.account.stop();
  });

  it('fails when the object is Stalled for another reason', async () => {
    const stage = createTestStage(60_000);
    steadyService(stage);
    stage.see('EcsService', [{ type: 'Stalled', reason: 'AccessDenied', message: 'no UpdateService' }]);
    await expect(rollOutCrashingImage(stage)).rejects.toThrow('AccessDenied: no UpdateService');
    stage.account.stop();
  });
});

describe('act 4', () => {
  it('proves that nothing is left on either side', async () => {
    const stage = createTestStage();
    stage.onKubectl = (command) => (command.includes('get') ? 'No resources found\n' : 'deleted\n');
    await deleteEverything(stage);
    expect(stage.commands).toEqual(['kubectl delete -f examples/quickstart --timeout=90s', 'kubectl get ecs -A']);
    expect(stage.told.text).toContain('kubernetes  no object of ours is left');
  });

  it('fails and names what is left', async () => {
    const stage = createTestStage();
    register(stage, '1.0');
    stage.onKubectl = (command) => (command.includes('get') ? 'ecsservice.ecs-operator.dev/web\n' : 'deleted\n');
    await expect(deleteEverything(stage)).rejects.toThrow(
      `not everything is gone: ecsservice.ecs-operator.dev/web, task definition ${revision(1)}`,
    );
  });
});

describe('the curtain', () => {
  it('falls when ECS calls the service steady', async () => {
    const stage = createTestStage();
    steadyService(stage);
    await untilSteady(stage);
    expect(stage.told.text).toContain('service default_web has reached a steady state.');
    stage.account.stop();
  });

  it('stays up while a deployment goes on', async () => {
    const stage = createTestStage();
    steadyService(stage);
    stage.account.ecs('UpdateService', { cluster: 'demo', service: 'default_web', forceNewDeployment: true });
    stage.account.clock.advance(20_000);
    await expect(untilSteady(stage)).rejects.toThrow('waited 0.1 s for ECS to call the service steady');
    stage.account.stop();
  });
});
