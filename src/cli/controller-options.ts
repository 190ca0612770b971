import { LOG_LEVELS } from '../observability/log.ts';
import { duration } from './options/duration.ts';
import { awsRegion, choice, decimal, integer, list, pairs, text, toggle } from './options/kinds.ts';
import type { OptionTable, Values } from './options/table.ts';

const name = text('name', 'lower-case letters, digits and dashes, at most 63', /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);

/** Every setting of the operator. Flags, environment variables, the file's schema and the documentation follow it. */
export const controllerOptions = {
  kubeconfig: {
    kind: text('file'),
    description:
      'Credentials for the API server; KUBECONFIG, ~/.kube/config or the service account of the Pod if absent',
  },
  context: { kind: text('name'), description: 'Context of the kubeconfig to use; its current one if absent' },
  namespaces: { kind: list(name), description: 'Namespaces to watch; all if absent' },
  region: {
    kind: awsRegion(),
    description: 'Region for objects that name none; that of the AWS configuration if absent',
  },
  installationId: {
    kind: text('id', 'letters, digits, dots, dashes and underscores, at most 63', /^[A-Za-z0-9._-]{1,63}$/),
    description: 'Tells the AWS objects of this installation from others; the UID of the cluster if absent',
  },
  defaultTags: { kind: pairs(), description: 'Tags to put on every AWS object' },
  resyncPeriod: {
    kind: duration({ min: '10s', max: '24h' }),
    default: 60_000,
    description: 'How often every object is compared with AWS when nothing happens',
  },
  workers: {
    kind: integer({ min: 1, max: 100 }),
    default: 10,
    description: 'Objects of one kind that are worked on at the same time',
  },
  requestShare: {
    kind: integer({ min: 1, max: 100 }),
    default: 50,
    description: 'Percentage of the AWS request limits of the account that the operator may use',
  },
  reconcileTimeout: {
    kind: duration({ min: '1s', max: '10m' }),
    default: 60_000,
    description: 'Longest time for one pass over one object',
  },
  shutdownTimeout: {
    kind: duration({ min: '1s', max: '10m' }),
    default: 25_000,
    description: 'Longest time for work in progress to end after SIGTERM',
  },
  leaderElection: {
    kind: toggle(),
    default: true,
    description: 'Work only while holding a Lease, so that of several replicas one is active',
    whenOff: 'Work without a Lease: only where there is a single replica',
    whenOn: 'with a Lease',
  },
  leaderElectionNamespace: { kind: name, description: 'Namespace of the Lease; that of the Pod, else default' },
  leaderElectionName: { kind: name, default: 'ecs-operator', description: 'Name of the Lease' },
  httpHost: { kind: text('address'), default: '0.0.0.0', description: 'Address for /healthz, /readyz and /metrics' },
  httpPort: { kind: integer({ min: 0, max: 65_535 }), default: 8080, description: 'Port for them; 0 takes a free one' },
  logLevel: {
    kind: choice('level', LOG_LEVELS),
    default: 'info',
    description: 'Least severe messages to log',
  },
  domainSpeed: {
    kind: decimal({ min: 0.1, max: 10_000 }),
    default: 1,
    description: 'For use with the simulator: factor by which polls, back-off and deadlines run faster',
  },
  domainAnchor: {
    kind: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    description: 'For use with the simulator: moment, in milliseconds since 1970, at which its clock shows domainStart',
  },
  domainStart: {
    kind: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    description: 'For use with the simulator: what its clock shows at domainAnchor; the same time if absent',
  },
} as const satisfies OptionTable;

/** The effective settings of the operator; durations are in milliseconds. */
export type ControllerSettings = Values<typeof controllerOptions>;

/**
 * What their environment variables begin with. Kubernetes itself sets some for a Service named ecs-operator
 * (ECS_OPERATOR_PORT, ECS_OPERATOR_PORT_8080_TCP_ADDR, ECS_OPERATOR_SERVICE_HOST…): no setting may be named so.
 */
export const controllerPrefix = 'ECS_OPERATOR_';
