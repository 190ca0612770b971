import type { Shape } from '../../src/simulator/input/schema.ts';
import type { Random } from '../../src/runtime/clock.ts';

/** Words that mean something to some operation, so that not everything is refused at the door. */
const WORDS = [
  'demo',
  'web',
  'web:1',
  'app',
  'cp',
  'default',
  'service/demo/web',
  'ecs',
  'ecs:service:DesiredCount',
  'step',
  'FARGATE',
  'EC2',
  'EXTERNAL',
  'REPLICA',
  'DAEMON',
  'ACTIVE',
  'INACTIVE',
  'awsvpc',
  'TAGS',
  'ENABLED',
  'enabled',
  'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
  'arn:aws:ecs:us-east-1:111122223333:service/demo/web',
  '256',
  '512',
  'nginx',
  'nginx:crash',
  'subnet-a',
  'StepScaling',
  'ChangeInCapacity',
  'rate(1 minute)',
  'my',
  'AWS/ECS',
  'Average',
  'GreaterThanThreshold',
  'ALARM',
  '',
  ' ',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  'ü\u0000😀',
];
/** What members are mostly called in an account that `furnish` has filled, by the member's name in lower case. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  cluster: ['demo', 'arn:aws:ecs:us-east-1:111122223333:cluster/demo'],
  clusters: ['demo'],
  service: ['web', 'arn:aws:ecs:us-east-1:111122223333:service/demo/web'],
  services: ['web'],
  servicename: ['web', 'other'],
  taskdefinition: ['web', 'web:1'],
  taskdefinitions: ['web:1', 'web:2'],
  family: ['web'],
  resourcearn: [
    'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
    'arn:aws:ecs:us-east-1:111122223333:service/demo/web',
    'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
  ],
  capacityprovider: ['FARGATE', 'FARGATE_SPOT', 'cp'],
  capacityproviders: ['FARGATE', 'FARGATE_SPOT', 'cp'],
  launchtype: ['FARGATE', 'EC2'],
  schedulingstrategy: ['REPLICA', 'DAEMON'],
  include: ['TAGS'],
  name: ['app', 'containerInsights', 'taskLongArnFormat', 'CPUUtilization'],
  servicenamespace: ['ecs'],
  resourceid: ['service/demo/web'],
  resourceids: ['service/demo/web'],
  scalabledimension: ['ecs:service:DesiredCount'],
  policyname: ['cpu', 'step'],
  policytype: ['StepScaling', 'TargetTrackingScaling'],
  adjustmenttype: ['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity'],
  scheduledactionname: ['night'],
  alarmname: ['a'],
  alarmnames: ['a'],
  namespace: ['n', 'AWS/ECS'],
  metricname: ['m'],
  names: ['web'],
  subnets: ['subnet-a', 'subnet-b'],
  vpcid: ['vpc-a'],
  protocol: ['HTTP', 'TCP'],
  targettype: ['ip', 'alb'],
  comparisonoperator: ['LessThanThreshold', 'GreaterThanThreshold'],
};
const NUMBERS = [0, 1, 2, 60, 100, 200, -1, 0.5, 2 ** 31, -(2 ** 31), 2 ** 53, 1e308, -1e308, 5e-324, 1_800_000_000];
const STRANGERS: readonly unknown[] = [null, true, 'text', 7, 1.5, [], {}, [[null]], { a: { b: [] } }, '9'.repeat(40)];

/** An input of an operation: mostly of the right shape, now and then with a stranger in a place where it does not fit. */
export function randomInput(shape: Shape | undefined, random: Random, depth = 0, name = ''): unknown {
  if (shape === undefined || random() < 0.01) return oneOf(STRANGERS, random);
  switch (shape.kind) {
    case 'structure':
      return randomStructure(shape, random, depth);
    case 'list':
      return Array.from({ length: lengthOf(random, depth) }, () => randomInput(shape.of(), random, depth + 1, name));
    case 'map':
      return Object.fromEntries(
        Array.from({ length: lengthOf(random, depth) }, () => [
          oneOf(WORDS, random),
          randomInput(shape.of(), random, depth + 1),
        ]),
      );
    case 'string':
      return oneOf(random() < 0.85 ? (USUAL[name.toLowerCase()] ?? WORDS) : WORDS, random);
    case 'number':
    case 'timestamp':
      return oneOf(NUMBERS, random);
    case 'boolean':
      return random() < 0.5;
    case 'any':
      return oneOf(STRANGERS, random);
  }
  return undefined;
}

function randomStructure(shape: Extract<Shape, { kind: 'structure' }>, random: Random, depth: number): unknown {
  const entries = [...shape.members].flatMap(([name, { shape: member, required }]): [string, unknown][] => {
    const isGiven = required ? random() < 0.95 : random() < 0.5 / (depth + 1);
    return isGiven && depth < 6 ? [[name, randomInput(member(), random, depth + 1, name)]] : [];
  });
  if (random() < 0.05) entries.push(['aMemberThatThereIsNot', oneOf(STRANGERS, random)]);
  return Object.fromEntries(entries);
}

function lengthOf(random: Random, depth: number): number {
  return depth > 5 ? 0 : Math.floor(random() * 3);
}

export function oneOf<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)] as T;
}

/** A copy of a good input in which one value, at any depth, is another one. */
export function spoiled(input: Readonly<Record<string, unknown>>, random: Random): unknown {
  const paths = leaves(input);
  const path = oneOf(paths, random);
  const replacement = random() < 0.7 ? oneOf([...WORDS, ...NUMBERS], random) : oneOf(STRANGERS, random);
  return replaced(input, path, replacement);
}

/** The paths of every value, inner objects and lists among them. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (String(index) === key ? replaced(item, rest, replacement) : item));
  }
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, replacement) };
}
