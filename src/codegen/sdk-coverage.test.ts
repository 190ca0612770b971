import { describe, expect, it } from '@jest/globals';
import * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import { customResourceDefinition } from './crd.ts';
import { exceptions } from './exceptions.ts';
import { kinds } from './kinds/kinds.ts';
import type { Schema } from './schema.ts';
import { readStructure, type Shape, type Structure } from './sdk/static-schema.ts';

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const asIs = (name: string) => name;

/** Where each input structure is in the published schemas. Read from the finished CRDs, not from the generator. */
const inputs = [
  { request: ecs.RegisterTaskDefinitionRequest$, kind: 'EcsTaskDefinition', path: ['spec'], spelling: asIs },
  { request: ecs.CreateServiceRequest$, kind: 'EcsService', path: ['spec'], spelling: asIs },
  { request: ecs.UpdateServiceRequest$, kind: 'EcsService', path: ['spec'], spelling: asIs },
  { request: autoScaling.RegisterScalableTargetRequest$, kind: 'EcsScaling', path: ['spec'], spelling: lowerFirst },
  {
    request: autoScaling.PutScalingPolicyRequest$,
    kind: 'EcsScaling',
    path: ['spec', 'policies'],
    spelling: lowerFirst,
  },
  {
    request: autoScaling.PutScheduledActionRequest$,
    kind: 'EcsScaling',
    path: ['spec', 'scheduledActions'],
    spelling: lowerFirst,
  },
  {
    request: cloudWatch.PutMetricAlarmInput$,
    kind: 'EcsScaling',
    path: ['spec', 'policies', 'alarm'],
    spelling: (name: string) => (name === 'OKActions' ? 'okActions' : lowerFirst(name)),
  },
];

function publishedAt(kindName: string, path: readonly string[]): Schema {
  const kind = kinds().find(({ resource }) => resource.kind === kindName);
  if (kind === undefined) throw new Error(`no kind ${kindName}`);
  const root: Schema = customResourceDefinition(kind).spec.versions[0]?.schema.openAPIV3Schema as Schema;
  return path.reduce<Schema>((schema, name) => {
    const next = schema.properties?.[name] ?? {};
    return next.items ?? next;
  }, root);
}

/** The input members that the schema lacks, as `Structure.member`. */
function missing(structure: Structure, schema: Schema, spelling: (name: string) => string): string[] {
  return structure.members.flatMap((member) => {
    const field = schema.properties?.[spelling(member.name)];
    const name = `${structure.name}.${member.name}`;
    if (name in exceptions) return [];
    if (field === undefined) return [name];
    return missingBelow(member.shape(), field, spelling);
  });
}

function missingBelow(shape: Shape, schema: Schema, spelling: (name: string) => string): string[] {
  if (shape.type === 'list') return missingBelow(shape.item, schema.items ?? {}, spelling);
  if (shape.type === 'map') return missingBelow(shape.value, schema.additionalProperties ?? {}, spelling);
  return shape.type === 'structure' ? missing(shape, schema, spelling) : [];
}

describe('every input field of the mirrored operations', () => {
  it.each(inputs)('$request.2 is in $kind or an exception', ({ request, kind, path, spelling }) => {
    expect(missing(readStructure(request), publishedAt(kind, path), spelling)).toEqual([]);
  });

  it('notices a field that is missing', () => {
    const structure = readStructure([3, 'ns', 'S', 0, ['deep'], [[1, 'ns', 'L', 0, [3, 'ns', 'T', 0, ['gone'], [0]]]]]);
    const schema: Schema = { properties: { deep: { items: { properties: {} } } } };
    expect(missing(structure, schema, asIs)).toEqual(['T.gone']);
  });
});

describe('the list of exceptions', () => {
  const members = new Set(
    inputs.flatMap(({ request }) => {
      const structure = readStructure(request);
      return structure.members.map((member) => `${structure.name}.${member.name}`);
    }),
  );

  it.each(Object.entries(exceptions))('%s exists and has a reason', (name, reason) => {
    expect(members).toContain(name);
    expect(reason.length).toBeGreaterThan(10);
  });
});
