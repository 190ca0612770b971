/**
 * What tools that read kstatus (Flux, kpt, cli-utils) make of an object, and the rules by which Flux judges the status
 * of its own kinds. Every status that a test sees goes through {@link checkStatus}.
 */
export type KStatus = 'Current' | 'InProgress' | 'Failed' | 'Terminating';

interface StatusCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
}

interface CheckedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation: number; readonly deletionTimestamp?: string };
  readonly status?: { readonly observedGeneration?: number; readonly conditions?: readonly StatusCondition[] };
}

/** The algorithm of kstatus for custom resources, row by row. */
export function computeStatus(object: CheckedObject): KStatus {
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const observed = object.status?.observedGeneration;
  if (observed !== undefined && observed !== object.metadata.generation) return 'InProgress';
  if (valueOf(object, 'Reconciling') === 'True') return 'InProgress';
  if (valueOf(object, 'Stalled') === 'True') return 'Failed';
  const ready = valueOf(object, 'Ready');
  return ready === undefined || ready === 'True' ? 'Current' : 'InProgress';
}

interface Rule {
  readonly broken: string;
  readonly holds: (object: CheckedObject) => boolean;
}

const ABNORMAL = ['Reconciling', 'Stalled', 'Suspended'];
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const rulesOfEveryStatus: readonly Rule[] = [
  {
    broken: 'status.observedGeneration is there from birth',
    holds: ({ status }) => status?.observedGeneration !== undefined,
  },
  {
    broken: 'status.observedGeneration is at most metadata.generation',
    holds: ({ status, metadata }) => (status?.observedGeneration ?? -1) <= metadata.generation,
  },
  {
    broken: 'Ready is present as soon as there are conditions',
    holds: (object) => conditionsOf(object).length === 0 || valueOf(object, 'Ready') !== undefined,
  },
  {
    broken: 'no condition type is there twice',
    holds: (object) => new Set(conditionsOf(object).map(({ type }) => type)).size === conditionsOf(object).length,
  },
  {
    broken: 'Reconciling, Stalled and Suspended are there only while True',
    holds: (object) => ABNORMAL.every((type) => [undefined, 'True'].includes(valueOf(object, type))),
  },
  {
    broken: 'Reconciling and Stalled exclude each other',
    holds: (object) => !(isTrue(object, 'Reconciling') && isTrue(object, 'Stalled')),
  },
  {
    broken: 'every condition has a CamelCase reason, a message and an RFC 3339 time',
    holds: (object) =>
      conditionsOf(object).every(
        ({ reason, message, lastTransitionTime }) =>
          /^[A-Z][A-Za-z]*$/.test(reason) && message !== '' && RFC3339.test(lastTransitionTime),
      ),
  },
  {
    broken: 'every condition carries an observedGeneration of at most metadata.generation',
    holds: (object) =>
      conditionsOf(object).every(
        ({ observedGeneration: observed }) => observed !== undefined && observed <= object.metadata.generation,
      ),
  },
  {
    broken: 'all conditions speak of one generation',
    holds: (object) => new Set(conditionsOf(object).map((condition) => condition.observedGeneration)).size <= 1,
  },
];

const rulesWhileInProgress: readonly Rule[] = [
  {
    broken: 'Ready=Unknown comes with Reconciling=True',
    holds: (object) => isTrue(object, 'Reconciling'),
  },
];

const rulesAtRest: readonly Rule[] = [
  {
    broken: 'Ready=True comes with neither Reconciling nor Stalled',
    holds: (object) => !isTrue(object, 'Ready') || !(isTrue(object, 'Reconciling') || isTrue(object, 'Stalled')),
  },
  {
    broken: 'Ready=False says by Reconciling, Stalled or Suspended how it goes on',
    holds: (object) => valueOf(object, 'Ready') !== 'False' || ABNORMAL.some((type) => isTrue(object, type)),
  },
  {
    broken: 'Ready=False has the reason of the Reconciling or Stalled condition beside it',
    holds: (object) => {
      const beside = conditionOf(object, 'Stalled') ?? conditionOf(object, 'Reconciling');
      return beside === undefined || beside.reason === conditionOf(object, 'Ready')?.reason;
    },
  },
  {
    broken: 'status.observedGeneration is the generation of a Ready=True, Stalled or Suspended',
    holds: (object) => {
      const ended = [isTrue(object, 'Ready'), isTrue(object, 'Stalled'), isTrue(object, 'Suspended')].includes(true);
      return !ended || object.status?.observedGeneration === conditionOf(object, 'Ready')?.observedGeneration;
    },
  },
];

/**
 * Checks one status: the rules of every status, and those of a status in progress where Ready is Unknown, else those
 * of one at rest. An object without any status passes: no API server has seen it.
 * @throws Error that names the object and the rule that is broken
 */
export function checkStatus(object: CheckedObject): void {
  if (object.status === undefined) return;
  const ready = valueOf(object, 'Ready');
  const rules = ready === undefined ? [] : ready === 'Unknown' ? rulesWhileInProgress : rulesAtRest;
  const broken = [...rulesOfEveryStatus, ...rules].find((rule) => !rule.holds(object));
  if (broken === undefined) return;
  const { kind, metadata, status } = object;
  throw new Error(
    `${kind} ${metadata.name}, generation ${metadata.generation}: ${broken.broken}: ${JSON.stringify(status)}`,
  );
}

function conditionsOf(object: CheckedObject): readonly StatusCondition[] {
  return object.status?.conditions ?? [];
}

function conditionOf(object: CheckedObject, type: string): StatusCondition | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}

function valueOf(object: CheckedObject, type: string): string | undefined {
  return conditionOf(object, type)?.status;
}

function isTrue(object: CheckedObject, type: string): boolean {
  return valueOf(object, type) === 'True';
}
