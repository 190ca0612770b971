import type { Task } from '@aws-sdk/client-ecs';
import type { EcsService } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import type { Session } from '../framework/session.ts';
import type { ServiceAddress } from './service-address.ts';

/**
 * The tasks of a service that stopped lately or are about to stop. They only explain: where they cannot be read, the rest
 * is told without them.
 *
 * @throws AwaitToken; AwsError of a throttle or of a failure that passes
 */
export async function readStoppedTasks(
  session: Session<EcsService>,
  { cluster, serviceName }: ServiceAddress,
): Promise<Task[] | undefined> {
  try {
    const input = { cluster, serviceName, desiredStatus: 'STOPPED' as const };
    const { taskArns = [] } = await session.aws.call('ListTasks', input, session.call);
    if (taskArns.length === 0) return [];
    const { tasks = [] } = await session.aws.call('DescribeTasks', { cluster, tasks: taskArns }, session.call);
    return tasks;
  } catch (error) {
    if (error instanceof AwsError && error.class !== 'throttle' && error.class !== 'transient') return undefined;
    throw error;
  }
}
