import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startControlPlane, type ControlPlane } from '../../src/control-plane/control-plane.ts';
import { variables } from './test-variables.ts';

declare global {
  // A global variable: jest loads the teardown as a module of its own, which shares nothing else with this one.
  var testControlPlane: ControlPlane | undefined;
}

/** Starts the one control plane of this test run, with our CRDs, and tells the test processes where it is. */
export default async function start(): Promise<void> {
  const crds = fileURLToPath(new URL('../../crds', import.meta.url));
  const controlPlane = await startControlPlane({
    crdPaths: existsSync(crds) ? [crds] : [],
    onProgress: (line) => process.stderr.write(`control-plane: ${line}\n`),
  });
  globalThis.testControlPlane = controlPlane;
  process.env[variables.kubeconfig] = controlPlane.kubeconfigPath;
  process.env[variables.kubectl] = controlPlane.kubectlPath;
}
