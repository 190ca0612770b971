import type { Random } from '../../../runtime/clock.ts';

const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const BASE64_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function letters(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
}

export function hex(random: Random, length: number): string {
  return letters(random, HEX, length);
}

/** Version 4 UUID shape: ids of service events and attachments. */
export function uuid(random: Random): string {
  return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;
}

/** The number that a deployment id (`ecs-svc/<n>`) and its revision's ARN share: 19 digits, maybe with leading zeros. */
export function deploymentNumber(random: Random): string {
  return letters(random, DIGITS, 19);
}

/** Last part of a service deployment ARN: 21 characters, no relation to the deployment's number. */
export function serviceDeploymentId(random: Random): string {
  return letters(random, BASE64_URL, 21);
}

/** `service-deployment/<cluster>/<service>` and its kin, from the ARN of the service. */
export function siblingArn(serviceArn: string, kind: 'service-revision' | 'service-deployment', id: string): string {
  return `${serviceArn.replace(':service/', `:${kind}/`)}/${id}`;
}

/** The parts of an ECS ARN; undefined when the text is none. */
export interface EcsArn {
  readonly region: string;
  readonly account: string;
  readonly kind: string;
  /** What follows the kind, split at slashes. */
  readonly path: readonly string[];
}

export function parseArn(text: string): EcsArn | undefined {
  const match = /^arn:aws[\w-]*:ecs:([\w-]+):(\d{12}):([\w-]+)\/(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, region = '', account = '', kind = '', path = ''] = match;
  return { region, account, kind, path: path.split('/') };
}
