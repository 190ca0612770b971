import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { awsFailure, type Script, ScriptedTransport } from '../../test/support/scripted-transport.ts';
import { openGate } from '../runtime/effects.ts';
import { ManualClock } from '../runtime/manual-clock.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';
import { CallMetrics } from './call-metrics.ts';
import { AwsPool } from './pool.ts';

function setUp(script: Script) {
  const clock = new ManualClock();
  const transports: ScriptedTransport[] = [];
  const pool = new AwsPool({
    createTransport: () => {
      const transport = new ScriptedTransport(script);
      transports.push(transport);
      return transport;
    },
    effects: openGate,
    clocks: { wall: clock, domain: clock },
    metrics: new CallMetrics(new Registry()),
  });
  return { pool, clock, transports };
}

const identified: Script = { GetCallerIdentity: () => ({ Account: '111122223333' }) };

describe('AwsPool', () => {
  it('learns the account once and gives everybody the same gateway', async () => {
    const { pool, transports } = setUp(identified);

    const [first, second] = await Promise.all([
      pool.gateway({ region: 'eu-west-1' }),
      pool.gateway({ region: 'eu-west-1' }),
    ]);

    expect(first).toBe(second);
    expect(first.scope).toEqual({ accountId: '111122223333', region: 'eu-west-1' });
    expect(transports.map((each) => each.sent.length)).toEqual([1]);
  });

  it('has a gateway for each Region and role', async () => {
    const { pool, transports } = setUp(identified);

    await pool.gateway({ region: 'eu-west-1' });
    await pool.gateway({ region: 'us-east-1' });
    await pool.gateway({ region: 'us-east-1', roleArn: 'arn:aws:iam::111122223333:role/tenant' });

    expect(transports).toHaveLength(3);
  });

  it('lets roles of one account share its buckets', async () => {
    const { pool } = setUp({
      ...identified,
      ListTagsForResource: () => Promise.reject(awsFailure('ThrottlingException', 'Rate exceeded')),
    });
    const own = await pool.gateway({ region: 'us-east-1' });
    const tenant = await pool.gateway({ region: 'us-east-1', roleArn: 'arn:aws:iam::111122223333:role/tenant' });
    const context = { object: 'EcsService/a/b', priority: Priority.UserChange };

    await expect(own.call('ListTagsForResource', { resourceArn: 'x' }, context)).rejects.toMatchObject({
      class: 'throttle',
    });
    await expect(tenant.call('ListTagsForResource', { resourceArn: 'x' }, context)).rejects.toBeInstanceOf(AwaitToken);
  });

  it('is not ready while STS cannot be reached, asks again after some seconds, and then works', async () => {
    const { pool, clock, transports } = setUp({
      GetCallerIdentity: (_input, n) => {
        if (n === 1) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        return { Account: '111122223333' };
      },
    });

    await expect(pool.gateway({ region: 'us-east-1' })).rejects.toMatchObject({ class: 'transient' });
    await expect(pool.gateway({ region: 'us-east-1' })).rejects.toMatchObject({ class: 'transient' });
    expect(transports[0]?.sent).toHaveLength(1);
    clock.advance(5000);

    expect((await pool.gateway({ region: 'us-east-1' })).scope.accountId).toBe('111122223333');
  });

  it('takes an answer without an account for a failure', async () => {
    const { pool } = setUp({ GetCallerIdentity: () => ({}) });

    await expect(pool.gateway({ region: 'us-east-1' })).rejects.toMatchObject({ class: 'transient' });
  });
});
