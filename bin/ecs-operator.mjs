#!/usr/bin/env node
// Starts ecs-operator under Node 24, also where the machine's own Node is older: the `node` package of this project
// puts a real Node binary into node_modules. Runs the TypeScript sources in a checkout, the bundle otherwise.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = `${root}src/main.ts`;
const entry = existsSync(source) ? source : `${root}dist/ecs-operator.cjs`;
const pinned = `${root}node_modules/node/bin/node`;
const major = Number(process.versions.node.split('.')[0]);
const node = major >= 24 || !existsSync(pinned) ? process.execPath : pinned;

const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  process.stderr.write(`ecs-operator: cannot start ${node}: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exit(signal === null ? (code ?? 1) : 1);
});
