/** How the process that starts the control plane tells the test processes, which jest forks later, where it is. */
export const variables = {
  kubeconfig: 'ECS_OPERATOR_TEST_KUBECONFIG',
  kubectl: 'ECS_OPERATOR_TEST_KUBECTL',
} as const;

/** The value of one of {@link variables}. Throws outside the project `integration`, which starts a control plane. */
export function testVariable(name: keyof typeof variables): string {
  const value = process.env[variables[name]];
  if (value === undefined) {
    throw new Error(`${variables[name]} is not set: this test belongs into test/integration`);
  }
  return value;
}
