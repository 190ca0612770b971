/** A wrapper (npm, a shell, our own launcher) may pass on a Ctrl-C that the terminal has sent to everybody already. */
const sameSignalMs = 1_000;

/**
 * Resolves with the name of the first signal that asks the process to end. Another one a second later or more ends the
 * process at once, as if nobody listened: whoever presses Ctrl-C again means it.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  return new Promise((resolve) => {
    const stopListening = (): void => {
      for (const signal of signals) {
        process.off(signal, end);
      }
    };
    const end = (signal: NodeJS.Signals): void => {
      resolve(signal);
      setTimeout(stopListening, sameSignalMs).unref();
    };
    for (const signal of signals) {
      process.on(signal, end);
    }
  });
}
