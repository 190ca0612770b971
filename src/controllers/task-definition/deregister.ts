import type { EcsTaskDefinition } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { Priority } from '../../runtime/priority.ts';
import type { Session } from '../framework/session.ts';

/**
 * Deregisters one revision, `id` being its ARN or `family:revision`, from the background share: the call takes from the
 * slowest bucket of ECS, which registrations need. What is gone already is fine.
 */
export async function deregister(session: Session<EcsTaskDefinition>, id: string): Promise<void> {
  try {
    const context = { ...session.call, priority: Priority.Retention };
    await session.aws.call('DeregisterTaskDefinition', { taskDefinition: id }, context);
  } catch (error) {
    if (!(error instanceof AwsError && error.class === 'notFound')) throw error;
  }
}
