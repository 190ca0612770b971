import { Annotation, FINALIZER, OwnerTag } from '../../api/annotations.ts';
import { markdownTable, page } from './markdown.ts';

const verbs = {
  ReconcileRequestedAt: 'Reconcile now.',
  RestartedAt:
    'Start a new deployment of the same spec. A spec that ECS rolled back is not sent again by it: the request waits until the spec is corrected.',
  RetryRollout: 'Try a rolled-back, failed or stopped spec once more, now.',
  Approve:
    'Let a deployment go on that waits at a gate (`rollout.approvals`, or any PAUSE hook). Names the deployment, as `status.rollout.serviceDeploymentArn` has it or its last part: then it answers the gates that wait now, or else the next one. Or names the hook, as `status.rollout.waitsFor` has it. Anything else does nothing, and an event says so.',
  Abort:
    'Roll the deployment under way back (StopServiceDeployment). Names the deployment; anything else does nothing, and an event says so.',
} satisfies Record<keyof typeof Annotation, string>;

const tags = {
  Installation: 'The installation of the operator that owns the resource.',
  Namespace: 'Namespace of the object.',
  Kind: 'Kind of the object.',
  Name: 'Name of the object.',
  SpecHash: 'On task definitions: hash of the spec that the revision carries.',
  Released:
    'On the newest revision of a family whose object was deleted with `deletionPolicy: Retain`: it may be adopted.',
} satisfies Record<keyof typeof OwnerTag, string>;

/** Annotations that ask for something, and the tags by which the operator knows its AWS resources. */
export function annotationsPage(): string {
  return page([
    '# Annotations and tags',
    '## Annotations',
    'Each is a verb. The value is free, but for `approve` and `abort`, which name what they mean; a new value is a new request. The last value that was dealt with is echoed in `status.lastHandled`. Values that are there when the object is created count as dealt with.',
    markdownTable(['Annotation', 'Meaning'], rows(Annotation, verbs)),
    '## Tags on AWS resources',
    'Written on every resource that takes tags. What lacks them, or carries those of another object, is not touched.',
    markdownTable(['Tag', 'Value'], rows(OwnerTag, tags)),
    '## Finalizer',
    `\`${FINALIZER}\` keeps an object until the AWS side is dealt with as \`deletionPolicy\` says.`,
  ]);
}

function rows<Name extends string>(keys: Readonly<Record<Name, string>>, meanings: Readonly<Record<Name, string>>) {
  return (Object.keys(keys) as Name[]).map((name) => [`\`${keys[name]}\``, meanings[name]]);
}
