import { cbor, dateToTag } from '@smithy/core/cbor';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';
import { answerAwsRequest } from './aws-front.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const authorization =
  'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123';

function request(operation: string, bytes: Uint8Array | undefined, more: Partial<WireRequest> = {}): WireRequest {
  return {
    method: 'POST',
    path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
    headers: { 'smithy-protocol': 'rpc-v2-cbor', authorization, 'x-amz-date': '20260101T000000Z' },
    body: '\uFFFD',
    bytes,
    ...more,
  };
}

function answer(account: TestAccount, asked: WireRequest): { wire: WireAnswer; body: Json } {
  const wire = answerAwsRequest(account, asked);
  if ('cutAfterMs' in wire) throw new Error('no answer');
  return { wire, body: wire.bytes === undefined ? {} : (cbor.deserialize(wire.bytes) as Json) };
}

function call(account: TestAccount, operation: string, input: unknown): { wire: WireAnswer; body: Json } {
  return answer(account, request(operation, cbor.serialize(input)));
}

const alarm = {
  AlarmName: 'deep',
  Namespace: 'my',
  MetricName: 'depth',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0.5,
  ComparisonOperator: 'GreaterThanThreshold',
};

describe('Smithy RPC v2 with CBOR', () => {
  it('carries calls, times tagged', () => {
    const account = createTestAccount();
    call(account, 'PutMetricAlarm', alarm);

    const { wire, body } = call(account, 'DescribeAlarms', {});

    expect(wire).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    });
    expect(body).toMatchObject({
      MetricAlarms: [
        { Threshold: 0.5, StateUpdatedTimestamp: { tag: 1, value: account.clock.now() / 1000 }, Dimensions: [] },
      ],
    });
  });

  it('takes tagged times, large integers and a call without a body', () => {
    const account = createTestAccount();
    const Timestamp = dateToTag(new Date(account.clock.now()));
    const put = call(account, 'PutMetricData', {
      Namespace: 'my',
      MetricData: [{ MetricName: 'depth', Value: 2n ** 60n, Timestamp }],
    });

    const { body } = answer(account, request('ListMetrics', undefined));

    expect(put.wire.status).toBe(200);
    expect(body).toEqual({ Metrics: [{ Namespace: 'my', MetricName: 'depth', Dimensions: [] }] });
  });

  it('tells errors, and those who ask the code of the query protocol', () => {
    const account = createTestAccount();
    const bytes = cbor.serialize({ Namespace: 'my' });
    const asked = request('PutMetricData', bytes);
    const { wire, body } = answer(account, { ...asked, headers: { ...asked.headers, 'x-amzn-query-mode': 'true' } });

    expect(wire).toMatchObject({ status: 400, headers: { 'x-amzn-query-error': 'MissingParameter;Sender' } });
    expect(body).toEqual({
      __type: 'MissingRequiredParameterException',
      message: 'At least one MetricDatum object must be present in the request.',
    });
  });

  it.each([
    ['a body that is no CBOR', { bytes: new Uint8Array([0xff, 0, 0xaa]) }, 'SerializationException'],
    ['a body that is no object', { bytes: cbor.serialize([1]) }, 'SerializationException'],
    ['a service that does not speak it', { path: '/service/X/operation/Y' }, 'UnknownOperationException'],
    ['no signature', { headers: { 'smithy-protocol': 'rpc-v2-cbor' } }, 'MissingAuthenticationTokenException'],
  ])('refuses %s', (_what, more, code) => {
    const empty = cbor.serialize({});
    const { body } = answer(createTestAccount(), request('DescribeAlarms', empty, more));

    expect(body['__type']).toBe(code);
  });

  it.each([1_000, 4_000, 5_000, 6_000, 1_000_000])('refuses a list of lists, %i deep', (depth) => {
    const { body } = answer(createTestAccount(), request('DescribeAlarms', new Uint8Array(depth).fill(0x81)));
    const whole = Uint8Array.from([...new Uint8Array(depth).fill(0x81), 0x80]);

    expect(body['__type']).toBe('SerializationException');
    expect(answer(createTestAccount(), request('DescribeAlarms', whole)).body['__type']).toBe('SerializationException');
  });

  it('is not taken for a call without its header', () => {
    const { wire } = answer(createTestAccount(), request('DescribeAlarms', undefined, { headers: { authorization } }));

    expect(wire.status).toBe(404);
  });
});
