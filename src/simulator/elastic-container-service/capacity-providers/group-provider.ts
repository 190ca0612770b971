import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import { checkOneOf, invalidParameter } from '../parameter-rules.ts';

const SWITCH = ['ENABLED', 'DISABLED'];
/** Bounds of the service model, both ends allowed. */
const BOUNDS = {
  targetCapacity: [1, 100],
  minimumScalingStepSize: [1, 10_000],
  maximumScalingStepSize: [1, 10_000],
  instanceWarmupPeriod: [0, 10_000],
} as const;
const SCALING_DEFAULTS: Json = {
  status: 'DISABLED',
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriod: 300,
};

/**
 * The Auto Scaling group of a capacity provider as it is read back: step sizes, target and warm-up filled (documented).
 * UNKNOWN: what a provider without managed scaling reads back; here the same numbers, DISABLED.
 *
 * @throws AwsFault ClientException, InvalidParameterException
 */
export function groupProvider(existing: Json, given: Json): Json {
  const scaling = {
    ...SCALING_DEFAULTS,
    ...(existing['managedScaling'] as Json | undefined),
    ...(given['managedScaling'] as Json | undefined),
  };
  const merged: Json = {
    managedTerminationProtection: 'DISABLED',
    managedDraining: 'ENABLED',
    ...existing,
    ...given,
    managedScaling: scaling,
  };
  checkScaling(scaling);
  for (const member of ['managedTerminationProtection', 'managedDraining']) checkOneOf(member, merged[member], SWITCH);
  checkProtection(merged, scaling);
  return merged;
}

function checkScaling(scaling: Json): void {
  checkOneOf('managedScaling status', scaling['status'], SWITCH);
  for (const [member, [least, most]] of Object.entries(BOUNDS)) {
    const value = scaling[member] as number;
    // UNKNOWN: the words.
    if (value < least || value > most) throw invalidParameter(`${member} must be between ${least} and ${most}.`);
  }
  if (Number(scaling['minimumScalingStepSize']) > Number(scaling['maximumScalingStepSize'])) {
    throw invalidParameter('minimumScalingStepSize must not be greater than maximumScalingStepSize.');
  }
}

/** The rule is documented. UNKNOWN: the second sentence; the first is AWS's for a group without scale-in protection. */
function checkProtection(provider: Json, scaling: Json): void {
  if (provider['managedTerminationProtection'] !== 'ENABLED' || scaling['status'] === 'ENABLED') return;
  throw new AwsFault(
    'ClientException',
    'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.',
  );
}
