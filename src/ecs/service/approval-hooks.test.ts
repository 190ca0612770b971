import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { withApprovalHooks } from './approval-hooks.ts';

const spec: EcsServiceSpec = { deploymentConfiguration: { strategy: 'CANARY' } };
const lambda = {
  hookTargetArn: 'arn:aws:lambda:us-east-1:111122223333:function:check',
  roleArn: 'arn:aws:iam::111122223333:role/hooks',
  lifecycleStages: ['POST_SCALE_UP'] as 'POST_SCALE_UP'[],
};

describe('approvals become PAUSE hooks', () => {
  it('of which a spec without approvals has none', () => {
    expect(withApprovalHooks(spec)).toBe(spec);
  });

  it('with the time-out that ECS would take, so that it reads back as sent', () => {
    const approvals = [{ lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' as const }];
    expect(withApprovalHooks({ ...spec, rollout: { approvals } }).deploymentConfiguration).toEqual({
      strategy: 'CANARY',
      lifecycleHooks: [
        {
          targetType: 'PAUSE',
          lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
          timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' },
        },
      ],
    });
  });

  it('behind the hooks of the spec, each with its own time-out', () => {
    const approvals = [
      { lifecycleStage: 'POST_SCALE_UP' as const, timeoutConfiguration: { timeoutInMinutes: 5 } },
      { lifecycleStage: 'PRE_SCALE_UP' as const, timeoutConfiguration: { action: 'CONTINUE' as const } },
    ];
    const hooks = withApprovalHooks({
      deploymentConfiguration: { strategy: 'CANARY', lifecycleHooks: [lambda] },
      rollout: { approvals },
    }).deploymentConfiguration?.lifecycleHooks;
    expect(hooks?.[0]).toBe(lambda);
    expect(hooks?.slice(1).map(({ timeoutConfiguration }) => timeoutConfiguration)).toEqual([
      { timeoutInMinutes: 5, action: 'ROLLBACK' },
      { timeoutInMinutes: 1440, action: 'CONTINUE' },
    ]);
  });
});
