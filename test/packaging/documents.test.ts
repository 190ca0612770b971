import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { awsName, operationFacts } from '../../src/aws/categories.ts';
import type { OperationName } from '../../src/aws/operations.ts';

function read(path: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

function block(markdown: string, language: string): string {
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(markdown)?.[1] ?? '';
}

describe('README.md', () => {
  it('shows what stands in examples/quickstart', async () => {
    const documents = parseAllDocuments(block(await read('README.md'), 'yaml')).map((it) => it.toJS() as object);
    expect(documents).toHaveLength(2);
    const names = ['task-definition', 'service'];
    for (const [index, name] of names.entries()) {
      const example = parse(await read(`examples/quickstart/${name}.yaml`)) as object;
      expect(example).toMatchObject({ ...documents[index], spec: expect.any(Object) });
      expect(withoutLists(example)).toMatchObject(withoutLists(documents[index]));
    }
  });
});

/** The example may leave list members out. */
function withoutLists(value: unknown): object {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => (Array.isArray(member) ? [] : member))) as object;
}

describe('SECURITY.md', () => {
  it('allows what the operator calls, and nothing else of these services', async () => {
    const policy = JSON.parse(block(await read('SECURITY.md'), 'json')) as { Statement: [{ Action: string[] }] };
    const called = (Object.keys(operationFacts) as OperationName[])
      // Everybody may call it.
      .filter((operation) => operation !== 'GetCallerIdentity')
      // IAM knows Elastic Load Balancing without its version.
      .map((operation) => `${operationFacts[operation].service.replace(/v2$/, '')}:${awsName(operation)}`);
    expect(policy.Statement[0].Action.toSorted()).toEqual(called.toSorted());
  });
});
