import { describe, expect, it } from '@jest/globals';
import { createBalancingAccount } from '../../../../elastic-load-balancing-v2/test-balancers.ts';
import type { BalancingAccount } from '../../../../elastic-load-balancing-v2/test-balancers.ts';
import type { Json } from '../../../../operation.ts';
import { createTestService } from '../../test-service.ts';
import type { TestService } from '../../test-service.ts';

interface Scene {
  readonly service: TestService & BalancingAccount;
  readonly blue: string;
  readonly green: string;
  readonly production: string;
  /** The weights of the production rule now: blue's and green's. */
  readonly weights: () => (number | undefined)[];
}

/** A service at rest behind a rule made through the API, which forwards to blue alone. */
function steady(deploymentConfiguration: Json): Scene {
  const started = createTestService(['app:1', 'app:2', 'app:unhealthy'], { portMappings: [{ containerPort: 8080 }] });
  const service: Scene['service'] = Object.assign(started, createBalancingAccount(started));
  const [blue, green] = [service.group('blue'), service.group('green')];
  for (const TargetGroupArn of [blue, green]) {
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }];
    service.elb('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes });
  }
  const listener = service.listener(service.balancer('web'), blue);
  const TargetGroups = [
    { TargetGroupArn: blue, Weight: 100 },
    { TargetGroupArn: green, Weight: 0 },
  ];
  const rule = service.elb('CreateRule', {
    ListenerArn: listener,
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
    Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
  });
  const production = String((rule['Rules'] as Json[])[0]?.['RuleArn']);
  service.pass(180);
  const advancedConfiguration = {
    alternateTargetGroupArn: green,
    productionListenerRule: production,
    roleArn: 'arn:aws:iam::111122223333:role/infra',
  };
  const balancer = { targetGroupArn: blue, containerName: 'app', containerPort: 8080, advancedConfiguration };
  service.create({ loadBalancers: [balancer], deploymentConfiguration });
  service.untilSteady();
  const weights = (): (number | undefined)[] => {
    const { Rules } = service.elb('DescribeRules', { RuleArns: [production] }) as { Rules: { Actions: Json[] }[] };
    const config = Rules[0]?.Actions[0]?.['ForwardConfig'] as { TargetGroups: typeof TargetGroups };
    return [blue, green].map((arn) => config.TargetGroups.find((each) => each.TargetGroupArn === arn)?.Weight);
  };
  return { service, blue, green, production, weights };
}

/** The weights of the rule from an update until the service is steady again, each change once. */
function shift({ service, weights }: Scene, taskDefinition: string): string[] {
  service.update({ taskDefinition });
  const seen: string[] = [weights().join(':')];
  service.until(({ deployments }) => {
    const now = weights().join(':');
    if (seen.at(-1) !== now) seen.push(now);
    return deployments[0]?.rolloutState === 'COMPLETED' && deployments.length === 1;
  });
  return seen;
}

describe('rules made through the API', () => {
  it.each<[string, Json, string[]]>([
    ['BLUE_GREEN', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 }, ['100:0', '0:100']],
    [
      'CANARY',
      { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 } },
      ['100:0', '90:10', '0:100'],
    ],
    [
      'CANARY of a share with a fraction',
      { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 2.5, canaryBakeTimeInMinutes: 1 } },
      ['100:0', '975:25', '0:100'],
    ],
    [
      'LINEAR',
      { strategy: 'LINEAR', linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 } },
      ['100:0', '50:50', '0:100'],
    ],
  ])('are moved by %s', (_what, configuration, expected) => {
    const scene = steady(configuration);
    expect(shift(scene, 'web:2')).toEqual(expected);
    const { service, blue, green } = scene;
    expect(service.health(green).map((line) => line.split(' ')[1])).toEqual(['healthy', 'healthy']);
    service.pass(60);
    expect(service.health(blue)).toEqual([]);
  });

  it('stay where they are when the new tasks never turn healthy', () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    const { service, weights } = steady({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0, ...breaker });
    service.update({ taskDefinition: 'web:3' });
    const seen = new Set<string>();
    service.until(() => {
      seen.add(weights().join(':'));
      return service.newest()['status'] === 'ROLLBACK_SUCCESSFUL';
    });
    expect([...seen]).toEqual(['100:0']);
  });

  it('must forward to both groups where there is no test rule', () => {
    const { service, blue, green, production } = steady({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 });
    service.elb('ModifyRule', { RuleArn: production, Actions: [{ Type: 'forward', TargetGroupArn: blue }] });
    const update = { cluster: 'demo', service: 'web', taskDefinition: 'web:2' };
    expect(service.refusal('UpdateService', update)).toBe(
      'InvalidParameterException: For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup',
    );
    expect(service.elb('DescribeTargetGroups', { TargetGroupArns: [green] })).toMatchObject({
      TargetGroups: [{ LoadBalancerArns: [] }],
    });
  });
});
