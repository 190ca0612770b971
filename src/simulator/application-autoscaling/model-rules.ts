import type { Json } from '../operation.ts';
import type { WorldOperation } from '../world.ts';
import { invalidByModel, modelError } from './refusals.ts';

interface TextRule {
  readonly longest: number;
  readonly pattern?: { readonly matches: RegExp; readonly text: string };
}

const plain: TextRule = { longest: 1600 };
const printable = { matches: /^[\x20-\x7e]+$/, text: String.raw`\p{Print}+` };
const scheduledName = {
  matches: /^(?! )(?!.* $)[^\p{Cc}:/|]+$/u,
  text: String.raw`(?!((^[ ]+.*)|(.*([\u0000-\u001f]|[\u007f-\u009f]|[:/|])+.*)|(.*[ ]+$))).+`,
};
const targetArn = {
  matches: /^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\/[a-zA-Z0-9-]+$/,
  text: String.raw`^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\/[a-zA-Z0-9-]+$`,
};

/** Bounds of the service model (API reference); at least one character everywhere. */
const members: Readonly<Record<string, TextRule>> = {
  PolicyName: { longest: 256, pattern: printable },
  ResourceARN: { longest: 1011, pattern: targetArn },
  ResourceId: plain,
  RoleARN: plain,
  Schedule: plain,
  ScheduledActionName: { longest: 256, pattern: scheduledName },
  Timezone: plain,
};

/** Where a name is only looked for, any text is one. */
const lookups: Readonly<Record<string, TextRule>> = { ...members, PolicyName: plain, ScheduledActionName: plain };

/** `run`, behind the checks of the service's model, which come before the service's own. @throws AwsFault */
export function behindModel(operation: string, run: WorldOperation): WorldOperation {
  const rules = operation.startsWith('Delete') ? lookups : members;
  return (context, input) => {
    for (const [name, rule] of Object.entries(rules)) checkText(name, input[name], rule);
    checkTagsByModel(input);
    return run(context, input);
  };
}

/** `ResourceARN` is `resourceARN` in messages. */
function pathOf(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function checkText(name: string, value: unknown, { longest, pattern }: TextRule): void {
  if (typeof value !== 'string') return;
  const refuse = (constraint: string): never => {
    throw invalidByModel(value, pathOf(name), constraint);
  };
  if (value === '') refuse('Member must have length greater than or equal to 1');
  if (value.length > longest) refuse(`Member must have length less than or equal to ${longest}`);
  if (pattern === undefined || pattern.matches.test(value)) return;
  const constraint = `Member must satisfy regular expression pattern: ${pattern.text}`;
  // A text with a NUL is not repeated (recorded).
  if (value.includes('\0')) throw modelError(`Value at '${pathOf(name)}' failed to satisfy constraint: ${constraint}`);
  refuse(constraint);
}

function checkTagsByModel(input: Json): void {
  const tags = Object.entries((input['Tags'] ?? {}) as Record<string, string>);
  const all = `{${tags.map(([key, value]) => `${key}=${value}`).join(', ')}}`;
  if (tags.some(([key]) => key === '' || key.length > 128)) {
    const lengths =
      'Member must have length less than or equal to 128, Member must have length greater than or equal to 1';
    throw invalidByModel(all, 'tags', `Map keys must satisfy constraint: [${lengths}]`);
  }
  if (tags.some(([, value]) => value.length > 256)) {
    // UNKNOWN: the words, by analogy with keys.
    const lengths =
      'Member must have length less than or equal to 256, Member must have length greater than or equal to 0';
    throw invalidByModel(all, 'tags', `Map value must satisfy constraint: [${lengths}]`);
  }
}
