import { AwsFault } from '../operation.ts';
import type { Json, ServiceName } from '../operation.ts';
import type { Shape } from './schema.ts';

/**
 * Refuses an input that lacks required members.
 *
 * Application Auto Scaling checks its model before anything else, at every depth, and says so in the words of AWS's
 * model validation. ECS has words of its own per member and checks inner members in the operation, so that only the
 * top is looked at here.
 *
 * @throws AwsFault ValidationException (Application Auto Scaling), InvalidParameterException or ClientException (ECS)
 */
export function checkRequired(service: ServiceName, operation: string, input: Json, shape: Shape): void {
  if (service === 'application-autoscaling') checkModel(input, shape, 'ValidationException');
  // UNKNOWN: whether CloudWatch's JSON front says what its query front says.
  else if (service === 'cloudwatch' || service === 'elasticloadbalancingv2') {
    checkModel(input, shape, 'ValidationError');
  } else checkTop(operation, input, shape);
}

function checkModel(input: Json, shape: Shape, code: string): void {
  const problems = missingPaths(input, shape, '').map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  if (problems.length === 0) return;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: `;
  throw new AwsFault(code, count + problems.join('; '));
}

/** Paths as AWS writes them: `stepScalingPolicyConfiguration.stepAdjustments.1.member.scalingAdjustment`. */
function missingPaths(value: unknown, shape: Shape, path: string): string[] {
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => missingPaths(item, shape.of(), `${path}.${index + 1}.member`));
  }
  if (shape.kind !== 'structure') return [];
  const object = value as Json;
  return [...shape.members].flatMap(([name, member]) => {
    const inner = `${path === '' ? '' : `${path}.`}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (object[name] === undefined) return member.required ? [inner] : [];
    return missingPaths(object[name], member.shape(), inner);
  });
}

/** What ECS says, where reports of it are known: `An error occurred (…) when calling the … operation: …`. */
const known: Readonly<Record<string, AwsFault>> = {
  'RegisterTaskDefinition.family': new AwsFault('ClientException', 'Family can not be blank.'),
  'RegisterTaskDefinition.containerDefinitions': new AwsFault('ClientException', 'Container list cannot be empty.'),
  'DescribeServices.services': new AwsFault('InvalidParameterException', 'Services cannot be empty.'),
  'DescribeTasks.tasks': new AwsFault('InvalidParameterException', 'Tasks cannot be empty.'),
};

function checkTop(operation: string, input: Json, shape: Shape): void {
  if (shape.kind !== 'structure') return;
  for (const [name, { required }] of shape.members) {
    if (!required || (input[name] !== undefined && input[name] !== '')) continue;
    // UNKNOWN: the words for most members. "TaskDefinition can not be blank." is how ECS speaks elsewhere.
    const member = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    throw known[`${operation}.${name}`] ?? new AwsFault('InvalidParameterException', `${member} can not be blank.`);
  }
}
