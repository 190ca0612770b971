import type { Json } from '../operation.ts';
import { defaultRule } from './find.ts';
import type { BalancingState, ListenerRecord } from './state.ts';

export function listenerView(state: BalancingState, listener: ListenerRecord): Json {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    Certificates: listener.certificates.length === 0 ? undefined : listener.certificates,
    SslPolicy: listener.sslPolicy,
    DefaultActions: defaultRule(state, listener).actions,
    AlpnPolicy: listener.alpnPolicy,
    MutualAuthentication: listener.mutualAuthentication,
  };
}

/** Removes a listener and its rules. */
export function deleteListenerRecord(state: BalancingState, listener: ListenerRecord): void {
  for (const rule of state.listenerRules.values()) {
    if (rule.listenerArn === listener.arn) state.listenerRules.delete(rule.arn);
  }
  state.listeners.delete(listener.arn);
}
