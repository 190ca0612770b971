import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../operation.ts';
import { putFact } from '../../../../outer-world/admin.ts';
import { fargateDefinition } from '../../../../test-account.ts';
import { createTestService, type TestService } from '../../test-service.ts';

const executionRoleArn = 'arn:aws:iam::111122223333:role/exec';
const secretArn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf';
const ecr = '111122223333.dkr.ecr.us-east-1.amazonaws.com/team/app:1';

const request: Json = {
  cluster: 'demo',
  taskDefinition: 'job',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
};

function secret(valueFrom: string): Json {
  return { secrets: [{ name: 'TOKEN', valueFrom }] };
}

function logs(options: Json = {}): Json {
  const all = { 'awslogs-group': '/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'p', ...options };
  return { logConfiguration: { logDriver: 'awslogs', options: all } };
}

interface Stopped extends Json {
  readonly stopCode: string;
  readonly stoppedReason: string;
  readonly createdAt: number;
  readonly stoppedAt: number;
}

/** A standalone task with this container, and how it stands after six minutes, ids cut out of the reason. */
function outcome(service: TestService, container: Json, task: Json = {}): Stopped {
  service.ecs('RegisterTaskDefinition', {
    ...fargateDefinition(container, { executionRoleArn, ...task }),
    family: 'job',
  });
  const { tasks } = service.ecs('RunTask', request);
  const [started] = tasks as { taskArn: string }[];
  service.pass(360);
  const arns = [started?.taskArn];
  const [found] = service.ecs('DescribeTasks', { cluster: 'demo', tasks: arns })['tasks'] as Stopped[];
  if (found === undefined) throw new Error('the task is not there');
  return found;
}

function plain(reason: string): string {
  return reason.replace(/RequestID: [0-9a-f-]{36}/, 'RequestID: X').replaceAll(/[0-9a-f]{32}/g, 'TASK');
}

const denied = (action: string, resource: string): string =>
  `https response error StatusCode: 400, RequestID: X, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/TASK is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
const unable = 'ResourceInitializationError: unable to pull secrets or registry auth:';
const failed = `failed to fetch secret ${secretArn} from secrets manager: operation error Secrets Manager: GetSecretValue,`;
const once = 'service call has been retried 1 time(s):';

describe('a task that something outside keeps from starting', () => {
  it.each<[string, readonly [string, string, string], Json, string]>([
    [
      'a secret that is not there, whatever part of it is meant',
      ['secret', secretArn, 'missing'],
      secret(`${secretArn}:password::`),
      `${unable} execution resource retrieval failed: unable to retrieve secret from asm: ${once} ${failed} https response error StatusCode: 400, RequestID: X, ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    ],
    [
      'a secret that the role may not read',
      ['secret', secretArn, 'not-permitted'],
      secret(secretArn),
      `${unable} execution resource retrieval failed: unable to retrieve secret from asm: ${once} ${failed} ${denied('secretsmanager:GetSecretValue', secretArn)}`,
    ],
    [
      'a secret that cannot be reached',
      ['secret', secretArn, 'unreachable'],
      secret(secretArn),
      `${unable} unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. ${failed} https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
    ],
    [
      'a parameter that is not there',
      ['parameter', '/web/token', 'missing'],
      secret('/web/token'),
      `${unable} execution resource retrieval failed: unable to retrieve secrets from ssm: ${once} invalid ssm parameters: /web/token`,
    ],
    [
      'a parameter that the role may not read, by ARN',
      ['parameter', '/web/token', 'not-permitted'],
      secret('arn:aws:ssm:us-east-1:111122223333:parameter/web/token'),
      `${unable} execution resource retrieval failed: unable to retrieve secrets from ssm: ${once} operation error SSM: GetParameters, ${denied('ssm:GetParameters', 'arn:aws:ssm:us-east-1:111122223333:parameter/web/token')}`,
    ],
    [
      'a parameter that cannot be reached',
      ['parameter', 'token', 'unreachable'],
      secret('token'),
      `${unable} unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter Store. Check your task network configuration. operation error SSM: GetParameters, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
    ],
    [
      'a log group that is not there',
      ['log-group', '/web', 'missing'],
      logs(),
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, RequestID: X, ResourceNotFoundException: The specified log group does not exist. : exit status 1',
    ],
    [
      'logs that cannot be reached',
      ['log-group', '/web', 'unreachable'],
      logs(),
      'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
    ],
    [
      'a registry of Amazon ECR that the role may not use',
      ['image', '111122223333.dkr.ecr.us-east-1.amazonaws.com', 'not-permitted'],
      { image: ecr },
      `${unable} execution resource retrieval failed: unable to retrieve ecr registry auth: ${once} operation error ECR: GetAuthorizationToken, ${denied('ecr:GetAuthorizationToken', '*')}`,
    ],
    [
      'an image of a registry that is not Amazon ECR and denies it',
      ['image', 'team/app', 'not-permitted'],
      { image: 'team/app:1' },
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/team/app:1: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    [
      'an image that is not there',
      ['image', ecr, 'missing'],
      { image: ecr },
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${ecr}: ${ecr}: not found`,
    ],
    [
      'an image for another platform',
      ['image', 'nginx', 'other-platform'],
      { image: 'nginx' },
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    ],
  ])('%s', (_what, [kind, id, state], container, reason) => {
    const service = createTestService();
    putFact(service.world, kind, id, state);
    const task = outcome(service, container);
    expect(plain(task.stoppedReason)).toBe(reason);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart' });
    expect(task).not.toHaveProperty('startedAt');
    putFact(service.world, kind, id, 'exists');
    expect(outcome(service, container)).toMatchObject({ lastStatus: 'RUNNING' });
  });

  it.each(['unreachable', 'not-permitted', 'missing'])('a file system that is %s', (state) => {
    const service = createTestService();
    putFact(service.world, 'file-system', 'fs-1', state);
    const volumes = [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }];
    expect(outcome(service, {}, { volumes }).stoppedReason).toMatch(
      /^ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: .* code: (1|32)$/,
    );
  });

  it('gives up on what refuses within a minute, on what it cannot reach after minutes', () => {
    const service = createTestService();
    putFact(service.world, 'secret', secretArn, 'missing');
    const refused = outcome(service, secret(secretArn));
    expect(refused.stoppedAt - refused.createdAt).toBeCloseTo(38.4, 0);
    putFact(service.world, 'secret', secretArn, 'unreachable');
    const lost = outcome(service, secret(secretArn));
    expect(lost.stoppedAt - lost.createdAt).toBeGreaterThan(240);
  });

  it('makes the log group itself when it is told to', () => {
    const service = createTestService();
    putFact(service.world, 'log-group', '/web', 'missing');
    expect(outcome(service, logs({ 'awslogs-create-group': 'true' }))).toMatchObject({ lastStatus: 'RUNNING' });
  });

  it('fails the service that wants it, whose events say why each time', () => {
    const service = createTestService(['app:1'], {});
    putFact(service.world, 'image', 'app', 'missing');
    service.create({ desiredCount: 1 });
    service.until(({ deployments }) => deployments[0]?.failedTasks === 2);
    const reason = 'failed to resolve ref docker.io/library/app:1: docker.io/library/app:1: not found.';
    expect(service.told().filter((message) => message.startsWith('was unable to place a task.'))).toEqual([
      `was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): ${reason}`,
      `was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): ${reason}`,
    ]);
    putFact(service.world, 'image', 'app', 'exists');
    service.untilSteady();
  });
});
