import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DemoFailure } from '../demo-failure.ts';
import { checkout } from '../kubectl.ts';
import type { PipedInput } from '../stage.ts';

/** The folder that the demo plays, as a user in the checkout names it. */
export const quickstart = 'examples/quickstart';

const file = `${quickstart}/task-definition.yaml`;
/** The tag of the image as the file has it. */
const tag = 'web:1.0';

/** The task definition with another tag of the image, as `sed` makes it. */
export async function withTag(newTag: string): Promise<PipedInput> {
  return retagged(await readFile(join(checkout, file), 'utf8'), newTag);
}

/** @throws DemoFailure when there is no such image in `yaml`: applying it would change nothing */
export function retagged(yaml: string, newTag: string): PipedInput {
  const content = yaml.replaceAll(tag, `web:${newTag}`);
  if (content === yaml) throw new DemoFailure(`${file} names no image ${tag}`);
  return { command: `sed 's/${tag}/web:${newTag}/' ${file}`, content };
}
