import type { Rule } from '../overlay.ts';
import { immutable } from '../overlays/rules.ts';
import type { Schema } from '../schema.ts';

/** A field of ours, beside the SDK's. */
export type OwnFields = Readonly<Record<string, Schema & { readonly description: string }>>;

const RETAINED = 'Retain keeps the AWS side when the object is deleted.';

/** The fields that every kind has. */
export function commonFields(deletionPolicyWhenAbsent: 'Delete' | 'Retain'): OwnFields {
  return {
    deletionPolicy: {
      description: `${RETAINED} When absent: ${deletionPolicyWhenAbsent}${deletionPolicyWhenAbsent === 'Retain' ? '' : ', and Retain for what was adopted'}. May be set while the object is being deleted.`,
      type: 'string',
      enum: ['Delete', 'Retain'],
    },
    adoptionPolicy: {
      description:
        'Whether what exists in AWS, and belongs to no other object, is taken over. IfExists takes it over or else creates it; Required creates nothing and waits for it. Never when absent. Taking over changes tags only, until the spec asks for a difference.',
      type: 'string',
      enum: ['Never', 'IfExists', 'Required'],
    },
    driftPolicy: {
      description: 'Observe reports differences in AWS and leaves them. Correct when absent.',
      type: 'string',
      enum: ['Correct', 'Observe'],
    },
    suspend: {
      description: 'Observes and plans, and writes nothing to AWS. Does not hold deletion up.',
      type: 'boolean',
    },
    region: {
      description: "AWS Region; the operator's when absent. Immutable.",
      type: 'string',
      maxLength: 64,
      pattern: '^[a-z]{2,}(-[a-z]+)+-[0-9]+$',
    },
  };
}

export const commonRules: readonly Rule[] = [immutable('region', 'create another object in the other Region')];

const objectName: Schema = {
  description: 'Name of an object in the same namespace.',
  type: 'string',
  minLength: 1,
  maxLength: 253,
  pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$',
};

/** The name of an object in the same namespace. */
export function reference(description: string): Schema & { description: string } {
  return {
    typeName: 'LocalReference',
    description,
    type: 'object',
    required: ['name'],
    properties: { name: objectName },
  };
}

/** A field of an object of any kind, whose value is read from there. */
export function objectField(description: string): Schema & { description: string } {
  return {
    typeName: 'ObjectFieldReference',
    description,
    type: 'object',
    required: ['name'],
    properties: {
      apiVersion: {
        description: '`iam.services.k8s.aws/v1alpha1` when absent.',
        type: 'string',
        maxLength: 320,
        pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?v[0-9][a-z0-9]*$',
      },
      kind: { description: '`Role` when absent.', type: 'string', maxLength: 63, pattern: '^[A-Z][A-Za-z0-9]*$' },
      name: objectName,
      fieldPath: {
        description:
          'Where the ARN stands, member by member. When absent: `status.ackResourceMetadata.arn` for AWS Controllers for Kubernetes, else `status.atProvider.arn`, as Crossplane writes it.',
        type: 'string',
        maxLength: 255,
        pattern: '^[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*)*$',
      },
    },
  };
}

/**
 * The SDK's fields and ours in one spec.
 * @throws Error when the SDK has a member of the name of one of ours: a new name is needed before it can be generated
 */
export function specSchema(typeName: string, mirrored: Schema, own: OwnFields, rules: readonly Rule[]): Schema {
  const taken = Object.keys(own).filter((name) => name in (mirrored.properties ?? {}));
  if (taken.length > 0) throw new Error(`${typeName}: the SDK has taken the name of our own field ${taken.join(', ')}`);
  const { required: _, ...rest } = mirrored;
  return {
    ...rest,
    typeName,
    description: 'What is wanted. AWS fields have the names, values and units of the AWS API.',
    properties: { ...mirrored.properties, ...own },
    'x-kubernetes-validations': [...(mirrored['x-kubernetes-validations'] ?? []), ...rules],
  };
}
