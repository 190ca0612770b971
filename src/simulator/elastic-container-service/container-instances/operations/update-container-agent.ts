import { AwsFault } from '../../../operation.ts';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { namedInstance } from '../find-instance.ts';

/** UpdateContainerAgent: every agent is the newest. @throws AwsFault NoUpdateAvailableException; UNKNOWN: its words */
export function updateContainerAgent(context: Context, input: Json): Json {
  namedInstance(context, input);
  throw new AwsFault('NoUpdateAvailableException', "There's no update available for this Amazon ECS container agent.");
}
