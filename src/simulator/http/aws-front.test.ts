import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount, smallDefinition } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';
import { answerAwsRequest } from './aws-front.ts';
import { signatureHeaders } from './test-signature.ts';
import type { WireAnswer } from './wire.ts';

const ECS = 'AmazonEC2ContainerServiceV20141113';

function post(account: TestAccount, target: string, body: string): WireAnswer {
  const signature = signatureHeaders(target.startsWith('Granite') ? 'monitoring' : 'ecs');
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...signature };
  const answer = answerAwsRequest(account, { method: 'POST', path: '/', headers, body });
  if ('cutAfterMs' in answer) throw new Error('no answer');
  return answer;
}

function json(answer: WireAnswer): Json {
  return JSON.parse(answer.body) as Json;
}

describe('awsJson1_1', () => {
  it('dispatches by target and answers JSON with a request id', () => {
    const answer = post(createTestAccount(), `${ECS}.CreateCluster`, '{"clusterName":"demo"}');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(json(answer)).toMatchObject({ cluster: { clusterName: 'demo' }, clusterCount: 1 });
  });

  it('writes times the way Java prints doubles', () => {
    const account = createTestAccount();
    account.clock.advance(292);
    const { body } = post(account, `${ECS}.RegisterTaskDefinition`, JSON.stringify(smallDefinition('web')));
    expect(body).toContain('"registeredAt":1.767225600292E9');
  });

  it('writes whole doubles as doubles', () => {
    const alarm = {
      AlarmName: 'a',
      Namespace: 'n',
      MetricName: 'm',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
    };
    const account = createTestAccount();
    const target = 'GraniteServiceVersion20100801';
    const put = { ...alarm, Threshold: 5, ComparisonOperator: 'LessThanThreshold' };
    expect(post(account, `${target}.PutMetricAlarm`, JSON.stringify(put)).status).toBe(200);
    expect(post(account, `${target}.DescribeAlarms`, '{}').body).toContain(
      '"Period":60,"EvaluationPeriods":1,"Threshold":5.0',
    );
  });

  it('tells clients that come from the query protocol its codes', () => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      'x-amzn-query-mode': 'true',
      ...signatureHeaders('monitoring'),
    };
    const body = '{"Namespace":"AWS/ECS","MetricData":[]}';
    expect(answerAwsRequest(createTestAccount(), { method: 'POST', path: '/', headers, body })).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': 'InvalidParameterValue;Sender' },
      body: expect.stringContaining('"__type":"InvalidParameterValueException"'),
    });
  });

  it('puts code and words of an error into the body', () => {
    const answer = post(createTestAccount(), `${ECS}.DeleteCluster`, '{"cluster":"missing"}');
    expect(answer.status).toBe(400);
    expect(json(answer)).toEqual({ __type: 'ClusterNotFoundException', message: 'Cluster not found.' });
  });

  it.each([
    ['an operation that there is not', `${ECS}.LaunchRocket`, '{}', 'UnknownOperationException'],
    ['a service that there is not', 'Elsewhere.ListClusters', '{}', 'UnknownOperationException'],
    ['no target', '', '{}', 'UnknownOperationException'],
    ['a body that is no JSON', `${ECS}.ListClusters`, '{', 'SerializationException'],
    ['a body that is no object', `${ECS}.ListClusters`, '[]', 'SerializationException'],
  ])('refuses %s, without words', (_what, target, body, code) => {
    const answer = post(createTestAccount(), target, body);
    expect(answer.status).toBe(400);
    expect(json(answer)).toEqual({ __type: code });
  });

  it('answers 404 to what is no call', () => {
    const answer = answerAwsRequest(createTestAccount(), { method: 'GET', path: '/', headers: {}, body: '' });
    expect(answer).toMatchObject({ status: 404, body: '<UnknownOperationException/>\n' });
  });
});

describe('faults on the wire', () => {
  it('send HTML where AWS would', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'html-error' });
    const answer = post(account, `${ECS}.ListClusters`, '{}');
    expect(answer).toMatchObject({ status: 500, headers: { 'content-type': 'text/html' } });
    expect(answer.body).toMatch(/^<html>/);
  });

  it('send status 500 for a server error', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'server-error' });
    expect(post(account, `${ECS}.ListClusters`, '{}').status).toBe(500);
  });

  it('give no answer, or a late one', () => {
    const account = createTestAccount();
    account.faults.add({ kind: 'time-out', count: 1, delayMs: 5 });
    account.faults.add({ kind: 'slow', count: 1, delayMs: 7 });
    const headers = { 'x-amz-target': `${ECS}.ListClusters`, ...signatureHeaders() };
    const request = { method: 'POST', path: '/', headers, body: '{}' };
    expect(answerAwsRequest(account, request)).toEqual({ cutAfterMs: 5 });
    expect(answerAwsRequest(account, request)).toMatchObject({ status: 200, delayMs: 7 });
  });
});

describe('the query protocol', () => {
  function query(body: string): WireAnswer {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      ...signatureHeaders('sts'),
    };
    return answerAwsRequest(createTestAccount(), { method: 'POST', path: '/', headers, body }) as WireAnswer;
  }

  it('answers XML', () => {
    const { status, body } = query('Action=GetCallerIdentity&Version=2011-06-15');
    expect(status).toBe(200);
    expect(body).toMatch(/^<GetCallerIdentityResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/">/);
    expect(body).toContain('<Account>111122223333</Account>');
  });

  it.each([
    ['Action=AssumeRocket&Version=2011-06-15', 'Could not find operation AssumeRocket for version 2011-06-15'],
    ['Action=GetCallerIdentity', 'Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED'],
    ['Action=%3Cb%3E', 'Could not find operation &lt;b&gt; for version NO_VERSION_SPECIFIED'],
    ['', 'Could not find operation  for version NO_VERSION_SPECIFIED'],
  ])('refuses %j', (body, words) => {
    const answer = query(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(`<Code>InvalidAction</Code><Message>${words}</Message>`);
  });
});
