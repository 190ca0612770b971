import {
  choice,
  choiceItem,
  document,
  double,
  flag,
  integer,
  list,
  type Overlays,
  set,
  structure,
  text,
  textItem,
} from '../overlay.ts';
import { ARN, INT32, PORT } from './bounds.ts';

const DAY = 1440;
const TWO_WEEKS = 20_160;

function onlyFor(strategy: string, configuration: string) {
  return {
    rule: `!has(self.${configuration}) || (has(self.strategy) && self.strategy == '${strategy}')`,
    message: `\`${configuration}\` may only be set when \`strategy\` is ${strategy}`,
  };
}

/** How deployments replace tasks, are judged and are rolled back; and what ECS measures meanwhile. */
export const deploymentOverlays = {
  DeploymentConfiguration: {
    rules: [onlyFor('LINEAR', 'linearConfiguration'), onlyFor('CANARY', 'canaryConfiguration')],
    members: {
      deploymentCircuitBreaker: structure('Ends a deployment whose tasks keep failing.'),
      maximumPercent: integer(
        'Most tasks during a deployment, in percent of the desired count; 200 when absent.',
        100,
        INT32,
      ),
      minimumHealthyPercent: integer('Fewest healthy tasks during a deployment, in percent; 100 when absent.', 0, 100),
      alarms: structure('CloudWatch alarms that end a deployment.'),
      strategy: choice('Strategy; ROLLING when absent.'),
      bakeTimeInMinutes: integer('Minutes for which old and new tasks run side by side after the shift.', 0, DAY),
      lifecycleHooks: list('Lambda functions or pauses between the stages of a deployment.', 50),
      linearConfiguration: structure('Steps of strategy LINEAR.'),
      canaryConfiguration: structure('Steps of strategy CANARY.'),
      earlySuccessCriteria: structure('Lets a deployment succeed before all tasks are replaced.'),
    },
  },
  DeploymentCircuitBreaker: {
    members: {
      enable: flag('Switches the circuit breaker on.'),
      rollback: flag('Rolls back to the last deployment that succeeded.'),
      resetOnHealthyTask: flag('A healthy task sets the count of failures back. True when absent.'),
      thresholdConfiguration: structure('How many failures end the deployment.'),
    },
  },
  ThresholdConfiguration: {
    rules: [
      {
        rule: "self.type != 'BOUNDED_PERCENT' || self.value <= 100",
        message: '`value` of `thresholdConfiguration` must be at most 100 when `type` is BOUNDED_PERCENT',
      },
      {
        rule: "self.type != 'COUNT' || self.value >= 1",
        message: '`value` of `thresholdConfiguration` must be at least 1 when `type` is COUNT',
      },
    ],
    members: {
      type: choice('What `value` means.'),
      value: integer('Failures, or percent of the desired count.', 0, INT32),
    },
  },
  DeploymentAlarms: {
    members: {
      alarmNames: list('Names of the alarms.', 100, { item: textItem(255) }),
      rollback: flag('Rolls back to the last deployment that succeeded.'),
      enable: flag('Switches the alarms on.'),
    },
  },
  DeploymentLifecycleHook: {
    rules: [
      {
        rule: "(has(self.targetType) && self.targetType != 'AWS_LAMBDA') || (has(self.hookTargetArn) && has(self.roleArn))",
        message: 'a Lambda hook of `lifecycleHooks` must have `hookTargetArn` and `roleArn`',
      },
    ],
    members: {
      targetType: choice('AWS_LAMBDA when absent.'),
      hookTargetArn: text('ARN of the Lambda function.', ARN),
      roleArn: text('ARN of the IAM role with which ECS calls the function.', ARN),
      lifecycleStages: set('Stages at which the hook runs.', 20, { required: true, minItems: 1, item: choiceItem() }),
      hookDetails: document('Any JSON value, handed to the function.'),
      timeoutConfiguration: structure('What happens when the hook does not answer.'),
    },
  },
  DeploymentLifecycleHookTimeoutConfiguration: {
    members: {
      timeoutInMinutes: integer('Minutes to wait; 1440 when absent.', 1, TWO_WEEKS),
      action: choice('What to do then; ROLLBACK when absent.'),
    },
  },
  LinearConfiguration: {
    members: {
      stepPercent: double('Traffic shifted per step, in percent; 10 when absent.', 3, 100),
      stepBakeTimeInMinutes: integer('Minutes between steps; 6 when absent.', 0, DAY),
    },
  },
  CanaryConfiguration: {
    members: {
      canaryPercent: double('Traffic of the canary, in percent; 5 when absent.', 0.1, 100),
      canaryBakeTimeInMinutes: integer('Minutes before the rest is shifted; 10 when absent.', 0, DAY),
    },
  },
  DeploymentEarlySuccessCriteria: {
    rules: [
      {
        rule: '!self.enable || (has(self.healthyPercent) && has(self.sourceServiceRevisionCleanup))',
        message: '`healthyPercent` and `sourceServiceRevisionCleanup` must be set when `enable` is true',
      },
    ],
    members: {
      enable: flag('Switches early success on.'),
      healthyPercent: integer('Healthy new tasks that suffice, in percent of the desired count.', 0, 100),
      sourceServiceRevisionCleanup: choice('Whether old tasks go before or after the success.'),
    },
  },
  MonitoringConfiguration: {
    members: { metricConfigurations: list('Resolution by metric.', 10, { required: true }) },
  },
  MetricConfiguration: {
    members: {
      metricNames: set('CPUUtilization, MemoryUtilization.', 10, { minItems: 1, item: textItem(255) }),
      resolutionSeconds: integer('20 or 60.', 1, 3600),
    },
  },
  GatewayConnector: {
    members: {
      portName: text('Name of a port mapping.', 64, { minLength: 1 }),
      healthCheck: structure('How the gateway tells healthy targets.'),
      filters: structure('Which ways into the gateway are connected.'),
    },
  },
  GatewayConnectorHealthCheck: {
    members: {
      healthCheckProtocol: choice('Protocol.'),
      healthCheckPort: integer('Port.', 0, PORT),
      healthCheckPath: text('Path.', 1024),
      healthCheckTimeoutSeconds: integer('Seconds after which a check has failed.', 1, 3600),
      healthCheckIntervalSeconds: integer('Seconds between checks.', 1, 3600),
      healthyThresholdCount: integer('Successes in a row that make a target healthy.', 1, 100),
      unhealthyThresholdCount: integer('Failures in a row that make a target unhealthy.', 1, 100),
      matcher: structure('Codes that mean success.'),
    },
  },
  GatewayConnectorHealthCheckMatcher: {
    members: { httpCode: text('HTTP codes, such as 200-299.', 255), grpcCode: text('gRPC codes, such as 0-99.', 255) },
  },
  GatewayConnectorFilters: {
    members: { accessTypes: set('PUBLIC, PRIVATE.', 10, { item: choiceItem() }) },
  },
} satisfies Overlays;
