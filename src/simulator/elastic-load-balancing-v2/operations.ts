import type { WorldOperation } from '../world.ts';
import { describeAccountLimits } from './operations/account.ts';
import {
  describeListenerAttributes,
  describeLoadBalancerAttributes,
  describeTargetGroupAttributes,
  modifyListenerAttributes,
  modifyLoadBalancerAttributes,
  modifyTargetGroupAttributes,
} from './operations/attribute-operations.ts';
import { describeCapacityReservation, modifyCapacityReservation } from './operations/capacity-reservation.ts';
import {
  addListenerCertificates,
  describeListenerCertificates,
  removeListenerCertificates,
} from './operations/certificate-operations.ts';
import { createLoadBalancer } from './operations/create-load-balancer.ts';
import { deleteLoadBalancer } from './operations/delete-load-balancer.ts';
import { describeLoadBalancers } from './operations/describe-load-balancers.ts';
import { describeSslPolicies } from './operations/describe-ssl-policies.ts';
import { createListener, deleteListener, describeListeners, modifyListener } from './operations/listener-operations.ts';
import { modifyIpPools, setIpAddressType, setSecurityGroups, setSubnets } from './operations/load-balancer-settings.ts';
import { createRule, deleteRule, describeRules, modifyRule, setRulePriorities } from './operations/rule-operations.ts';
import { addTags, describeTags, removeTags } from './operations/tag-operations.ts';
import {
  createTargetGroup,
  deleteTargetGroup,
  describeTargetGroups,
  modifyTargetGroup,
} from './operations/target-group-operations.ts';
import { deregisterTargets, describeTargetHealth, registerTargets } from './operations/target-operations.ts';

/** Operations of Elastic Load Balancing, version 2: all but those of trust stores and resource policies. */
export const balancingOperations: Record<string, WorldOperation> = {
  AddListenerCertificates: addListenerCertificates,
  AddTags: addTags,
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateRule: createRule,
  CreateTargetGroup: createTargetGroup,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteRule: deleteRule,
  DeleteTargetGroup: deleteTargetGroup,
  DeregisterTargets: deregisterTargets,
  DescribeAccountLimits: describeAccountLimits,
  DescribeCapacityReservation: describeCapacityReservation,
  DescribeListenerAttributes: describeListenerAttributes,
  DescribeListenerCertificates: describeListenerCertificates,
  DescribeListeners: describeListeners,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeRules: describeRules,
  DescribeSSLPolicies: describeSslPolicies,
  DescribeTags: describeTags,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyCapacityReservation: modifyCapacityReservation,
  ModifyIpPools: modifyIpPools,
  ModifyListener: modifyListener,
  ModifyListenerAttributes: modifyListenerAttributes,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  ModifyRule: modifyRule,
  ModifyTargetGroup: modifyTargetGroup,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  RegisterTargets: registerTargets,
  RemoveListenerCertificates: removeListenerCertificates,
  RemoveTags: removeTags,
  SetIpAddressType: setIpAddressType,
  SetRulePriorities: setRulePriorities,
  SetSecurityGroups: setSecurityGroups,
  SetSubnets: setSubnets,
};
