import type { Verdict } from './errors.ts';
import type { OperationName } from './operations.ts';

/** A rule matches when every member it has matches. */
interface ErrorRule {
  readonly codes?: readonly string[];
  readonly message?: RegExp;
  readonly operations?: readonly OperationName[];
  readonly verdict: Verdict;
}

const taskDefinitionGone: Verdict = { class: 'notFound', missing: 'taskDefinition' };

/**
 * Codes and texts of AWS, first match wins, so texts come before the codes that carry them. ECS in particular says
 * most of what matters only in the message: a missing task definition is a `ClientException` like a malformed one.
 * `LimitExceededException` is a quota, not a throttle, although the AWS SDK counts it as one.
 */
export const errorRules: readonly ErrorRule[] = [
  {
    codes: [
      'ThrottlingException',
      'Throttling',
      'ThrottledException',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'SlowDown',
    ],
    verdict: { class: 'throttle' },
  },
  // Application Auto Scaling reads CloudWatch on our behalf and passes on its throttles under another code.
  { message: /\brate exceeded\b/i, verdict: { class: 'throttle' } },
  { codes: ['FailedResourceAccessException'], verdict: { class: 'selfHealing' } },

  { codes: ['ClusterNotFoundException'], verdict: { class: 'notFound', missing: 'cluster' } },
  {
    codes: ['ServiceNotFoundException', 'ServiceNotActiveException'],
    verdict: { class: 'notFound', missing: 'service' },
  },
  { message: /for a service that is INACTIVE/, verdict: { class: 'notFound', missing: 'service' } },
  { codes: ['ServiceDeploymentNotFoundException'], verdict: { class: 'notFound', missing: 'serviceDeployment' } },
  { message: /^Unable to (describe|deregister) task definition/, verdict: taskDefinitionGone },
  { message: /^The task definition could not be deregistered because it is/, verdict: taskDefinitionGone },
  { message: /^TaskDefinition (not found|is inactive)/, verdict: taskDefinitionGone },
  {
    codes: ['ObjectNotFoundException'],
    message: /^No scaling policy/,
    verdict: { class: 'notFound', missing: 'scalingPolicy' },
  },
  {
    codes: ['ObjectNotFoundException'],
    message: /^No scheduled action/,
    verdict: { class: 'notFound', missing: 'scheduledAction' },
  },
  { codes: ['ObjectNotFoundException'], verdict: { class: 'notFound', missing: 'scalableTarget' } },
  {
    codes: ['ResourceNotFoundException'],
    operations: ['ScalingListTagsForResource', 'ScalingTagResource', 'ScalingUntagResource'],
    verdict: { class: 'notFound', missing: 'scalableTarget' },
  },
  // CloudWatch spells it both ways.
  { codes: ['ResourceNotFoundException', 'ResourceNotFound'], verdict: { class: 'notFound', missing: 'resource' } },
  // Tagging what is inactive or stopped is an InvalidParameterException.
  { message: /^The specified .* is (inactive|stopped)\./, verdict: { class: 'notFound', missing: 'resource' } },

  { codes: ['ConflictException'], verdict: { class: 'conflict' } },
  // A service of that name is there, whatever was read before: the next look will show it, and whose it is.
  { message: /^Creation of service was not idempotent/, verdict: { class: 'selfHealing' } },
  { message: /^The scalable target that you tried to tag already exists/, verdict: { class: 'conflict' } },

  {
    codes: [
      'NamespaceNotFoundException',
      'UpdateInProgressException',
      'ResourceInUseException',
      'ClusterContainsTasksException',
    ],
    verdict: { class: 'dependency' },
  },
  { message: /still Draining/i, verdict: { class: 'dependency' } },
  { message: /^ECS service doesn't exist/, verdict: { class: 'dependency' } },
  { message: /^Target group .* is not attached to resource/, verdict: { class: 'dependency' } },
  { codes: ['TargetGroupNotFound', 'TargetGroupNotFoundException'], verdict: { class: 'dependency' } },

  // These three are what Terraform's provider retries on CreateService; the fourth is Application Auto Scaling's.
  { message: /does not have an associated load balancer/, verdict: { class: 'selfHealing' } },
  { message: /unable to assume the (service linked )?role/i, verdict: { class: 'selfHealing' } },
  {
    message: /verify that the ECS service role being passed has the proper permissions/,
    verdict: { class: 'selfHealing' },
  },
  { message: /unable to assume IAM role/i, verdict: { class: 'selfHealing' } },

  {
    codes: [
      'AccessDeniedException',
      'AccessDenied',
      'UnauthorizedOperation',
      'NotAuthorized',
      'OptInRequired',
      'ExpiredTokenException',
      'ExpiredToken',
      'RequestExpired',
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'IncompleteSignature',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'CredentialsProviderError',
      'TokenProviderError',
    ],
    verdict: { class: 'accessDenied' },
  },

  {
    codes: [
      'ServerException',
      'InternalServiceException',
      'InternalServiceFault',
      'InternalFailure',
      'InternalServerError',
      'ServiceUnavailable',
      'ServiceUnavailableException',
      'ConcurrentUpdateException',
      'InvalidNextTokenException',
      'RequestTimeout',
      'RequestTimeoutException',
      'TimeoutError',
      'AbortError',
      'SyntaxError',
    ],
    verdict: { class: 'transient' },
  },
];
