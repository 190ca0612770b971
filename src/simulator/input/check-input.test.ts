import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as ecs from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import { checkInput } from './check-input.ts';

function check(operation: string, input: Json): Json {
  return checkInput('ecs', ecs, operation, input);
}

function refusal(run: () => unknown): string {
  try {
    return `accepted ${JSON.stringify(run())}`;
  } catch (error) {
    if (error instanceof AwsFault) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('wrong JSON types', () => {
  it.each([
    [{ desiredCount: '2' }, 'STRING_VALUE cannot be converted to Integer'],
    [{ taskDefinition: 7 }, 'NUMBER_VALUE cannot be converted to String'],
    [{ taskDefinition: 7.5 }, 'DECIMAL_VALUE cannot be converted to String'],
    [{ taskDefinition: true }, 'TRUE_VALUE cannot be converted to String'],
    [{ forceNewDeployment: 'yes' }, 'Unexpected token received from parser'],
    [{ forceNewDeployment: 1 }, 'NUMBER_VALUE cannot be converted to Boolean'],
    [{ loadBalancers: ['web'] }, 'Unexpected value type in payload'],
    [{ networkConfiguration: 'none' }, 'Unexpected field type'],
    [
      { deploymentConfiguration: { canaryConfiguration: { canaryPercent: 'few' } } },
      'STRING_VALUE cannot be converted to Double',
    ],
    [{ taskDefinition: ['web'] }, 'Unrecognized collection type class java.lang.String'],
    [{ taskDefinition: {} }, 'Start of structure or map found where not expected'],
    [{ loadBalancers: {} }, 'Start of structure or map found where not expected'],
    [{ loadBalancers: 'none' }, 'Unexpected field type'],
    [
      { networkConfiguration: [] },
      'Unrecognized collection type class com.amazonaws.madison.frontend.NetworkConfiguration',
    ],
    [{ networkConfiguration: { awsvpcConfiguration: { subnets: [1] } } }, 'NUMBER_VALUE cannot be converted to String'],
  ])('%j', (members, words) => {
    expect(refusal(() => check('UpdateService', { service: 'web', ...members }))).toBe(
      `SerializationException: ${words}`,
    );
  });

  it('are told in the order of the body', () => {
    const words = 'SerializationException: TRUE_VALUE cannot be converted to String';
    expect(refusal(() => check('UpdateService', { taskDefinition: true, desiredCount: '2', service: 1 }))).toBe(words);
  });

  it('are told with a capital Message', () => {
    expect(() => check('UpdateService', { service: 7 })).toThrow(expect.objectContaining({ messageKey: 'Message' }));
  });

  it('are found in maps and in lists of structures', () => {
    const container = { name: 'a', image: 'b', dockerLabels: { team: 1 } };
    expect(refusal(() => check('RegisterTaskDefinition', { family: 'f', containerDefinitions: [container] }))).toBe(
      'SerializationException: NUMBER_VALUE cannot be converted to String',
    );
  });
});

describe('what the operation gets', () => {
  it('has no members that the schema does not know, and no nulls', () => {
    const input = {
      service: 'web',
      cluster: null,
      colour: 'red',
      deploymentConfiguration: { speed: 1, maximumPercent: 150 },
    };
    expect(check('UpdateService', input)).toEqual({
      service: 'web',
      deploymentConfiguration: { maximumPercent: 150 },
    });
  });

  it('keeps empty lists, zero, false and empty texts', () => {
    const input = { service: 'web', loadBalancers: [], desiredCount: 0, forceNewDeployment: false };
    expect(check('UpdateService', input)).toEqual(input);
  });

  it.each([
    [{ desiredCount: 2.9 }, { desiredCount: 2 }],
    [{ desiredCount: -2.9 }, { desiredCount: -2 }],
    [{ desiredCount: -0 }, { desiredCount: 0 }],
    [{ desiredCount: 2 ** 53 + 2 }, { desiredCount: 2_147_483_647 }],
    [{ desiredCount: Number.POSITIVE_INFINITY }, { desiredCount: 2_147_483_647 }],
    [{ desiredCount: Number.NEGATIVE_INFINITY }, { desiredCount: -2_147_483_648 }],
    [{ forceNewDeployment: 'TRUE' }, { forceNewDeployment: true }],
    [{ forceNewDeployment: 'false' }, { forceNewDeployment: false }],
  ])('has of %j what Java makes of it', (given, made) => {
    expect(check('UpdateService', { service: 'web', ...given })).toEqual({ service: 'web', ...made });
  });

  it('has fractions where the model has them', () => {
    const deploymentConfiguration = { canaryConfiguration: { canaryPercent: 0.1, canaryBakeTimeInMinutes: 1.5 } };
    expect(check('UpdateService', { service: 'web', deploymentConfiguration })).toMatchObject({
      deploymentConfiguration: { canaryConfiguration: { canaryPercent: 0.1, canaryBakeTimeInMinutes: 1 } },
    });
  });

  it('has epoch seconds where a caller in memory hands over a date', () => {
    const input = { service: 'web', cluster: 'demo', createdAt: { after: new Date(1_500) } };
    expect(check('ListServiceDeployments', input)).toMatchObject({ createdAt: { after: 1.5 } });
  });
});

describe('required members', () => {
  it.each([
    ['RegisterTaskDefinition', { containerDefinitions: [] }, 'ClientException: Family can not be blank.'],
    ['RegisterTaskDefinition', { family: 'f' }, 'ClientException: Container list cannot be empty.'],
    ['DescribeServices', {}, 'InvalidParameterException: Services cannot be empty.'],
    ['DescribeTaskDefinition', { taskDefinition: '' }, 'InvalidParameterException: TaskDefinition can not be blank.'],
    ['TagResource', { tags: [] }, 'InvalidParameterException: ResourceArn can not be blank.'],
  ])('of %s %j', (operation, input, words) => {
    expect(refusal(() => check(operation, input))).toBe(words);
  });

  it('of Application Auto Scaling are all named, at every depth', () => {
    const input = { ServiceNamespace: 'ecs', StepScalingPolicyConfiguration: { StepAdjustments: [{}] } };
    expect(refusal(() => checkInput('application-autoscaling', scaling, 'PutScalingPolicy', input))).toBe(
      "ValidationException: 4 validation errors detected: Value null at 'policyName' failed to satisfy constraint: " +
        "Member must not be null; Value null at 'resourceId' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'scalableDimension' failed to satisfy constraint: Member must not be null; Value null at " +
        "'stepScalingPolicyConfiguration.stepAdjustments.1.member.scalingAdjustment' failed to satisfy constraint: " +
        'Member must not be null',
    );
  });
});
