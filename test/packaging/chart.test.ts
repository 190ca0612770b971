import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { controllerOptions } from '../../src/cli/controller-options.ts';
import { configSchema } from '../../src/cli/options/config-file.ts';
import { chartFolder, helm, only, render, rulesOf } from './rendered-chart.ts';

interface Container {
  readonly [key: string]: unknown;
  readonly args: string[];
  readonly ports: unknown[];
}

const ownKinds = ['ecstaskdefinitions', 'ecsservices', 'ecsscalings'];

/** Every optional part switched on. */
const everything = {
  replicas: 2,
  metrics: { service: { enabled: true, annotations: { scrape: 'yes' } } },
  podDisruptionBudget: { enabled: true },
  networkPolicy: { enabled: true },
  imagePullSecrets: [{ name: 'registry' }],
  env: [{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
  priorityClassName: 'system-cluster-critical',
  podAnnotations: { a: 'b' },
  podLabels: { c: 'd' },
  nodeSelector: { e: 'f' },
  tolerations: [{ operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  topologySpreadConstraints: [{ maxSkew: 1 }],
};

beforeAll(async () => {
  // Downloads or builds Helm where it is not yet there.
  expect(await helm('lint', {})).toMatchObject({ code: 0 });
}, 900_000);

async function podSpec(values: object = {}) {
  const { spec } = only(await render(values), 'Deployment') as unknown as { spec: { template: { spec: object } } };
  return spec.template.spec as { containers: Container[]; [key: string]: unknown };
}

async function configFile(values: object): Promise<unknown> {
  const { data } = only(await render(values), 'ConfigMap') as unknown as { data: Record<string, string> };
  return parse(data['config.yaml'] ?? '');
}

describe('values', () => {
  it('pass the linter, strictly, also with everything switched on', async () => {
    expect(await helm('lint', everything, '--strict')).toMatchObject({ code: 0 });
    const kinds = (await render(everything)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Service', 'PodDisruptionBudget', 'NetworkPolicy']));
  });

  it.each([
    ['an unknown key', { replica: 2 }, 'replica'],
    ['an unknown setting', { config: { regoin: 'eu-west-1' } }, 'regoin'],
    ['a setting out of bounds', { config: { workers: 0 } }, 'workers'],
    ['a setting of the wrong form', { config: { region: 'Frankfurt' } }, 'region'],
  ])('with %s are refused', async (_what, values, named) => {
    const { code, output } = await helm('template', values);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(named) });
  });

  it('without an image say that one is needed', async () => {
    const words = 'image.repository is required: there is no published image';
    const rendered = await helm('template', { image: {} });
    expect(rendered).toEqual({ code: 1, output: expect.stringContaining(words) });
    expect((await helm('lint', { image: {} })).output).toContain(words);
  });

  it('know every setting of the operator, by the schema of its configuration file', async () => {
    const schema = JSON.parse(await readFile(join(chartFolder, 'values.schema.json'), 'utf8')) as {
      properties: Record<string, unknown>;
    };
    expect(schema.properties['config']).toEqual(JSON.parse(JSON.stringify(configSchema(controllerOptions))));
  });

  it('have a default in values.yaml for everything that the schema knows', async () => {
    const schema = JSON.parse(await readFile(join(chartFolder, 'values.schema.json'), 'utf8')) as {
      properties: Record<string, unknown>;
    };
    const values = parse(await readFile(join(chartFolder, 'values.yaml'), 'utf8')) as object;
    // `global` is Helm's own: it is given to every chart.
    expect([...Object.keys(values), 'global'].toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  });
});

describe('the settings', () => {
  const config = { region: 'eu-west-1', workers: 20, domainAnchor: 1_800_000_000_000, defaultTags: { 'a b': '<c>' } };

  it('reach the configuration file as they are, large numbers too', async () => {
    expect(await configFile({ config })).toEqual(config);
  });

  it('replace the Pods when they change', async () => {
    const [one, other] = await Promise.all([render({ config }), render({ config: { ...config, workers: 21 } })]);
    expect(only(one, 'Deployment')['spec']).not.toEqual(only(other, 'Deployment')['spec']);
  });

  it('decide on the port and on the place of the Lease', async () => {
    const values = { config: { httpPort: 9090, leaderElectionNamespace: 'elections', leaderElectionName: 'mine' } };
    const { containers } = await podSpec(values);
    expect(containers[0]?.ports).toEqual([{ name: 'http', containerPort: 9090 }]);
    const role = only(await render(values), 'Role');
    expect(role.metadata.namespace).toBe('elections');
    expect(rulesOf(role).at(-1)?.resourceNames).toEqual(['mine']);
  });
});

describe('the Pod', () => {
  it('has no more rights on its node than the Pod Security Standard "restricted" allows', async () => {
    const { securityContext, containers } = await podSpec();
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0]?.['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('is asked whether it lives and is ready, and may end in peace', async () => {
    const { containers, terminationGracePeriodSeconds } = await podSpec();
    expect(containers[0]?.args).toEqual(['controller', '--config=/etc/ecs-operator/config.yaml']);
    expect(containers[0]).toMatchObject({
      livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    });
    expect(terminationGracePeriodSeconds).toBeGreaterThan(25);
  });

  it('limits its heap to less than its memory', async () => {
    const { containers } = await podSpec({ maxHeapMegabytes: 200 });
    const options = { name: 'NODE_OPTIONS', value: '--max-old-space-size=200 --max-semi-space-size=4' };
    expect(containers[0]?.['env']).toEqual([options]);
  });

  it('is told its IAM role by the service account', async () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/ecs-operator' };
    const objects = await render({ serviceAccount: { annotations } });
    expect(only(objects, 'ServiceAccount').metadata['annotations']).toEqual(annotations);
    expect((await podSpec())['serviceAccountName']).toBe('ecs-operator');
  });

  it('runs the image by digest where one is given', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const { containers } = await podSpec({ image: { repository: 'example.com/operator', tag: '1', digest } });
    expect(containers[0]?.['image']).toBe(`example.com/operator@${digest}`);
  });
});

describe('rights', () => {
  const reads = [
    { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
    {
      apiGroups: ['apiextensions.k8s.io'],
      resources: ['customresourcedefinitions'],
      resourceNames: ownKinds.map((plural) => `${plural}.ecs-operator.dev`),
      verbs: ['get'],
    },
  ];
  const work = [
    { apiGroups: ['ecs-operator.dev'], resources: ownKinds, verbs: ['get', 'list', 'watch', 'patch'] },
    { apiGroups: ['ecs-operator.dev'], resources: ownKinds.map((it) => `${it}/status`), verbs: ['patch'] },
    { apiGroups: ['ecs-operator.dev'], resources: ownKinds.map((it) => `${it}/finalizers`), verbs: ['update'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    { apiGroups: ['iam.services.k8s.aws'], resources: ['roles'], verbs: ['get'] },
    { apiGroups: ['iam.aws.upbound.io', 'iam.aws.m.upbound.io'], resources: ['roles'], verbs: ['get'] },
  ];

  it('are these and no others', async () => {
    expect(rulesOf(only(await render(), 'ClusterRole', 'ecs-operator'))).toEqual([...work, ...reads]);
  });

  it('reach no other kinds where nothing may be referred to, and those that are listed', async () => {
    const rulesWith = async (references: object[]) =>
      rulesOf(only(await render({ rbac: { references } }), 'ClusterRole', 'ecs-operator'));
    expect(await rulesWith([])).toEqual([...work.slice(0, -2), ...reads]);
    const configMaps = { apiGroups: [''], resources: ['configmaps'] };
    expect(await rulesWith([configMaps])).toEqual([...work.slice(0, -2), { ...configMaps, verbs: ['get'] }, ...reads]);
  });

  it('reach only the namespaces that are listed', async () => {
    const objects = await render({ config: { namespaces: ['web', 'shop'] } });
    expect(rulesOf(only(objects, 'ClusterRole', 'ecs-operator'))).toEqual(reads);
    const roles = objects.filter(({ kind, metadata }) => kind === 'Role' && metadata.name === 'ecs-operator');
    expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(['web', 'shop']);
    expect(roles.map(rulesOf)).toEqual([work, work]);
  });

  it('need no ClusterRole where the installation has an id', async () => {
    const values = { rbac: { clusterReads: false, aggregateToUserRoles: false }, config: { namespaces: ['web'] } };
    await expect(render(values)).rejects.toThrow('config.installationId');
    const objects = await render({ ...values, config: { ...values.config, installationId: 'one' } });
    expect(objects.filter(({ kind }) => kind.startsWith('Cluster'))).toEqual([]);
  });

  it('are left to others on request', async () => {
    const objects = await render({ rbac: { create: false, aggregateToUserRoles: false } });
    expect(objects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'ConfigMap', 'Deployment']);
  });
});

describe('the CustomResourceDefinitions', () => {
  async function definitions(crds: object) {
    const { output } = await helm('template', { crds });
    const objects = parseAllDocuments(output).map((document) => document.toJS() as { kind?: string } | null);
    return objects.filter((object) => object?.kind === 'CustomResourceDefinition');
  }

  it('are those of crds/, kept at the end unless told otherwise', async () => {
    const folder = join(chartFolder, '..', '..', 'crds');
    const names = (await readdir(folder)).toSorted();
    const committed = await Promise.all(
      names.map(async (name) => parse(await readFile(join(folder, name), 'utf8')) as { metadata: object }),
    );
    expect(await definitions({ keep: false })).toEqual(committed);
    const annotations = { 'helm.sh/resource-policy': 'keep' };
    const kept = committed.map((object) => ({ ...object, metadata: { ...object.metadata, annotations } }));
    expect(await definitions({})).toEqual(kept);
  });

  it('stay away on request', async () => {
    expect(await definitions({ enabled: false })).toEqual([]);
  });
});
