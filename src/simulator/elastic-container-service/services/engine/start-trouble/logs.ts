import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { outerState } from '../../../../outer-world/facts.ts';
import { GIVES_UP_MS, type StartTrouble, type TroubleScene } from './trouble.ts';

const REFUSED =
  'failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, RequestID:';

/** The log stream that `awslogs` makes for a container (recorded texts, that of no connection reported). */
export function logTrouble(scene: TroubleScene, container: ContainerDefinition): StartTrouble | undefined {
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  const group = options['awslogs-group'];
  if (logDriver !== 'awslogs' || group === undefined) return undefined;
  const state = outerState(scene.world.outer, 'log-group', group);
  if (state === undefined || (state === 'missing' && options['awslogs-create-group'] === 'true')) return undefined;
  if (state === 'unreachable') {
    const words =
      'failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed';
    return { reason: `ResourceInitializationError: ${words}`, failsAfter: GIVES_UP_MS.unreachable };
  }
  const cause =
    state === 'missing'
      ? 'ResourceNotFoundException: The specified log group does not exist. '
      : `api error AccessDeniedException: ${scene.caller} is not authorized to perform: logs:CreateLogStream on resource: ${streamArn(scene, container, group)} with an explicit deny in an identity-based policy `;
  const reason = `ResourceInitializationError: ${REFUSED} ${scene.requestId()}, ${cause}: exit status 1`;
  return { reason, failsAfter: GIVES_UP_MS.refused };
}

function streamArn(scene: TroubleScene, container: ContainerDefinition, group: string): string {
  const { options = {} } = container.logConfiguration ?? {};
  const region = options['awslogs-region'] ?? scene.region;
  const stream = `${options['awslogs-stream-prefix'] ?? ''}/${container.name}/${scene.taskId}`;
  return `arn:aws:logs:${region}:${scene.accountId}:log-group:${group}:log-stream:${stream}`;
}
