import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunCommand } from './command.ts';
import { binaryNames, type BinaryName } from './pins.ts';
import type { Provided, Source } from './source.ts';
import { versionMismatch } from './version-check.ts';

/**
 * A folder that holds some of the programs: that of `KUBEBUILDER_ASSETS`, or the cache. Programs of another version
 * are passed over, with a reason: tests that pass on one version and fail on another help nobody.
 */
export function folderSource(folder: string, label: string, run: RunCommand): Source {
  return {
    async provide(missing) {
      const looks = await Promise.all(missing.map((name) => look(join(folder, name), name, run)));
      const found: Provided['found'] = Object.fromEntries(
        looks.flatMap(({ name, path, reason }) => (reason === undefined ? [[name, path]] : [])),
      );
      return { found, reasons: reasonsOf(looks, missing, `${label} (${folder})`) };
    },
  };
}

interface Look {
  readonly name: BinaryName;
  readonly path: string;
  /** `undefined` when the program is there and right. */
  readonly reason?: string | undefined;
  readonly absent: boolean;
}

async function look(path: string, name: BinaryName, run: RunCommand): Promise<Look> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return { name, path, absent: true, reason: 'absent' };
  }
  return { name, path, absent: false, reason: await versionMismatch(name, path, run) };
}

function reasonsOf(looks: readonly Look[], missing: readonly BinaryName[], where: string): string[] {
  const absent = looks.filter((it) => it.absent).map((it) => it.name);
  const wrong = looks.filter((it) => !it.absent && it.reason !== undefined);
  const reasons = wrong.map((it) => `${where}: ${it.reason}`);
  if (absent.length > 0) {
    const all = absent.length === missing.length && missing.length === binaryNames.length;
    reasons.unshift(`${where} has no ${all ? 'control-plane programs' : absent.join(', ')}`);
  }
  return reasons;
}
