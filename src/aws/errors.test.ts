import { describe, expect, it } from '@jest/globals';
import { awsFailure } from '../../test/support/scripted-transport.ts';
import { type AwsErrorClass, AwsError, classify, type Missing } from './errors.ts';
import type { OperationName } from './operations.ts';

interface Case {
  readonly operation: OperationName;
  readonly code: string;
  readonly text: string;
  readonly status?: number;
  readonly expected: AwsErrorClass;
  readonly missing?: Missing;
}

function said(operation: OperationName, code: string, text: string, expected: AwsErrorClass, missing?: Missing): Case {
  return { operation, code, text, expected, ...(missing === undefined ? {} : { missing }) };
}

/** Codes and texts as AWS was seen to say them. */
const cases: readonly Case[] = [
  said('RegisterTaskDefinition', 'ThrottlingException', 'Rate exceeded', 'throttle'),
  said('DescribeServices', 'TooManyRequestsException', 'Too many', 'throttle'),
  said('DescribeScalingPolicies', 'FailedResourceAccessException', 'Rate exceeded', 'throttle'),
  said('PutScalingPolicy', 'FailedResourceAccessException', 'x is not authorized to perform y', 'selfHealing'),
  said('RegisterTaskDefinition', 'LimitExceededException', 'The limit of tags', 'terminal'),
  said('CreateService', 'ClusterNotFoundException', 'Cluster not found.', 'notFound', 'cluster'),
  said('CreateService', 'ClusterNotFoundException', 'The referenced cluster was inactive.', 'notFound', 'cluster'),
  said('UpdateService', 'ServiceNotFoundException', 'Service not found.', 'notFound', 'service'),
  said('DeleteService', 'ServiceNotFoundException', '', 'notFound', 'service'),
  said('UpdateService', 'ServiceNotActiveException', 'Service was not ACTIVE.', 'notFound', 'service'),
  said('CreateService', 'ClientException', 'TaskDefinition not found.', 'notFound', 'taskDefinition'),
  said('UpdateService', 'ClientException', 'TaskDefinition is inactive', 'notFound', 'taskDefinition'),
  said(
    'DescribeTaskDefinition',
    'ClientException',
    'Unable to describe task definition.',
    'notFound',
    'taskDefinition',
  ),
  said(
    'DeregisterTaskDefinition',
    'ClientException',
    'Unable to deregister task definition.',
    'notFound',
    'taskDefinition',
  ),
  said(
    'DeregisterTaskDefinition',
    'ClientException',
    'The task definition could not be deregistered because it is in the process of being deleted.',
    'notFound',
    'taskDefinition',
  ),
  said('RegisterTaskDefinition', 'ClientException', 'Fargate only supports network mode ‘awsvpc’.', 'terminal'),
  said(
    'DescribeServiceRevisions',
    'InvalidParameterException',
    'Cannot call DescribeServiceRevisions for a service that is INACTIVE',
    'notFound',
    'service',
  ),
  said('ListTagsForResource', 'ResourceNotFoundException', 'gone', 'notFound', 'resource'),
  said(
    'ListTagsForResource',
    'InvalidParameterException',
    'The specified task is stopped. Specify a running task and try again.',
    'notFound',
    'resource',
  ),
  said('CreateService', 'InvalidParameterException', 'Creation of service was not idempotent.', 'selfHealing'),
  said('CreateService', 'InvalidParameterException', 'Unable to Start a service that is still Draining.', 'dependency'),
  said('CreateService', 'NamespaceNotFoundException', 'Namespace not found', 'dependency'),
  said(
    'CreateService',
    'InvalidParameterException',
    'The target group with targetGroupArn arn:x does not have an associated load balancer.',
    'selfHealing',
  ),
  said(
    'CreateService',
    'InvalidParameterException',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    'selfHealing',
  ),
  said(
    'CreateService',
    'ClientException',
    "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/missing' that was provided for this task.",
    'selfHealing',
  ),
  said(
    'CreateService',
    'InvalidParameterException',
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    'terminal',
  ),
  said('UpdateService', 'PlatformUnknownException', '', 'terminal'),
  said('CreateService', 'UnsupportedFeatureException', 'no', 'terminal'),
  said('RegisterScalableTarget', 'ValidationException', "ECS service doesn't exist: service/c/s", 'dependency'),
  said('RegisterScalableTarget', 'ValidationException', 'Minimum capacity must be specified', 'terminal'),
  said('RegisterScalableTarget', 'AccessDeniedException', 'Account is not authorized', 'accessDenied'),
  said(
    'RegisterScalableTarget',
    'ValidationException',
    'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.',
    'conflict',
  ),
  said(
    'RegisterScalableTarget',
    'ConcurrentUpdateException',
    'You already have a pending update to an Auto Scaling resource.',
    'transient',
  ),
  said(
    'PutScalingPolicy',
    'ValidationException',
    'Target group targetgroup/a/b is not attached to resource service/demo/web',
    'dependency',
  ),
  said(
    'PutScalingPolicy',
    'ObjectNotFoundException',
    'No scalable target registered for service namespace: ecs, resource ID: service/demo/web',
    'notFound',
    'scalableTarget',
  ),
  said('DeleteAlarms', 'ResourceNotFound', 'Alarm does not exist.', 'notFound', 'resource'),
  said('DescribeTargetGroups', 'TargetGroupNotFound', 'One or more target groups not found', 'dependency'),
  said('PutMetricAlarm', 'LimitExceeded', 'The quota of alarms is reached', 'terminal'),
  said(
    'DeleteScalingPolicy',
    'ObjectNotFoundException',
    'No scaling policy found for service namespace: ecs',
    'notFound',
    'scalingPolicy',
  ),
  said(
    'DeleteScheduledAction',
    'ObjectNotFoundException',
    'No scheduled action found for service namespace: ecs',
    'notFound',
    'scheduledAction',
  ),
  said(
    'ScalingListTagsForResource',
    'ResourceNotFoundException',
    'Scalable Target not found',
    'notFound',
    'scalableTarget',
  ),
  said('DescribeScalingPolicies', 'InvalidNextTokenException', 'The NextToken value is not valid', 'transient'),
  said('CreateService', 'AccessDeniedException', 'User is not authorized', 'accessDenied'),
  said('CreateService', 'ExpiredTokenException', 'expired', 'accessDenied'),
  said('GetCallerIdentity', 'InvalidClientTokenId', 'The security token is invalid.', 'accessDenied'),
  { operation: 'UpdateService', code: 'ServerException', text: '', status: 500, expected: 'transient' },
  { operation: 'UpdateService', code: 'SomethingNew', text: 'Bad Gateway', status: 502, expected: 'transient' },
  { operation: 'UpdateService', code: 'SomethingNew', text: 'no', status: 400, expected: 'terminal' },
];

describe('classify', () => {
  it.each(cases)('$operation $code "$text" is $expected', ({ operation, code, text, status, expected, missing }) => {
    const error = classify(awsFailure(code, text, status), operation);

    expect({ class: error.class, missing: error.missing, code: error.code }).toEqual({
      class: expected,
      missing,
      code,
    });
  });

  it.each([
    ['refused connections', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['refused on every address', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['time-outs', Object.assign(new Error('slow'), { name: 'TimeoutError' }), 'TimeoutError'],
    ['aborted calls', Object.assign(new Error('stop'), { name: 'AbortError' }), 'AbortError'],
    ['things that are no errors', 'what', 'UnknownError'],
  ])('takes %s as transient', (_what, thrown, code) => {
    const error = classify(thrown, 'DescribeServices');

    expect({ class: error.class, code: error.code }).toEqual({ class: 'transient', code });
  });

  it('takes missing credentials as denied access', () => {
    const thrown = Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' });

    expect(classify(thrown, 'DescribeServices').class).toBe('accessDenied');
  });

  it("says the operation by AWS's name, the code and AWS's words, but not the request id, which always differs", () => {
    const error = classify(awsFailure('ValidationException', 'Tags cannot be empty'), 'ScalingTagResource');

    expect(error.message).toBe('TagResource: ValidationException: Tags cannot be empty');
    expect(error.requestId).toBe('request-1');
  });

  it('says of a page of HTML that it is no answer of AWS, and quotes none of it', () => {
    const thrown = new SyntaxError('Unexpected token \'<\', "<html>" is not valid JSON');

    expect(classify(thrown, 'CreateService').message).toBe(
      'CreateService: SyntaxError: The answer is not JSON; a load balancer or a proxy may have given it',
    );
  });

  it('leaves an AwsError as it is', () => {
    const error = classify(awsFailure('ServerException', ''), 'CreateService');

    expect(classify(error, 'UpdateService')).toBe(error);
    expect(error).toBeInstanceOf(AwsError);
  });
});
