import './start-control-plane.ts';

/** The counterpart of start-control-plane.ts. */
export default async function stop(): Promise<void> {
  await globalThis.testControlPlane?.stop();
}
