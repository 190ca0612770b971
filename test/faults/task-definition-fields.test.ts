import { describe, expect, it } from '@jest/globals';
import type { EcsTaskDefinitionSpec } from '../../src/api/generated/ecs-task-definition.ts';
import { kinds } from '../../src/codegen/kinds/kinds.ts';
import { fieldCases, reasonFor } from '../support/field-matrix/field-case.ts';
import { leafFields } from '../support/field-matrix/fields.ts';
import type { Json } from '../support/field-matrix/json.ts';
import { taskDefinitionGuide } from '../support/field-matrix/task-definition-guide.ts';
import { OperatorBed } from '../support/operator-bed.ts';

const key = { namespace: 'shop', name: 'web' };
const schema = kinds().find(({ resource }) => resource.kind === 'EcsTaskDefinition')?.spec ?? {};
const cases = fieldCases(schema, taskDefinitionGuide);

/** What names a revision, and what ECS works out from its content. */
const NO_CONTENT = ['taskDefinitionArn', 'family', 'revision', 'registeredAt', 'compatibilities', 'requiresAttributes'];

class Matrix {
  readonly bed = new OperatorBed();
  readonly #revisions = new Map<string, number>();

  async apply(spec: Json): Promise<number> {
    const { bed } = this;
    if (bed.taskDefinitions.read(key) === undefined) {
      bed.taskDefinitions.create({ ...key, spec: spec as Json & EcsTaskDefinitionSpec });
      bed.start();
    } else {
      bed.taskDefinitions.replaceSpec(key, spec as Json & EcsTaskDefinitionSpec);
    }
    await bed.until(() => this.#isReady(), 60_000);
    const written = bed.gate.effects.length;
    await bed.pass(1_500_000);
    expect(bed.gate.effects.slice(written)).toEqual([]);
    const revision = bed.taskDefinitions.mustRead(key).status?.revision ?? 0;
    const content = this.#content(`shop_web:${revision}`);
    expect(content).toEqual(this.#whatAnybodyWouldRegister(spec));
    this.#expectReuse(content, revision);
    return revision;
  }

  /** What reads back the same is the same revision, however it was written. */
  #expectReuse(content: Json, revision: number): void {
    const text = JSON.stringify(content);
    expect(this.#revisions.get(text) ?? revision).toBe(revision);
    this.#revisions.set(text, revision);
  }

  registrations(): number {
    return this.bed.gate.effects.filter(({ kind }) => kind === 'RegisterTaskDefinition').length;
  }

  #isReady(): boolean {
    const { status, metadata } = this.bed.taskDefinitions.mustRead(key);
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' && ready.observedGeneration === metadata.generation;
  }

  #content(taskDefinition: string): Json {
    const answer = this.bed.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition });
    const content = Object.entries(answer['taskDefinition'] as Json)
      .filter(([member]) => !NO_CONTENT.includes(member))
      // ECS shuffles it at every reading.
      .map(([member, value]) => [
        member,
        member === 'requiresCompatibilities' ? (value as string[]).toSorted() : value,
      ]);
    return Object.fromEntries(content) as Json;
  }

  /** The same manifest, registered by hand. */
  #whatAnybodyWouldRegister(spec: Json): Json {
    const answer = this.bed.simulator.act('ecs', 'RegisterTaskDefinition', { ...spec, family: 'by-hand' });
    const { revision } = answer['taskDefinition'] as { revision: number };
    return this.#content(`by-hand:${revision}`);
  }
}

describe('every field of a task definition is set, changed, removed and restored', () => {
  it.each(cases.map((each) => [each.path, each] as const))('%s', async (_path, { without, first, second }) => {
    const matrix = new Matrix();
    const before = without === undefined ? undefined : await matrix.apply(without);
    const set = await matrix.apply(first);
    if (second !== undefined) expect(await matrix.apply(second)).not.toBe(set);
    const registered = matrix.registrations();
    if (without !== undefined) expect(await matrix.apply(without)).toBe(before);
    expect(await matrix.apply(first)).toBe(set);
    expect(matrix.registrations()).toBe(registered);
    matrix.bed.dispose();
  });
});

it('leaves no field out without a reason', () => {
  const paths = leafFields(schema).map(({ path }) => path);
  const leftOut = paths.filter((path) => reasonFor(path, taskDefinitionGuide) !== undefined);
  expect([...cases.map(({ path }) => path), ...leftOut].toSorted()).toEqual(paths.toSorted());
  expect(leftOut.map((path) => path.replace(/[[.].*$/, ''))).toEqual(
    expect.arrayContaining(Object.keys(taskDefinitionGuide.leftOut)),
  );
});
