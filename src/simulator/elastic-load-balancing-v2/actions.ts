import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../operation.ts';
import { findTargetGroup } from './find.ts';
import { checkEnum, checkRange, validationError } from './refusals.ts';
import type { BalancingState, ListenerRecord, LoadBalancerRecord } from './state.ts';
import { groupsOf } from './use.ts';

const TYPES = ['forward', 'authenticate-oidc', 'authenticate-cognito', 'redirect', 'fixed-response', 'jwt-validation'];
const FINAL = ['forward', 'redirect', 'fixed-response'];

/**
 * The actions of a rule or listener as AWS stores and answers them: a forward in both of its forms where it has one
 * group, weights and other defaults filled in, in the order of their numbers.
 *
 * @throws AwsFault ValidationError, InvalidLoadBalancerAction, TargetGroupNotFound, TargetGroupAssociationLimit,
 *   IncompatibleProtocols
 */
export function readActions(
  state: BalancingState,
  balancer: LoadBalancerRecord,
  listener: Pick<ListenerRecord, 'protocol'>,
  given: readonly Action[],
): Action[] {
  if (given.length === 0) throw validationError('You must specify actions');
  const ordered = given.toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0));
  checkKinds(ordered, listener.protocol);
  const actions = ordered.map((action, index) => complete(action, ordered.length > 1 ? index + 1 : undefined));
  checkGroups(state, balancer, listener.protocol, groupsOf(actions));
  return actions;
}

/** UNKNOWN: the words for a list that does not end as it must. */
function checkKinds(actions: readonly Action[], protocol: string | undefined): void {
  for (const { Type: type = '', Order: order } of actions) {
    checkEnum('actions.type', type, TYPES);
    checkRange('actions.order', order, 1, 50_000);
    if (type.startsWith('authenticate-') && protocol !== 'HTTPS') {
      throw invalidAction(`Actions of type '${type}' are supported only on HTTPS listeners`);
    }
  }
  const ends = actions.filter(({ Type: type = '' }) => FINAL.includes(type));
  if (ends.length !== 1 || actions.at(-1) !== ends[0]) {
    throw invalidAction('Exactly one action of type forward, redirect or fixed-response must be the last one');
  }
}

function complete(action: Action, place: number | undefined): Action {
  const order = action.Order ?? place;
  const rest = { Type: action.Type, ...(order === undefined ? {} : { Order: order }) };
  if (action.Type === 'forward') return { ...rest, ...forward(action) };
  if (action.Type === 'redirect') return { ...rest, RedirectConfig: redirect(action) };
  if (action.Type === 'fixed-response') return { ...rest, FixedResponseConfig: fixedResponse(action) };
  const { AuthenticateOidcConfig: oidc, AuthenticateCognitoConfig: cognito, JwtValidationConfig: jwt } = action;
  if (oidc !== undefined) {
    // The secret never comes back.
    const { ClientSecret: _secret, UseExistingClientSecret: _existing, ...told } = oidc;
    return { ...rest, AuthenticateOidcConfig: { ...AUTHENTICATION, ...told } };
  }
  if (cognito !== undefined) return { ...rest, AuthenticateCognitoConfig: { ...AUTHENTICATION, ...cognito } };
  if (jwt !== undefined) return { ...rest, JwtValidationConfig: jwt };
  throw invalidAction(`An action of type '${action.Type}' must have its configuration`);
}

/** As documented. */
const AUTHENTICATION = {
  SessionCookieName: 'AWSELBAuthSessionCookie',
  Scope: 'openid',
  SessionTimeout: 604_800,
  OnUnauthenticatedRequest: 'authenticate',
} as const;

function forward({ TargetGroupArn: single, ForwardConfig: config }: Action): Partial<Action> {
  const tuples: readonly TargetGroupTuple[] =
    config?.TargetGroups ?? (single === undefined ? [] : [{ TargetGroupArn: single }]);
  if (tuples.length === 0) throw validationError('A target group ARN must be specified');
  if (tuples.length > 5)
    throw new AwsFault('TooManyTargetGroups', 'A forward action can have up to five target groups');
  for (const { Weight: weight } of tuples) checkRange('weight', weight, 0, 999);
  if (single !== undefined && !tuples.some(({ TargetGroupArn: arn }) => arn === single)) {
    throw invalidAction('The target group ARN must be one of those of the forward configuration');
  }
  return {
    ...(tuples.length === 1 ? { TargetGroupArn: tuples[0]?.TargetGroupArn } : {}),
    ForwardConfig: {
      TargetGroups: tuples.map(({ TargetGroupArn, Weight = 1 }) => ({ TargetGroupArn, Weight })),
      TargetGroupStickinessConfig: config?.TargetGroupStickinessConfig ?? { Enabled: false },
    },
  };
}

function redirect({ RedirectConfig: config }: Action): NonNullable<Action['RedirectConfig']> {
  checkEnum('redirectConfig.statusCode', config?.StatusCode ?? '', ['HTTP_301', 'HTTP_302']);
  return {
    Protocol: '#{protocol}',
    Port: '#{port}',
    Host: '#{host}',
    Path: '/#{path}',
    Query: '#{query}',
    StatusCode: 'HTTP_301',
    ...config,
  };
}

function fixedResponse({ FixedResponseConfig: config }: Action): NonNullable<Action['FixedResponseConfig']> {
  if (config === undefined || !/^[245]\d\d$/.test(config.StatusCode ?? '')) {
    throw validationError('The status code of a fixed response must be 2XX, 4XX or 5XX');
  }
  return config;
}

function checkGroups(
  state: BalancingState,
  balancer: LoadBalancerRecord,
  protocol: string | undefined,
  groups: readonly string[],
): void {
  const records = groups.map((arn) => findTargetGroup(state, arn));
  const elsewhere = records.filter(({ users }) => users.some((user) => user !== balancer.arn)).map(({ arn }) => arn);
  if (elsewhere.length > 0) {
    throw new AwsFault(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${elsewhere.join(', ')}`,
    );
  }
  const misfits = records.filter(({ settings }) => !fits(protocol, settings.Protocol, settings.TargetType));
  if (misfits.length === 0) return;
  throw new AwsFault(
    'IncompatibleProtocols',
    `The listener and the following target groups have incompatible protocols: ${misfits.map(({ arn }) => arn).join(', ')}`,
  );
}

/** HTTP and HTTPS go together; a TLS listener takes TCP and TLS groups, a TCP one those and TCP_UDP (documented). */
function fits(listener: string | undefined, group: string | undefined, type: string | undefined): boolean {
  const isHttp = (protocol: string | undefined): boolean => protocol === 'HTTP' || protocol === 'HTTPS';
  if (isHttp(listener)) return isHttp(group) || type === 'lambda';
  if (listener === 'TLS') return group === 'TCP' || group === 'TLS';
  if (listener === undefined) return group === 'GENEVE';
  return group === listener || (group === 'TCP_UDP' && (listener === 'TCP' || listener === 'UDP'));
}

function invalidAction(message: string): AwsFault {
  return new AwsFault('InvalidLoadBalancerAction', message);
}
