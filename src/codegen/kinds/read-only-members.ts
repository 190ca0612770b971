import type { Rule } from '../overlay.ts';
import type { Schema } from '../schema.ts';

const text: Schema = { type: 'string', maxLength: 2048 };
const number: Schema = { type: 'integer', format: 'int64' };
const anything: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function many(items: Schema): Schema {
  return { type: 'array', maxItems: 1000, 'x-kubernetes-list-type': 'atomic', items };
}

/** What DescribeTaskDefinition answers beside what RegisterTaskDefinition takes. */
export const READ_ONLY_OF_TASK_DEFINITIONS: Readonly<Record<string, Schema>> = {
  taskDefinitionArn: text,
  revision: number,
  status: text,
  requiresAttributes: many(anything),
  compatibilities: many(text),
  registeredAt: text,
  registeredBy: text,
  deregisteredAt: text,
  deleteRequestedAt: text,
};

/** What DescribeServices answers beside what CreateService takes. */
export const READ_ONLY_OF_SERVICES: Readonly<Record<string, Schema>> = {
  serviceArn: text,
  clusterArn: text,
  roleArn: text,
  status: text,
  runningCount: number,
  pendingCount: number,
  platformFamily: text,
  deployments: many(anything),
  taskSets: many(anything),
  events: many(anything),
  createdAt: text,
  createdBy: text,
  currentServiceDeployment: text,
  currentServiceRevisions: many(anything),
  resourceManagementType: text,
};

/**
 * The spec with members that only describe answers have. They are in the schema so that the refusal of a pasted answer
 * can say what they are; without that the API server calls them unknown, or drops them.
 */
export function refusingReadOnly(spec: Schema, operation: string, members: Readonly<Record<string, Schema>>): Schema {
  const described = Object.entries(members).map(([name, schema]) => [
    name,
    { ...schema, refused: true, description: `Refused: part of the answer of ${operation}.` },
  ]);
  return {
    ...spec,
    properties: { ...spec.properties, ...(Object.fromEntries(described) as Record<string, Schema>) },
    'x-kubernetes-validations': [...(spec['x-kubernetes-validations'] ?? []), absent(operation, Object.keys(members))],
  };
}

function absent(operation: string, names: readonly string[]): Rule {
  return {
    rule: names.map((name) => `!has(self.${name})`).join(' && '),
    message: `take ${names.map((name) => `\`${name}\``).join(', ')} off: they are read-only, part of the answer of ${operation}`,
  };
}
