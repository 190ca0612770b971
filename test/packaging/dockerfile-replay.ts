import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../../src/control-plane/binaries/command.ts';

interface Instruction {
  readonly keyword: string;
  readonly rest: string;
}

interface Stage {
  /** What the stage's root directory is here. */
  readonly root: string;
  readonly name: string;
  workdir: string;
}

/** The last stage, as a container would start it. */
export interface Image {
  readonly root: string;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/** What replaying needs to know of the build. */
export interface ReplayOptions {
  readonly dockerfile: string;
  /** The folder that COPY copies from. */
  readonly context: string;
  /** Sources of COPY that the build may see, as .dockerignore lets through. */
  readonly allowed: readonly string[];
  /** An empty folder. */
  readonly target: string;
}

/**
 * Does in folders what the Dockerfile does in images: each stage is a folder, COPY copies, RUN runs with the present
 * Node. Base images and installing system packages are left out.
 *
 * @throws Error for an instruction that it does not know, a source that .dockerignore hides, a command that fails.
 */
export async function replay(options: ReplayOptions): Promise<Image> {
  const stages: Stage[] = [];
  const image = { user: undefined as string | undefined, entrypoint: [] as string[], command: [] as string[] };
  for (const { keyword, rest } of parse(await readFile(options.dockerfile, 'utf8'))) {
    const stage = stages.at(-1);
    if (keyword === 'FROM') {
      stages.push(await newStage(rest, stages.length, options.target));
    } else if (stage === undefined) {
      throw new Error(`${keyword} before FROM`);
    } else if (keyword === 'WORKDIR') {
      stage.workdir = rest;
      await mkdir(inStage(stage, '.'), { recursive: true });
    } else if (keyword === 'COPY') {
      await copy(rest, stage, stages, options);
    } else if (keyword === 'RUN') {
      await run(rest, stage);
    } else {
      describe(keyword, rest, image);
    }
  }
  return { ...image, root: stages.at(-1)?.root ?? '' };
}

function parse(text: string): Instruction[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keyword: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
}

async function newStage(rest: string, index: number, target: string): Promise<Stage> {
  const name = / AS (\S+)$/i.exec(rest)?.[1] ?? String(index);
  const root = join(target, name);
  await mkdir(root, { recursive: true });
  return { root, name, workdir: '/' };
}

async function copy(rest: string, stage: Stage, stages: readonly Stage[], options: ReplayOptions): Promise<void> {
  const words = rest.split(/\s+/);
  const from = /^--from=(\S+)$/.exec(words[0] ?? '')?.[1];
  const [sources, destination] = [words.slice(from === undefined ? 0 : 1, -1), words.at(-1) ?? ''];
  const origin = stages.find(({ name }) => name === from);
  for (const source of sources) {
    if (from === undefined && !options.allowed.includes(source)) {
      throw new Error(`.dockerignore hides ${source}`);
    }
    const path = origin === undefined ? join(options.context, source) : join(origin.root, source);
    // Into a folder under its own name when the destination ends with a slash, as COPY has it.
    const to = destination.endsWith('/') ? join(destination, source.split('/').at(-1) ?? '') : destination;
    await mkdir(dirname(inStage(stage, to)), { recursive: true });
    await cp(path, inStage(stage, to), { recursive: true, filter: (file) => !file.endsWith('.test.ts') });
  }
}

async function run(command: string, stage: Stage): Promise<void> {
  if (/^(apt|apt-get|apk) /.test(command)) return;
  const { code, output } = await runCommand('sh', ['-ec', command], { cwd: inStage(stage, '.') });
  if (code !== 0) {
    throw new Error(`RUN ${command}: code ${code}\n${output}`);
  }
}

function describe(
  keyword: string,
  rest: string,
  image: { user: string | undefined; entrypoint: string[]; command: string[] },
): void {
  if (keyword === 'USER') image.user = rest;
  else if (keyword === 'ENTRYPOINT') image.entrypoint = JSON.parse(rest) as string[];
  else if (keyword === 'CMD') image.command = JSON.parse(rest) as string[];
  else if (keyword !== 'ENV' && keyword !== 'EXPOSE') throw new Error(`the replay knows no ${keyword}`);
}

function inStage(stage: Stage, path: string): string {
  return path.startsWith('/') ? join(stage.root, path) : join(stage.root, stage.workdir, path);
}
