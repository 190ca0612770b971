import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exceptions } from '../../src/codegen/exceptions.ts';
import { Cluster } from '../support/cluster.ts';
import { dryRunApply, dryRunCreate } from '../support/dry-run.ts';
import { type RealWorldInput, realWorldInputs } from '../support/real-world-inputs.ts';

const inputs = realWorldInputs('TaskDefinition', 'Service');

const REQUESTS = {
  TaskDefinition: ['RegisterTaskDefinitionRequest'],
  Service: ['CreateServiceRequest', 'UpdateServiceRequest'],
  Scaling: [],
};

/** The input as a spec: without what the written list of exceptions says a manifest does not carry. */
function asSpec({ kind, input }: RealWorldInput): Record<string, unknown> {
  const carried = ([member]: [string, unknown]) =>
    REQUESTS[kind].every((request) => !(`${request}.${member}` in exceptions));
  return Object.fromEntries(Object.entries(input).filter(carried));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutNulls(member)]));
}

function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(hasNull);
}

const READ_ONLY = { strict: /they are read-only, part of the answer of DescribeTaskDefinition/ };

/** All of the words, in whatever order the API server lists them. */
function all(...words: string[]): RegExp {
  return new RegExp(words.map((word) => `(?=.*${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')})`).join(''));
}

/** What the refusal must name: first as kubectl asks (strict), then with unknown fields ignored; by id. */
const faults: Record<string, { strict: RegExp; lax?: RegExp }> = {
  'sv-006': { strict: /spec\.desiredCount in body must be of type integer/ },
  'sv-011': { strict: /unknown field "spec\.services"/, lax: /one of `taskDefinition` and `taskDefinitionRef`/ },
  'sv-013': { strict: /one of `taskDefinition` and `taskDefinitionRef`/ },
  'sv-015': { strict: all('spec.tags[0].key', 'spec.serviceName', '`field` of a binpack `placementStrategy`') },
  'sv-026': { strict: /unknown field "spec\.enableLogging"/, lax: /`launchType` and `capacityProviderStrategy`/ },
  'sv-034': { strict: all('they are read-only, part of the answer of DescribeServices', 'one of `taskDefinition`') },
  'sv-036': { strict: /unknown field "spec\.services"/, lax: /one of `taskDefinition` and `taskDefinitionRef`/ },
  'sv-042': { strict: /unknown field "spec\.loadBalancer"/ },
  'sv-044': {
    strict: /unknown field "spec\.forceNewDeployment"/,
    lax: /one of `taskDefinition` and `taskDefinitionRef`/,
  },
  'td-004': { strict: /`containerDefinitions\[\]\.portMappings\[\]\.containerPort` must not be mapped twice/ },
  'td-005': READ_ONLY,
  'td-010': { strict: all('spec.ipcMode: Unsupported value', 'spec.pidMode: Unsupported value') },
  'td-014': READ_ONLY,
  'td-015': { strict: /spec\.containerDefinitions\[0\]\.portMappings\[0\]\.appProtocol: Unsupported value/ },
  'td-016': READ_ONLY,
  'td-027': { strict: /unknown field "spec\.taskDefinition"/, lax: /spec\.containerDefinitions: Required value/ },
  'td-031': { strict: /spec\.containerDefinitions\[0\]\.versionConsistency: Unsupported value/ },
  'td-032': { strict: /`volumes\[\]\.host\.sourcePath` must not be set on Fargate/ },
  'td-035': { strict: /unknown field "spec\.containerDefinitions\[0\]\.inferenceDevices"/ },
  'td-042': { strict: /`executionRoleArn` or `executionRoleRef` must be set on Fargate/ },
  'td-053': { strict: /unknown field "spec\.networkConfiguration"/ },
  'td-059': {
    strict: /unknown field "spec\.version"/,
    lax: all('spec.cpu in body', 'spec.memory in body', 'of type string'),
  },
  'td-064': { strict: all('`command` of `healthCheck` must begin with CMD', 'must name `awslogs-group`') },
  'td-067': READ_ONLY,
  'td-068': { strict: /unknown field "spec\._comment"/ },
  'td-072': { strict: /unknown field "spec\.taskDefinition"/, lax: /spec\.containerDefinitions: Required value/ },
  'td-073': { strict: /unknown field "spec\.containerDefinitions\[0\]\.linuxParameters\.readonlyRootFilesystem"/ },
  'td-074': { strict: /`volumes\[\]\.dockerVolumeConfiguration` must not be set on Fargate/ },
  'td-084': { strict: /unknown field "spec\.taskDefinition"/, lax: /spec\.containerDefinitions: Required value/ },
  'td-087': { strict: /unknown field "spec\[0\]\.cpu"/, lax: /spec in body must be of type object/ },
  'td-094': {
    strict: /spec\.containerDefinitions\[0\]\.portMappings\[0\]\.containerPort in body must be of type integer/,
  },
  'td-097': READ_ONLY,
  'td-100': READ_ONLY,
  'td-109': READ_ONLY,
  'td-112': {
    strict: /`containerDefinitions\[\]\.portMappings\[\]\.hostPort` must be absent or equal to `containerPort`/,
  },
};

let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster();
});
afterAll(() => cluster.close());

describe('what AWS takes', () => {
  const valid = inputs.filter((input) => input.valid);

  it.each(valid)('$id is stored as it is, less nulls', async (input) => {
    const spec = asSpec(input);
    const { stored, refusal } = await dryRunCreate(cluster, `Ecs${input.kind}`, spec);
    expect(refusal).toBeUndefined();
    expect(stored?.spec).toEqual(withoutNulls(spec));
    expect(stored?.status).toEqual({ observedGeneration: -1 });
  });

  it.each(valid.filter((input) => !hasNull(input.input)))('$id is taken by server-side apply too', async (input) => {
    const { stored, refusal } = await dryRunApply(cluster, `Ecs${input.kind}`, asSpec(input));
    expect(refusal).toBeUndefined();
    expect(stored?.spec).toEqual(asSpec(input));
  });

  it('with nulls is refused by server-side apply, which names the fields', async () => {
    const [input] = valid.filter((each) => hasNull(each.input));
    const { refusal } = await dryRunApply(cluster, `Ecs${input?.kind}`, asSpec(input!));
    expect(refusal).toContain('spec.pidMode in body must be of type string: "null"');
  });
});

describe('what AWS refuses', () => {
  const invalid = inputs.filter((input) => !input.valid);

  it('is all accounted for', () => {
    expect(Object.keys(faults).toSorted()).toEqual(invalid.map(({ id }) => id).toSorted());
  });

  it.each(invalid)('$id: $why', async ({ id, kind, input }) => {
    const strict = await dryRunCreate(cluster, `Ecs${kind}`, input);
    expect(strict.refusal).toMatch(faults[id]?.strict ?? /^$/);
    const lax = faults[id]?.lax;
    if (lax === undefined) return;
    expect((await dryRunCreate(cluster, `Ecs${kind}`, input, 'Ignore')).refusal).toMatch(lax);
  });
});
