import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { classify } from './errors.ts';
import { SdkTransport } from './sdk-transport.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, callNumber: number) => void;

interface Seen {
  readonly target: string | undefined;
  readonly userAgent: string;
  readonly body: string;
}

let server: Server;
let handler: Handler;
let seen: Seen[];
let connections: number;
let transports: SdkTransport[];
const savedEnvironment = { ...process.env };

beforeEach(async () => {
  seen = [];
  connections = 0;
  transports = [];
  handler = json(200, {});
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const target = request.headers['x-amz-target'];
      seen.push({ target: String(target), userAgent: String(request.headers['user-agent']), body });
      handler(request, response, seen.length);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  process.env = { ...savedEnvironment };
  for (const transport of transports) transport.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function json(status: number, body: object): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'r-1' });
    response.end(JSON.stringify(body));
  };
}

function newTransport(requestTimeoutMs = 5_000): SdkTransport {
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  const transport = new SdkTransport({ region: 'us-east-1', version: '1.2.3', credentials, requestTimeoutMs });
  transports.push(transport);
  return transport;
}

async function classOf(promise: Promise<unknown>): Promise<{ class: string; code: string } | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    const failure = classify(error, 'DescribeServices');
    return { class: failure.class, code: failure.code };
  }
}

describe('SdkTransport', () => {
  it('goes where AWS_ENDPOINT_URL says and names operator, version and kind', async () => {
    handler = json(200, { services: [{ serviceName: 'web', createdAt: 1_700_000_000.5 }] });

    const output = await newTransport().send('DescribeServices', { services: ['web'] }, { kind: 'EcsService' });

    expect(output.services?.[0]?.createdAt).toEqual(new Date(1_700_000_000_500));
    expect(seen[0]?.target).toBe('AmazonEC2ContainerServiceV20141113.DescribeServices');
    expect(seen[0]?.userAgent).toContain('ecs-operator/1.2.3');
    expect(seen[0]?.userAgent).toContain('kind/EcsService');
  });

  it('tells operations of two services with one name apart', async () => {
    const transport = newTransport();

    await transport.send('ScalingTagResource', { ResourceARN: 'arn', Tags: { a: 'b' } }, { kind: 'EcsScaling' });
    await transport.send('TagResource', { resourceArn: 'arn', tags: [] });

    expect(seen.map((each) => each.target)).toEqual([
      'AnyScaleFrontendService.TagResource',
      'AmazonEC2ContainerServiceV20141113.TagResource',
    ]);
    expect(seen[0]?.userAgent).toContain('kind/EcsScaling');
    expect(seen[1]?.userAgent).not.toContain('kind/');
  });

  it('opens one connection for calls one after the other', async () => {
    const transport = newTransport();

    for (let i = 0; i < 20; i++) await transport.send('ListTasks', {});

    expect(connections).toBe(1);
  });

  it('is not bothered by certificates that a plain endpoint does not need', async () => {
    process.env['AWS_CA_BUNDLE'] = '/nonexistent/bundle.pem';

    await newTransport().send('ListTasks', {});

    expect(seen).toHaveLength(1);
  });

  it.each([
    ['a throttle', 400, { __type: 'ThrottlingException', message: 'Rate exceeded' }, 'throttle'],
    ['a quota that the SDK takes for a throttle', 400, { __type: 'LimitExceededException', message: 'x' }, 'terminal'],
    ['a server error', 500, { __type: 'ServerException', message: '' }, 'transient'],
    ['an error that the model does not know', 400, { __type: 'com.amazonaws.ecs#NewException' }, 'terminal'],
    ['denied access', 400, { __type: 'AccessDeniedException', Message: 'no' }, 'accessDenied'],
  ])('sends a call once that ends in %s', async (_what, status, body, expected) => {
    handler = json(status, body);

    expect(await classOf(newTransport().send('DescribeServices', { services: ['a'] }))).toMatchObject({
      class: expected,
    });
    expect(seen).toHaveLength(1);
  });

  it.each([500, 502, 503, 200])('takes HTML with status %i as transient', async (status) => {
    handler = (_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end('<html><body>Service Unavailable</body></html>');
    };

    expect(await classOf(newTransport().send('DescribeServices', { services: ['a'] }))).toMatchObject({
      class: 'transient',
    });
  });

  it('repeats a read after a network error', async () => {
    handler = (request, response, n) => {
      if (n < 3) request.socket.destroy();
      else json(200, { taskArns: ['a'] })(request, response, n);
    };

    expect((await newTransport().send('ListTasks', {})).taskArns).toEqual(['a']);
    expect(seen).toHaveLength(3);
  });

  it('sends a write once, also after a network error', async () => {
    handler = (request) => request.socket.destroy();

    const failure = await classOf(newTransport().send('CreateService', { serviceName: 'web' }));

    expect(failure?.class).toBe('transient');
    expect(seen).toHaveLength(1);
  });

  it('takes an endpoint that nobody listens at as transient', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';

    expect((await classOf(newTransport().send('UpdateService', { service: 'web' })))?.class).toBe('transient');
  });

  it('gives up on an answer that does not come', async () => {
    handler = () => undefined;

    expect(await classOf(newTransport(50).send('ListTasks', {}))).toEqual({ class: 'transient', code: 'TimeoutError' });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    handler = () => {
      controller.abort();
    };

    expect(await classOf(newTransport().send('ListTasks', {}, { signal: controller.signal }))).toEqual({
      class: 'transient',
      code: 'AbortError',
    });
    expect(seen).toHaveLength(1);
  });

  it('says plainly that there are no credentials', async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    });
    const transport = new SdkTransport({ region: 'us-east-1', version: '1.2.3' });
    transports.push(transport);

    expect(await classOf(transport.send('ListTasks', {}))).toEqual({
      class: 'accessDenied',
      code: 'CredentialsProviderError',
    });
  });
});
