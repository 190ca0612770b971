// Three projects: `unit` (beside the source, no process, no network), `faults` (the whole operator in memory,
// on stepped clocks) and `integration` (a real kube-apiserver, the simulator over HTTP; one control plane a run).
const base = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
};

// .ci/run wants the totals in a file, whatever the command line is.
const report = process.env.ECS_OPERATOR_TEST_REPORT;

export default {
  // Nothing is judged by its speed: machines are shared, and a limit is there to end what hangs.
  testTimeout: 60_000,
  ...(report ? { reporters: ['default', ['<rootDir>/test/support/totals-reporter.mjs', { file: report }]] } : {}),
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{src,test/support}/**/*.test.ts'] },
    { ...base, displayName: 'conformance', testMatch: ['<rootDir>/test/conformance/**/*.test.ts'] },
    { ...base, displayName: 'faults', testMatch: ['<rootDir>/test/faults/**/*.test.ts'] },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/{integration,e2e,packaging}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/start-control-plane.ts',
      globalTeardown: '<rootDir>/test/support/stop-control-plane.ts',
    },
  ],
};
