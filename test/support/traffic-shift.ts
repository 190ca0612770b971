import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { OperatorBed } from './operator-bed.ts';
import { key, taskDefinition } from './service-stack.ts';

export type Configuration = NonNullable<EcsServiceSpec['deploymentConfiguration']>;

const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:111122223333:${rest}`;
/** A target group and its alternate, as strategies that shift traffic need them. */
export const loadBalancers: NonNullable<EcsServiceSpec['loadBalancers']> = [
  {
    targetGroupArn: arn('targetgroup/blue/0123456789abcdef'),
    containerName: 'app',
    containerPort: 80,
    advancedConfiguration: {
      alternateTargetGroupArn: arn('targetgroup/green/0123456789abcdef'),
      productionListenerRule: arn('listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef'),
      testListenerRule: arn('listener-rule/app/web/0123456789abcdef/0123456789abcdef/fedcba9876543210'),
      roleArn: 'arn:aws:iam::111122223333:role/load-balancers',
    },
  },
];
export const blueGreen: Configuration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 45 };

/** The service's task definition gets another image. */
export function deploy(bed: OperatorBed, image: string): void {
  bed.taskDefinitions.replaceSpec(key, taskDefinition(image));
}
