import type { ObjectFieldReference } from '../../api/generated/ecs-task-definition.ts';

/** A reference with its defaults filled in: which field of which object. */
export type ReferredField = Required<ObjectFieldReference>;

/** What reading the object came to. */
export type ObjectReading =
  | { readonly kind: 'found'; readonly object: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknownKind' }
  | { readonly kind: 'forbidden'; readonly message: string };

/** The ARN that a reference stands for, or why it is not known yet. */
export type RoleReading =
  { readonly kind: 'resolved'; readonly arn: string } | { readonly kind: 'waiting'; readonly message: string };

const ACK_ROLE = { apiVersion: 'iam.services.k8s.aws/v1alpha1', kind: 'Role' } as const;

/** AWS Controllers for Kubernetes write every ARN here. */
const ACK_FIELD = 'status.ackResourceMetadata.arn';
/** The AWS providers of Crossplane write it here. */
const CROSSPLANE_FIELD = 'status.atProvider.arn';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

/** A reference with its defaults: a Role of AWS Controllers for Kubernetes, and the field where its kin write ARNs. */
export function referredField({ name, apiVersion, kind, fieldPath }: ObjectFieldReference): ReferredField {
  const version = apiVersion ?? ACK_ROLE.apiVersion;
  const isAck = version.includes('.services.k8s.aws/');
  return {
    name,
    apiVersion: version,
    kind: kind ?? ACK_ROLE.kind,
    fieldPath: fieldPath ?? (isAck ? ACK_FIELD : CROSSPLANE_FIELD),
  };
}

/** The ARN of a role in an object that was read. A value of another form is not told: it may be anything. */
export function roleArn(field: ReferredField, reading: ObjectReading): RoleReading {
  const which = `${field.kind} ${field.name}`;
  switch (reading.kind) {
    case 'absent':
      return waiting(`${which} does not exist in this namespace.`);
    case 'unknownKind':
      return waiting(`The cluster has no kind ${field.kind} of ${field.apiVersion}.`);
    case 'forbidden':
      return waiting(`${which} cannot be read: ${reading.message}. Grant it by rbac.references of the chart.`);
    case 'found':
      return fromObject(which, field.fieldPath, reading.object);
  }
}

function fromObject(which: string, fieldPath: string, object: unknown): RoleReading {
  const value = fieldPath.split('.').reduce(member, object);
  if (value === undefined || value === '') return waiting(`${which} has no ${fieldPath} yet.`);
  if (typeof value === 'string' && ROLE_ARN.test(value)) return { kind: 'resolved', arn: value };
  return waiting(`${fieldPath} of ${which} is not the ARN of an IAM role.`);
}

function member(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) return undefined;
  return (object as Record<string, unknown>)[name];
}

function waiting(message: string): RoleReading {
  return { kind: 'waiting', message };
}
