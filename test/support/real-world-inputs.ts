import { readFileSync } from 'node:fs';

/** One line of test/integration/real-world/inputs.jsonl; its README says what the members mean. */
export interface RealWorldInput {
  readonly id: string;
  readonly kind: 'TaskDefinition' | 'Service' | 'Scaling';
  readonly valid: boolean;
  readonly why?: string;
  readonly input: Record<string, unknown>;
}

/** What people wrote for the given kinds. */
export function realWorldInputs(...kinds: RealWorldInput['kind'][]): RealWorldInput[] {
  return readFileSync(new URL('../integration/real-world/inputs.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RealWorldInput)
    .filter(({ kind }) => kinds.includes(kind));
}
