import { invalidParameter } from '../parameter-rules.ts';

/**
 * Task sizes as ECS reads them: "256", "1024" in CPU units and MiB, or "1 vCPU", ".5 gb"; read back as plain numbers.
 *
 * @throws AwsFault InvalidParameterException "Invalid 'cpu' setting for task." (recorded, also for an empty text)
 */
export function normalisedCpu(cpu: string): string {
  return normalise(cpu, /^(\d*\.?\d+)\s*vcpu$/i, 'cpu');
}

/** As {@link normalisedCpu}, for memory. */
export function normalisedMemory(memory: string): string {
  return normalise(memory, /^(\d*\.?\d+)\s*gb$/i, 'memory');
}

function normalise(value: string, unit: RegExp, member: string): string {
  if (/^\d+$/.test(value)) return value;
  const amount = unit.exec(value.trim())?.[1];
  if (amount !== undefined) return String(Math.round(Number(amount) * 1024));
  throw invalidParameter(`Invalid '${member}' setting for task.`);
}

/** From CPU units to the memory sizes that Fargate has for them: least, most, step, all in MiB. */
const fargate: Readonly<Record<string, readonly [number, number, number]>> = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

/** Whether Fargate has tasks of this size; both in the normalised form. Table of the API reference. */
export function isFargateSize(cpu: string | undefined, memory: string | undefined): boolean {
  if (cpu === undefined || memory === undefined) return false;
  const amount = Number(memory);
  if (cpu === '256') return [512, 1024, 2048].includes(amount);
  const range = fargate[cpu];
  if (range === undefined) return false;
  const [least, most, step] = range;
  return amount >= least && amount <= most && (amount - least) % step === 0;
}
