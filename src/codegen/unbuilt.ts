/** Fields that the design has and this version does not; the API server refuses them as unknown. */
export const unbuilt: Readonly<Record<string, string>> = {
  'EcsService.spec.clusterRef': 'A cluster managed as another object; use `cluster`.',
  'EcsScaling.spec.ignoreDifferences': 'Paths that are left to others; EcsService has it.',
};
