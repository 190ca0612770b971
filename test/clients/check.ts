/** One check of a client in this process: gets the simulator's address, throws when it does not hold. */
export interface ClientCheck {
  readonly name: string;
  readonly run: (url: string) => Promise<void>;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs checks one after the other, each against an empty account. */
export async function runChecks(checks: readonly ClientCheck[], url: string): Promise<Totals> {
  let passed = 0;
  for (const { name, run } of checks) {
    await fetch(`${url}/_sim/reset`, { method: 'POST' });
    try {
      await run(url);
      passed += 1;
      process.stdout.write(`${name} ... ok\n`);
    } catch (error) {
      process.stdout.write(`${name} ... FAIL\n${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    }
  }
  return { passed, failed: checks.length - passed };
}
