import { namedState } from '../../../../outer-world/facts.ts';
import { GIVES_UP_MS, type StartTrouble, type TroubleScene } from './trouble.ts';

/** Volumes of Amazon EFS (documented and reported texts). */
export function fileSystemTrouble(scene: TroubleScene): StartTrouble | undefined {
  for (const id of scene.definition.fileSystems) {
    const state = namedState(scene.world.outer, 'file-system', id);
    if (state === undefined) continue;
    const failsAfter = state === 'unreachable' ? GIVES_UP_MS.unreachable : GIVES_UP_MS.refused;
    const words = 'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr:';
    return { reason: `${words} ${stderr(state, id, scene.region)}`, failsAfter };
  }
  return undefined;
}

function stderr(state: 'missing' | 'not-permitted' | 'unreachable', id: string, region: string): string {
  if (state === 'missing') {
    return `Failed to resolve "${id}.efs.${region}.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. : unsuccessful EFS utils command execution; code: 1`;
  }
  if (state === 'not-permitted') {
    return "b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32";
  }
  return "Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Mount attempt 2/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: mount system call failed' : unsuccessful EFS utils command execution; code: 32";
}
