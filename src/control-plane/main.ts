import { dirname } from 'node:path';
import { ensureBinaries } from './binaries/ensure.ts';

/**
 * `node src/control-plane/main.ts`: makes sure that the programs of the local control plane are there and prints the
 * folders that they are in (normally one), so that a pipeline can warm up its cache. Progress goes to standard error.
 */
try {
  const paths = await ensureBinaries({ onProgress: (line) => process.stderr.write(`control-plane: ${line}\n`) });
  for (const folder of new Set(Object.values(paths).map((path) => dirname(path)))) {
    process.stdout.write(`${folder}\n`);
  }
} catch (error) {
  process.stderr.write(`control-plane: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
