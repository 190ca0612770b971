import { hexDigits } from '../identifiers.ts';
import type { Context } from '../world.ts';
import type { LoadBalancerRecord } from './state.ts';

const KINDS = { application: 'app', network: 'net', gateway: 'gwy' } as const;

export function newLoadBalancerArn(context: Context, type: LoadBalancerRecord['type'], name: string): string {
  return arn(context, `loadbalancer/${KINDS[type]}/${name}/${hexDigits(context.random, 16)}`);
}

export function newTargetGroupArn(context: Context, name: string): string {
  return arn(context, `targetgroup/${name}/${hexDigits(context.random, 16)}`);
}

export function newListenerArn(context: Context, loadBalancerArn: string): string {
  return `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${hexDigits(context.random, 16)}`;
}

export function newRuleArn(context: Context, listenerArn: string): string {
  return `${listenerArn.replace(':listener/', ':listener-rule/')}/${hexDigits(context.random, 16)}`;
}

/** `app/web/50dc6c495c0c9188`: what CloudWatch's dimension LoadBalancer, and resource labels, have. */
export function balancerLabel(loadBalancerArn: string): string {
  return loadBalancerArn.slice(loadBalancerArn.indexOf(':loadbalancer/') + ':loadbalancer/'.length);
}

/** `targetgroup/web/50dc6c495c0c9188`. */
export function groupLabel(targetGroupArn: string): string {
  return targetGroupArn.slice(targetGroupArn.lastIndexOf(':') + 1);
}

function arn({ region, accountId }: Context, resource: string): string {
  return `arn:aws:elasticloadbalancing:${region}:${accountId}:${resource}`;
}
