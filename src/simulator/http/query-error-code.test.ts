import * as watch from '@aws-sdk/client-cloudwatch';
import * as balancing from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it } from '@jest/globals';
import { queryErrorCode } from './query-error-code.ts';

it.each([
  [watch, 'InvalidParameterValueException', 'InvalidParameterValue'],
  [watch, 'ResourceNotFoundException', 'ResourceNotFoundException'],
  [watch, 'ThrottlingException', 'Throttling'],
  [balancing, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound'],
  [balancing, 'LoadBalancerNotFound', 'LoadBalancerNotFound'],
  [balancing, 'AccessDeniedException', 'AccessDenied'],
  [balancing, 'ValidationError', 'ValidationError'],
  // No error, though the SDK exports something of this name.
  [balancing, 'CreateLoadBalancer', 'CreateLoadBalancer'],
  [{}, 'ServerException', 'InternalFailure'],
])('%# calls %s %s', (sdk, code, name) => {
  expect(queryErrorCode(sdk, code)).toBe(name);
});
