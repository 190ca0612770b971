import { describe, expect, it } from '@jest/globals';
import { balancingAdminActions } from '../../../../elastic-load-balancing-v2/admin.ts';
import type { Json } from '../../../../operation.ts';
import { createTestService, type TestService } from '../../test-service.ts';

const arn = (rest: string): string => `arn:aws:elasticloadbalancing:us-east-1:111122223333:${rest}`;
const blue = arn('targetgroup/blue/b');
const green = arn('targetgroup/green/g');
const production = arn('listener-rule/app/lb/a/l/production');
const test = arn('listener-rule/app/lb/a/l/test');

const balanced = (strategy: string, more: Json = {}): Json => ({
  loadBalancers: [
    {
      targetGroupArn: blue,
      containerName: 'app',
      containerPort: 80,
      advancedConfiguration: {
        alternateTargetGroupArn: green,
        productionListenerRule: production,
        testListenerRule: test,
        roleArn: 'arn:aws:iam::111122223333:role/infra',
      },
    },
  ],
  deploymentConfiguration: { strategy, ...more },
});

function putRule(service: TestService, ruleArn: string, weights: Record<string, number>): void {
  const forwards = Object.entries(weights).map(([targetGroupArn, weight]) => ({ targetGroupArn, weight }));
  balancingAdminActions['put-rule']?.(service.context, { ruleArn, forwards });
}

/** The weights of a rule: of the blue group, and of the green one. */
function weights(service: TestService, ruleArn: string): (number | undefined)[] {
  const answer = balancingAdminActions['rules']?.(service.context, {}) ?? { rules: [] };
  const { rules } = answer as {
    rules: { ruleArn: string; forwards: { targetGroupArn: string; weight: number }[] }[];
  };
  const forwards = rules.find((rule) => rule.ruleArn === ruleArn)?.forwards ?? [];
  return [blue, green].map((group) => forwards.find(({ targetGroupArn }) => targetGroupArn === group)?.weight);
}

function steady(strategy: string, more: Json = {}): TestService {
  const service = createTestService(['app:1', 'app:2', 'app:3'], { portMappings: [{ containerPort: 80 }] });
  putRule(service, production, { [blue]: 1, [green]: 0 });
  putRule(service, test, { [blue]: 1, [green]: 0 });
  service.create(balanced(strategy, more));
  service.untilSteady();
  return service;
}

function servingGroup(service: TestService): unknown {
  const { targetServiceRevision } = service.newest();
  const serviceRevisionArns = [(targetServiceRevision as Json)['arn']];
  const answer = service.ecs('DescribeServiceRevisions', { serviceRevisionArns });
  return (answer['serviceRevisions'] as Json[])[0]?.['resolvedConfiguration'];
}

describe('listener rules that are known', () => {
  it('get the weights of the shift, and the groups take turns', () => {
    const service = steady('BLUE_GREEN');
    expect(weights(service, production)).toEqual([100, 0]);
    service.update({ taskDefinition: 'web:2', deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    service.pass(1);
    expect(servingGroup(service)).toEqual({
      loadBalancers: [{ targetGroupArn: green, productionListenerRule: production }],
    });
    service.until(() => service.newest()['lifecycleStage'] === 'TEST_TRAFFIC_SHIFT');
    expect([weights(service, test), weights(service, production)]).toEqual([
      [0, 100],
      [100, 0],
    ]);
    service.until(() => service.newest()['lifecycleStage'] === 'BAKE_TIME');
    expect(weights(service, production)).toEqual([0, 100]);
    service.untilSteady();
    service.update({ taskDefinition: 'web:3' });
    service.untilSteady();
    expect(weights(service, production)).toEqual([100, 0]);
  });

  it('are put back in a rollback', () => {
    const service = steady('CANARY', { canaryConfiguration: { canaryPercent: 0.5, canaryBakeTimeInMinutes: 1 } });
    service.update({ taskDefinition: 'web:2' });
    service.until(() => weights(service, production)[1] === 0.5);
    expect(weights(service, production)).toEqual([99.5, 0.5]);
    service.ecs('StopServiceDeployment', { serviceDeploymentArn: service.newest()['serviceDeploymentArn'] });
    expect([weights(service, production), weights(service, test)]).toEqual([
      [100, 0],
      [100, 0],
    ]);
    service.untilSteady();
  });

  it('are put back when a newer deployment takes over amid a shift, so that it can begin', () => {
    const service = steady('CANARY');
    service.update({ taskDefinition: 'web:2' });
    service.until(() => weights(service, production)[1] === 5);
    service.update({ taskDefinition: 'web:3' });
    expect(weights(service, production)).toEqual([100, 0]);
    service.pass(1);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    expect(weights(service, production)).toEqual([0, 100]);
  });

  it.each<[string, Record<string, number>, Record<string, number>, RegExp]>([
    ['give two groups traffic', { [blue]: 1, [green]: 1 }, {}, /exactly one target group serving traffic but found 2/],
    ['leave a group out', { [blue]: 1 }, { [blue]: 1 }, /configuration: Target group .*green\/g is not associated/],
    [
      'forward elsewhere',
      { 'arn:else': 1 },
      {},
      /unexpected target group arn:else\. Expected .*blue\/b or .*green\/g$/,
    ],
  ])('fail a deployment when they %s', (_what, productionWeights, testWeights, reason) => {
    const service = steady('BLUE_GREEN');
    putRule(service, production, productionWeights);
    putRule(service, test, testWeights);
    service.update({ taskDefinition: 'web:2' });
    service.untilSteady();
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: expect.stringMatching(reason),
    });
    expect(service.read().taskDefinition).toMatch(/web:1$/);
  });
});

describe('target groups', () => {
  it('that nothing uses are refused', () => {
    const service = createTestService(['app:1'], { portMappings: [{ containerPort: 80 }] });
    balancingAdminActions['put-target-group']?.(service.context, { targetGroupArn: blue, used: false });
    expect(() => service.create(balanced('BLUE_GREEN'))).toThrow(/does not have an associated load balancer\.$/);
    balancingAdminActions['put-target-group']?.(service.context, { targetGroupArn: blue, used: true });
    service.create(balanced('BLUE_GREEN'));
  });
});
