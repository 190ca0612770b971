import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, 'dist', 'ecs-operator.cjs');

/**
 * `npm run build`: one CommonJS file with the operator, the simulator and every library they use. It starts in a third
 * of the time that the sources and node_modules take, and is all that an image has to hold
 * (docs/decisions/0002-one-bundled-file.md).
 */
await build({
  entryPoints: [join(root, 'src', 'bundle-main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  // Names stay: stack traces can be read without the source map, which costs 80 MB when Node loads it.
  minifyIdentifiers: false,
  sourcemap: 'linked',
  sourcesContent: false,
  banner: { js: '#!/usr/bin/env node' },
  legalComments: 'linked',
  logLevel: 'warning',
});
await chmod(outfile, 0o755);
const { size } = await stat(outfile);
process.stdout.write(`${outfile}: ${(size / 2 ** 20).toFixed(1)} MB\n`);
