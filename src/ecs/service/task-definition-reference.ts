/** What `spec.taskDefinition` names. */
export type TaskDefinitionReference =
  | { readonly kind: 'revision'; readonly arn: string }
  /** Without a revision: the newest ACTIVE one at the time it is resolved. */
  | { readonly kind: 'family'; readonly family: string };

/** Reads `spec.taskDefinition`: an ARN, `family:revision` or a family alone. */
export function parseTaskDefinition(
  text: string,
  scope: { readonly accountId: string; readonly region: string },
): TaskDefinitionReference {
  const name = text.slice(text.lastIndexOf('/') + 1);
  if (!/:\d+$/.test(name)) return { kind: 'family', family: name };
  if (text.startsWith('arn:')) return { kind: 'revision', arn: text };
  const { accountId, region } = scope;
  return { kind: 'revision', arn: `arn:${partition(region)}:ecs:${region}:${accountId}:task-definition/${name}` };
}

/** AWS partitions by Region name. */
function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
