import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { runCommand, type CommandResult } from '../../src/control-plane/binaries/command.ts';
import type { Manifest } from '../support/kube-request.ts';
import { ensureHelm, helmFolder } from './helm.ts';

export const chartFolder = fileURLToPath(new URL('../../charts/ecs-operator', import.meta.url));

/** A rule of a Role or ClusterRole. */
export interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

/** What the chart cannot do without. */
const needed = { image: { repository: 'registry.example.com/ecs-operator' } };

/**
 * Runs Helm on our chart with `values`, as a file that `--values` names, and with what the chart cannot do without
 * unless they say. Downloads or builds Helm the first time.
 */
export async function helm(command: 'lint' | 'template', values: object, ...args: string[]): Promise<CommandResult> {
  const path = await ensureHelm({ cache: helmFolder(), onProgress: (line) => process.stderr.write(`helm: ${line}\n`) });
  const folder = await mkdtemp(join(tmpdir(), 'ecs-operator-values-'));
  const file = join(folder, 'values.yaml');
  await writeFile(file, JSON.stringify({ ...needed, ...values }));
  try {
    const subject = command === 'lint' ? [chartFolder] : ['ecs-operator', chartFolder];
    return await runCommand(path, [command, ...subject, '--values', file, ...args]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The objects that an installation with `values` in `namespace` makes, without the CustomResourceDefinitions. */
export async function render(values: object = {}, namespace = 'operators', release?: string): Promise<Manifest[]> {
  const named = release === undefined ? {} : { fullnameOverride: release };
  const all = { ...named, ...values, crds: { enabled: false } };
  const { code, output } = await helm('template', all, '--namespace', namespace);
  if (code !== 0) {
    throw new Error(output);
  }
  return parseAllDocuments(output)
    .map((document) => document.toJS() as Manifest | null)
    .filter((object) => object !== null);
}

export function only(objects: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = objects.filter(
    (object) => object.kind === kind && (name ?? object.metadata.name) === object.metadata.name,
  );
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} objects of kind ${kind}, one was expected`);
  }
  return found[0];
}

export function rulesOf(object: Manifest): Rule[] {
  return object['rules'] as Rule[];
}
