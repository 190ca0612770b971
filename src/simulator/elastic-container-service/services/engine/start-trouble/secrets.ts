import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { namedState, outerState } from '../../../../outer-world/facts.ts';
import type { OuterStateOf } from '../../../../outer-world/state.ts';
import { GIVES_UP_MS, type StartTrouble, type TroubleScene } from './trouble.ts';

const UNABLE = 'ResourceInitializationError: unable to pull secrets or registry auth:';
const ONCE = 'service call has been retried 1 time(s):';

/** Secrets that a container gets as environment variables, for its log driver or its registry (reported texts). */
export function secretTrouble(scene: TroubleScene, container: ContainerDefinition): StartTrouble | undefined {
  for (const reference of references(container)) {
    const isSecret = reference.startsWith('arn:aws:secretsmanager:') || /^arn:[\w-]+:secretsmanager:/.test(reference);
    const reason = isSecret ? managedSecret(scene, reference) : parameter(scene, reference);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function references({ secrets = [], logConfiguration, repositoryCredentials }: ContainerDefinition): string[] {
  const named = [...secrets, ...(logConfiguration?.secretOptions ?? [])].map(({ valueFrom = '' }) => valueFrom);
  return [...named, repositoryCredentials?.credentialsParameter ?? ''].filter((reference) => reference !== '');
}

function managedSecret(scene: TroubleScene, reference: string): StartTrouble | undefined {
  // A key, a stage and a version may follow the ARN.
  const arn = reference.split(':').slice(0, 7).join(':');
  const state = outerState(scene.world.outer, 'secret', reference) ?? namedState(scene.world.outer, 'secret', arn);
  const failed = `failed to fetch secret ${arn} from secrets manager: operation error Secrets Manager: GetSecretValue,`;
  return trouble(state, {
    missing: () =>
      `execution resource retrieval failed: unable to retrieve secret from asm: ${ONCE} ${failed} https response error StatusCode: 400, RequestID: ${scene.requestId()}, ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    denied: () =>
      `execution resource retrieval failed: unable to retrieve secret from asm: ${ONCE} ${failed} ${denied(scene, 'secretsmanager:GetSecretValue', arn)}`,
    unreachable: () =>
      `unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. ${failed} https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
  });
}

function parameter(scene: TroubleScene, reference: string): StartTrouble | undefined {
  const name = /:parameter(\/.+)$/.exec(reference)?.[1] ?? reference;
  const { outer } = scene.world;
  const state =
    outerState(outer, 'parameter', reference) ??
    outerState(outer, 'parameter', name) ??
    outerState(outer, 'parameter', name.replace(/^\//, ''));
  const arn = reference.startsWith('arn:')
    ? reference
    : `arn:aws:ssm:${scene.region}:${scene.accountId}:parameter/${name.replace(/^\//, '')}`;
  const unable = 'execution resource retrieval failed: unable to retrieve secrets from ssm:';
  return trouble(state, {
    missing: () => `${unable} ${ONCE} invalid ssm parameters: ${name}`,
    denied: () => `${unable} ${ONCE} operation error SSM: GetParameters, ${denied(scene, 'ssm:GetParameters', arn)}`,
    unreachable: () =>
      'unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter Store. Check your task network configuration. operation error SSM: GetParameters, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded',
  });
}

/** The words of an AccessDeniedException that an agent got. */
export function denied(scene: TroubleScene, action: string, resource: string): string {
  return `https response error StatusCode: 400, RequestID: ${scene.requestId()}, api error AccessDeniedException: ${scene.caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

function trouble(
  state: OuterStateOf<'secret'> | undefined,
  words: Readonly<Record<'missing' | 'denied' | 'unreachable', () => string>>,
): StartTrouble | undefined {
  if (state === undefined) return undefined;
  if (state === 'missing') return { reason: `${UNABLE} ${words.missing()}`, failsAfter: GIVES_UP_MS.refused };
  if (state === 'not-permitted') return { reason: `${UNABLE} ${words.denied()}`, failsAfter: GIVES_UP_MS.refused };
  return { reason: `${UNABLE} ${words.unreachable()}`, failsAfter: GIVES_UP_MS.unreachable };
}
