import { parseArgs } from 'node:util';
import startControlPlane from '../support/start-control-plane.ts';
import stopControlPlane from '../support/stop-control-plane.ts';
import { calls } from './calls.ts';
import { createLatency } from './create-latency.ts';
import { memory } from './memory.ts';
import { readyLatency } from './ready-latency.ts';
import { simulatedTime } from './simulated-time.ts';
import { rolloutCalls } from './rollout-calls.ts';
import type { BenchOptions, Section } from './section.ts';
import { crdSizes, lines } from './sizes.ts';
import { renderTable } from './table.ts';

const sections: Readonly<Record<string, Section>> = {
  calls,
  create: createLatency,
  rollouts: rolloutCalls,
  ready: readyLatency,
  time: simulatedTime,
  memory,
  crds: crdSizes,
  lines,
};

/** `npm run bench [-- section… --runs N --stacks N --services N,… --hours N]`: measures and prints tables. Nothing in it passes or fails. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '3' },
      stacks: { type: 'string', default: '100' },
      services: { type: 'string', default: '1000' },
      hours: { type: 'string', default: '10' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => sections[name] === undefined);
  if (values.help || unknown.length > 0) {
    process.stdout.write(usage(unknown));
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = positionals.length === 0 ? Object.keys(sections) : positionals;
  await run(
    chosen.flatMap((name) => sections[name] ?? []),
    {
      runs: Number(values.runs),
      stacks: Number(values.stacks),
      services: values.services.split(',').map(Number),
      hours: Number(values.hours),
      onProgress: progress,
    },
  );
  return 0;
}

async function run(chosen: readonly Section[], options: BenchOptions): Promise<void> {
  const needsControlPlane = chosen.some((section) => section.needsControlPlane);
  if (needsControlPlane) await startControlPlane();
  try {
    for (const section of chosen) {
      progress(section.what);
      for (const table of await section.measure(options)) process.stdout.write(`${renderTable(table)}\n`);
    }
  } finally {
    if (needsControlPlane) await stopControlPlane();
  }
}

function progress(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

function usage(unknown: readonly string[]): string {
  const complaint = unknown.length === 0 ? '' : `There is no section ${unknown.join(', ')}.\n\n`;
  const list = Object.entries(sections).map(([name, { what }]) => `  ${name.padEnd(8)} ${what}`);
  return `${complaint}npm run bench [-- section… --runs N --stacks N --services N,… --hours N]\n\n${list.join('\n')}\n`;
}

process.exitCode = await main();
