import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount, type TestAccount } from '../test-account.ts';
import { answerAdminRequest } from '../http/admin.ts';
import { imageState, namedState, outerState } from './facts.ts';
import { emptyOuterWorld, type OuterKind } from './state.ts';

function admin(account: TestAccount, method: string, path: string, body?: unknown): { status: number; body: Json } {
  const text = body === undefined ? '' : JSON.stringify(body);
  const answer = answerAdminRequest(account, {}, { method, path: `/_sim/outer-world${path}`, headers: {}, body: text });
  return { status: answer.status, body: JSON.parse(answer.body) as Json };
}

describe('/_sim/outer-world', () => {
  it('says something of a thing, lists it, and takes it back', () => {
    const account = createTestAccount();
    const fact = { kind: 'subnet', id: 'subnet-1', state: 'missing' };
    expect(admin(account, 'PUT', '/subnet/subnet-1', { state: 'missing' })).toEqual({ status: 200, body: fact });
    expect(admin(account, 'GET', '').body).toEqual({ facts: [fact] });
    expect(admin(account, 'DELETE', '/subnet/subnet-1').status).toBe(200);
    expect(admin(account, 'GET', '').body).toEqual({ facts: [] });
  });

  it('takes ids with slashes and colons, also percent-encoded', () => {
    const account = createTestAccount();
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db/main-AbCdEf';
    admin(account, 'PUT', `/secret/${arn}`, { state: 'missing' });
    expect(outerState(account.world.outer, 'secret', arn)).toBe('missing');
    admin(account, 'PUT', `/log-group/${encodeURIComponent('/ecs/web 100%')}`, { state: 'not-permitted' });
    expect(outerState(account.world.outer, 'log-group', '/ecs/web 100%')).toBe('not-permitted');
    admin(account, 'PUT', '/secret/100%', { state: 'missing' });
    expect(outerState(account.world.outer, 'secret', '100%')).toBe('missing');
  });

  it.each([
    ['/planet/mars', { state: 'missing' }, 400, 'kind should be one of'],
    ['/subnet/subnet-1', { state: 'sunk' }, 400, 'state of a subnet should be one of [exists,missing,other-vpc]'],
    ['/subnet/subnet-1', {}, 400, 'state of a subnet'],
    ['/subnet', { state: 'missing' }, 404, 'no route'],
    ['/capacity/EC2', { state: 'unavailable' }, 400, 'id of a capacity should be one of [FARGATE,FARGATE_SPOT]'],
  ])('refuses %s with %j', (path, body, status, words) => {
    const account = createTestAccount();
    const answer = admin(account, 'PUT', path, body);
    expect(answer.status).toBe(status);
    expect(String(answer.body['error'])).toContain(words);
    expect(account.world.outer.facts.size).toBe(0);
  });

  it('is dumped and restored with the account', () => {
    const account = createTestAccount();
    admin(account, 'PUT', '/image/repo/app', { state: 'missing' });
    const dump = account.dump();
    account.reset();
    expect(account.world.outer.facts.size).toBe(0);
    account.restore(dump);
    expect(imageState(account.world.outer, 'repo/app:1')).toBe('missing');
  });
});

describe('facts', () => {
  const outer = emptyOuterWorld();
  const put = (kind: OuterKind, id: string, state: string): void => {
    outer.facts.set(`${kind} ${id}`, { kind, id, state });
  };

  it('of an image hold for its reference, its repository and its registry', () => {
    put('image', 'a.dkr.ecr.us-east-1.amazonaws.com', 'unreachable');
    put('image', 'team/app', 'missing');
    put('image', 'other/app:2', 'not-permitted');
    expect(imageState(outer, 'a.dkr.ecr.us-east-1.amazonaws.com/x/y:1')).toBe('unreachable');
    expect(imageState(outer, 'team/app')).toBe('missing');
    expect(imageState(outer, 'team/app:9@sha256:abc')).toBe('missing');
    expect(imageState(outer, 'other/app:2@sha256:abc')).toBe('not-permitted');
    expect(imageState(outer, 'other/app:3')).toBeUndefined();
  });

  it('of what has an ARN hold for its ARN and for its name', () => {
    put('namespace', 'internal', 'missing');
    expect(namedState(outer, 'namespace', 'internal')).toBe('missing');
    expect(namedState(outer, 'namespace', 'arn:aws:servicediscovery:us-east-1:1:namespace/internal')).toBe('missing');
    expect(namedState(outer, 'namespace', undefined)).toBeUndefined();
    expect(outerState(outer, 'role', undefined)).toBeUndefined();
  });
});
