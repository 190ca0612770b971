import { describe, expect, it } from '@jest/globals';
import { createLogger, type Logger, type LogLevel } from './log.ts';

const SECRET = 'hunter2';

function setup(level: LogLevel = 'info'): { log: Logger; lines: () => Record<string, unknown>[]; raw: () => string } {
  const written: string[] = [];
  const log = createLogger({ level, destination: { write: (line) => void written.push(line) } });
  return {
    log,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    raw: () => written.join(''),
  };
}

describe('createLogger', () => {
  it('writes one JSON object a line, with level, time, message and fields', () => {
    const { log, lines } = setup();
    log.info({ count: 2, names: ['a', 'b'], nested: { at: new Date(0) } }, 'Synced');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        count: 2,
        names: ['a', 'b'],
        nested: { at: '1970-01-01T00:00:00.000Z' },
        msg: 'Synced',
      },
    ]);
  });

  it('keeps to its level, in children too', () => {
    const { log, lines } = setup('warn');
    log.info('Not this');
    log.child({ controller: 'c' }).debug('Nor this');
    log.child({ controller: 'c' }).warn('But this');
    expect(lines()).toMatchObject([{ level: 'warn', controller: 'c', msg: 'But this' }]);
  });

  it.each<[string, object]>([
    ['a header', { headers: { Authorization: SECRET, 'X-Amz-Security-Token': SECRET } }],
    ['credentials', { config: { credentials: { accessKeyId: 'AKIA', secretAccessKey: SECRET } } }],
    ['a key in kebab case', { user: { 'client-key-data': SECRET } }],
    ['a key in snake case', { aws_secret: 1, secret_access_key: SECRET }],
    ['a password in a list', { users: [{ name: 'a', password: SECRET }] }],
    [
      'environment variables of a container',
      { spec: { containers: [{ environment: [{ name: 'A', value: SECRET }] }] } },
    ],
    ['an environment as a record', { env: { A: SECRET } }],
    ['an environment as assignments', { env: [`A=${SECRET}`] }],
    ['an environment that is none', { environment: SECRET }],
    ['variables without a name', { environment: [{ value: SECRET }] }],
    ['what lies too deep to look at', { a: { b: { c: { d: { e: { f: { g: { h: { i: SECRET } } } } } } } } }],
    ['an object that contains itself', cyclic()],
  ])('never writes %s', (_name, fields) => {
    const { log, raw } = setup();
    log.info(fields, 'On a line');
    expect(raw()).toContain('On a line');
    expect(raw()).not.toContain(SECRET);
  });

  it.each(['authorization', 'token', 'credentials', 'secretAccessKey'])(
    'never writes the field %s of a child',
    (name) => {
      const { log, raw } = setup();
      log.child({ [name]: SECRET, environment: [{ name: 'A', value: SECRET }] }).info('In a child');
      expect(raw()).not.toContain(SECRET);
    },
  );

  it('keeps names: of environment variables, of secrets that are references, of tokens that are none', () => {
    const { log, lines } = setup();
    const secrets = [{ name: 'DB', valueFrom: 'arn:aws:ssm:eu-west-1:1:parameter/db' }];
    log.info({ environment: [{ name: 'A', value: SECRET }], secrets, clientToken: 'c', nextToken: 'n' }, 'Registered');
    expect(lines()).toMatchObject([{ environment: ['A'], secrets, clientToken: 'c', nextToken: 'n' }]);
  });
});

function cyclic(): object {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  return loop;
}

describe('createLogger: errors', () => {
  it('describes name, message, stack, code, request id and causes', () => {
    const { log, lines } = setup();
    const cause = Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
    const error = Object.assign(new TypeError('call failed', { cause }), {
      $metadata: { requestId: 'r-1', httpStatusCode: 500 },
    });
    log.error({ err: error }, 'Failed');
    expect(lines()).toMatchObject([
      {
        err: {
          type: 'TypeError',
          message: 'call failed',
          stack: expect.stringContaining('log.test.ts'),
          requestId: 'r-1',
          httpStatusCode: 500,
          cause: { type: 'Error', message: 'connection reset', code: 'ECONNRESET' },
        },
      },
    ]);
  });

  it('leaves out whatever else hangs on an error', () => {
    const { log, raw } = setup();
    const error = Object.assign(new Error('refused'), {
      $response: { headers: { authorization: SECRET } },
      request: { body: `{"environment":[{"name":"A","value":"${SECRET}"}]}` },
      $metadata: { requestId: 1, httpStatusCode: 'x', extra: SECRET },
    });
    log.error({ err: error }, 'Failed');
    log.error(error);
    log.error({ attempts: [{ reason: error }] }, 'Failed');
    log.child({ err: error }).error('Failed');
    expect(raw()).not.toContain(SECRET);
    expect(raw()).toContain('refused');
  });

  it('takes what is no error, and ends a circle of causes', () => {
    const { log, lines } = setup();
    const circle = new Error('circle');
    circle.cause = circle;
    log.error({ err: 'a string' }, 'Failed');
    log.error({ err: circle }, 'Failed');
    expect(lines()).toMatchObject([{ err: 'a string' }, { err: { message: 'circle' } }]);
  });
});
