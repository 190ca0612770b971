import type { Random } from '../../../runtime/clock.ts';

/**
 * The number that a deployment id (`ecs-svc/<n>`) and its revision's ARN share: 19 digits, leading zeros among them
 * (recorded: `ecs-svc/0768736368444990411`).
 */
export function deploymentNumber(random: Random): string {
  return Array.from({ length: 19 }, () => Math.floor(random() * 10)).join('');
}

/** ARN of a revision or service deployment, from the ARN of the service. */
export function siblingArn(serviceArn: string, kind: 'service-revision' | 'service-deployment', id: string): string {
  return `${serviceArn.replace(':service/', `:${kind}/`)}/${id}`;
}

/** The parts of an ECS ARN. */
export interface EcsArn {
  readonly region: string;
  readonly account: string;
  readonly kind: string;
  /** What follows the kind, split at slashes. */
  readonly path: readonly string[];
}

/** Takes an ECS ARN apart; undefined when the text is none. */
export function parseArn(text: string): EcsArn | undefined {
  const match = /^arn:aws[\w-]*:ecs:([\w-]+):(\d{12}):([\w-]+)\/(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, region = '', account = '', kind = '', path = ''] = match;
  return { region, account, kind, path: path.split('/') };
}
