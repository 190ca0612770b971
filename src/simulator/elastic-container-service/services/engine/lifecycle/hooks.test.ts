import { describe, expect, it } from '@jest/globals';
import { serviceAdminActions } from '../../admin.ts';
import type { Json } from '../../../../operation.ts';
import { createTestService, type TestService } from '../../test-service.ts';

const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:hook';
const roleArn = 'arn:aws:iam::111122223333:role/hooks';

function pauseAt(stage: string, timeoutConfiguration?: Json): Json {
  return { targetType: 'PAUSE', lifecycleStages: [stage], ...(timeoutConfiguration && { timeoutConfiguration }) };
}

function functionAt(stage: string, more: Json = {}): Json {
  return { targetType: 'AWS_LAMBDA', hookTargetArn: functionArn, roleArn, lifecycleStages: [stage], ...more };
}

/** A service with a first revision in place, whose update then meets these hooks. */
function updating(hooks: Json[], more: Json = {}): TestService {
  const service = createTestService(['app:1', 'app:2']);
  service.create({
    serviceConnectConfiguration: { enabled: true, namespace: 'internal' },
    deploymentConfiguration: { strategy: 'BLUE_GREEN', ...more },
  });
  service.untilSteady();
  service.update({
    taskDefinition: 'web:2',
    deploymentConfiguration: { strategy: 'BLUE_GREEN', lifecycleHooks: hooks, ...more },
  });
  service.pass(1);
  return service;
}

function admin(service: TestService, action: string, input: Json = {}): Json {
  return serviceAdminActions[action]?.(service.context, input) ?? {};
}

function hooksOf(service: TestService): Json[] {
  return (service.newest()['lifecycleHookDetails'] ?? []) as Json[];
}

function untilHook(service: TestService): Json {
  service.until(() => hooksOf(service).length > 0);
  return hooksOf(service)[0] ?? {};
}

function resume(service: TestService, hookId: unknown, action?: string): string {
  const { serviceDeploymentArn } = service.newest();
  return service.refusal('ContinueServiceDeployment', { serviceDeploymentArn, hookId, ...(action && { action }) });
}

const GONE =
  'InvalidParameterException: Provided hookId is either completed, unavailable, or not associated with the given Resource ARN';

describe('a PAUSE hook', () => {
  it('holds the deployment until it is continued, once', () => {
    const service = updating([pauseAt('POST_TEST_TRAFFIC_SHIFT')]);
    const hook = untilHook(service);
    expect(Object.keys(hook).toSorted()).toEqual(['expiresAt', 'hookId', 'status', 'targetType', 'timeoutAction']);
    expect(hook).toMatchObject({ targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' });
    expect(hook['hookId']).toMatch(/^ecs-pause-[\w-]{43}$/);
    expect(Number(hook['expiresAt']) - service.clock.now() / 1_000).toBeCloseTo(86_400, -1);
    service.pass(3_600);
    expect(service.newest()).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' });
    expect(resume(service, hook['hookId'])).toMatch(/^accepted: {"serviceDeploymentArn":"[^"]+"}$/);
    expect(resume(service, hook['hookId'])).toBe(GONE);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    expect(hooksOf(service)).toEqual([]);
    service.untilSteady();
  });

  it('rolls back when it is told to', () => {
    const service = updating([pauseAt('PRE_SCALE_UP')]);
    const { hookId } = untilHook(service);
    expect(resume(service, hookId, 'ROLLBACK')).toMatch(/^accepted/);
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    expect(service.read().taskDefinition).toMatch(/web:1$/);
    expect(service.tasks('STOPPED')).toEqual([]);
  });

  it('that times out rolls back', () => {
    const service = updating([pauseAt('POST_TEST_TRAFFIC_SHIFT', { timeoutInMinutes: 10 })]);
    untilHook(service);
    service.pass(601);
    service.untilSteady();
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.',
    });
  });

  it('that times out goes on where it is configured so', () => {
    const service = updating([pauseAt('POST_SCALE_UP', { timeoutInMinutes: 10, action: 'CONTINUE' })]);
    expect(untilHook(service)).toMatchObject({ timeoutAction: 'CONTINUE' });
    service.pass(601);
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('is gone with its deployment', () => {
    const service = updating([pauseAt('PRE_SCALE_UP')]);
    const { hookId } = untilHook(service);
    const { serviceDeploymentArn } = service.newest();
    service.update({ taskDefinition: 'web:1' });
    expect(service.refusal('ContinueServiceDeployment', { serviceDeploymentArn, hookId })).toBe(GONE);
  });

  it('runs beside a second one of its stage, and both must be done', () => {
    const service = updating([pauseAt('POST_SCALE_UP'), pauseAt('POST_SCALE_UP')]);
    untilHook(service);
    const [first, second] = hooksOf(service);
    resume(service, first?.['hookId']);
    service.pass(60);
    expect(hooksOf(service).map(({ status }) => status)).toEqual(['SUCCEEDED', 'AWAITING_ACTION']);
    resume(service, second?.['hookId']);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
  });

  it('before production traffic is asked before every step, with a new id', () => {
    const steps = { strategy: 'LINEAR', linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 } };
    const service = updating([pauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT')], steps);
    const ids = new Set<unknown>();
    service.until(() => {
      const [hook] = hooksOf(service);
      if (hook?.['status'] === 'AWAITING_ACTION') {
        ids.add(hook['hookId']);
        resume(service, hook['hookId']);
      }
      return service.newest()['status'] === 'SUCCESSFUL';
    });
    expect(ids.size).toBe(2);
  });
});

describe('a Lambda hook', () => {
  it('is told of the deployment, and answers SUCCEEDED when nobody says otherwise', () => {
    const service = updating([functionAt('PRE_SCALE_UP', { hookDetails: { team: 'web' } })]);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    const { serviceDeploymentArn, serviceArn, targetServiceRevision } = service.newest();
    expect(admin(service, 'hook-calls')['calls']).toMatchObject([
      {
        functionArn,
        payload: {
          executionDetails: {
            testTrafficWeights: {},
            productionTrafficWeights: {},
            serviceArn,
            targetServiceRevisionArn: (targetServiceRevision as Json)['arn'],
          },
          lifecycleStage: 'PRE_SCALE_UP',
          resourceArn: serviceDeploymentArn,
          hookDetails: { team: 'web' },
        },
      },
    ]);
  });

  it.each<[string, string | null, string]>([
    ['fails', 'FAILED', `Lifecycle hook target ${functionArn} returned FAILED status.`],
    [
      'answers nothing',
      null,
      `ECS was unable to parse the response from ${functionArn} due to HookStatus must not be null`,
    ],
  ])('that %s rolls the deployment back before any task of it ran', (_what, hookStatus, words) => {
    const service = updating([functionAt('PRE_SCALE_UP')]);
    admin(service, 'set-hook', { functionArn, hookStatus });
    service.until(() => service.newest()['status'] === 'ROLLBACK_SUCCESSFUL');
    expect(service.newest()['statusReason']).toBe(
      `Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ${words}`,
    );
    service.pass(60);
    expect(service.tasks('STOPPED')).toEqual([]);
    expect(service.tasks()).toHaveLength(2);
  });

  it('that is busy is called again, as often as it says', () => {
    const service = updating([functionAt('POST_SCALE_UP')]);
    admin(service, 'set-hook', { functionArn, hookStatus: 'IN_PROGRESS', callBackDelay: 60 });
    untilHook(service);
    service.pass(200);
    expect(admin(service, 'hook-calls')['calls']).toHaveLength(4);
    expect(hooksOf(service)).toMatchObject([
      { targetType: 'AWS_LAMBDA', targetArn: functionArn, status: 'IN_PROGRESS' },
    ]);
    admin(service, 'set-hook', { functionArn, hookStatus: 'SUCCEEDED' });
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
  });

  it('that fails a first deployment leaves nothing to go back to; the event has the cause', () => {
    const service = createTestService();
    admin(service, 'set-hook', { functionArn, hookStatus: null });
    const lifecycleHooks = [functionAt('PRE_SCALE_UP')];
    service.create({ deploymentConfiguration: { strategy: 'BLUE_GREEN', lifecycleHooks } });
    service.until(({ deployments }) => deployments[0]?.rolloutState === 'FAILED');
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
    expect(service.told()).toEqual([
      `(deployment ecs-svc/N) deployment failed: Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from ${functionArn} due to: HookStatus must not be null.`,
    ]);
    service.pass(600);
    expect(service.tasks()).toEqual([]);
  });
});

describe('ContinueServiceDeployment refuses', () => {
  it.each([
    ['abc', 'InvalidParameterException: Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}'],
    ['ecs-pause-other', GONE],
  ])('the hook %s', (hookId, message) => {
    const service = updating([pauseAt('PRE_SCALE_UP')]);
    untilHook(service);
    expect(resume(service, hookId)).toBe(message);
  });

  it('a deployment that is not there', () => {
    const service = createTestService();
    const serviceDeploymentArn = 'arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/web/x';
    expect(service.refusal('ContinueServiceDeployment', { serviceDeploymentArn, hookId: 'ecs-pause-x' })).toBe(
      'ServiceDeploymentNotFoundException: The service deployment does not exist.',
    );
  });
});
