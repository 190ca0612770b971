import { describe, expect, it } from '@jest/globals';
import { summary } from './summary.ts';

describe('the summary', () => {
  it('lists the times in a column, and what the operator did to AWS', () => {
    const text = summary({
      laps: [
        { what: 'apply to Ready', ms: 2_040 },
        { what: 'delete', ms: 12_500 },
      ],
      totalMs: 15_000,
      speed: 25,
      calls: {
        'application-autoscaling.DescribeScalableTargets': { calls: 3, errors: {} },
        'ecs.CreateService': { calls: 1, errors: {} },
        'ecs.DescribeServices': { calls: 7, errors: {} },
        'ecs.ListTasks': { calls: 1, errors: {} },
        'ecs.UpdateService': { calls: 2, errors: {} },
        'sts.GetCallerIdentity': { calls: 1, errors: {} },
      },
    });
    expect(text.split('\n')).toEqual([
      'apply to Ready     2.0s',
      'delete            12.5s',
      'in all            15.0s',
      '',
      "The clock of ECS and of the operator's polls ran 25 times faster than real time.",
      'The operator read from AWS 12 times and wrote 3 times: 1 CreateService, 2 UpdateService.',
    ]);
  });
});
