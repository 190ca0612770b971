import { describe, expect, it } from '@jest/globals';
import { referredField, roleArn } from './role-reference.ts';
import type { ObjectReading } from './role-reference.ts';

const arn = 'arn:aws:iam::111122223333:role/web';
const ack = referredField({ name: 'web' });

describe('a reference', () => {
  it('means a Role of AWS Controllers for Kubernetes where it says no more', () => {
    expect(ack).toEqual({
      apiVersion: 'iam.services.k8s.aws/v1alpha1',
      kind: 'Role',
      name: 'web',
      fieldPath: 'status.ackResourceMetadata.arn',
    });
  });

  it('knows where Crossplane writes ARNs, and reads what it is told to', () => {
    const crossplane = { apiVersion: 'iam.aws.m.upbound.io/v1beta1', kind: 'Role', name: 'web' };
    expect(referredField(crossplane).fieldPath).toBe('status.atProvider.arn');
    const map = { apiVersion: 'v1', kind: 'ConfigMap', name: 'roles', fieldPath: 'data.web' };
    expect(referredField(map)).toEqual(map);
    expect(roleArn(map, { kind: 'found', object: { data: { web: arn } } })).toEqual({ kind: 'resolved', arn });
  });
});

describe('the ARN of a role', () => {
  const found = (value: unknown): ObjectReading => ({
    kind: 'found',
    object: { status: { ackResourceMetadata: { arn: value } } },
  });

  it.each([arn, 'arn:aws-us-gov:iam::111122223333:role/path/web', 'arn:aws-cn:iam::111122223333:role/web'])(
    'is %s',
    (value) => {
      expect(roleArn(ack, found(value))).toEqual({ kind: 'resolved', arn: value });
    },
  );

  it.each<[string, ObjectReading, string]>([
    ['a missing object', { kind: 'absent' }, 'Role web does not exist in this namespace.'],
    ['a missing kind', { kind: 'unknownKind' }, 'The cluster has no kind Role of iam.services.k8s.aws/v1alpha1.'],
    ['a missing right', { kind: 'forbidden', message: 'no' }, 'Role web cannot be read: no. Grant it'],
    ['an object without status', { kind: 'found', object: {} }, 'Role web has no status.ackResourceMetadata.arn yet.'],
    ['an object that is none', { kind: 'found', object: null }, 'has no status.ackResourceMetadata.arn yet.'],
    ['an empty value', found(''), 'has no status.ackResourceMetadata.arn yet.'],
    ['a number', found(7), 'is not the ARN of an IAM role.'],
    ['another ARN', found('arn:aws:iam::111122223333:user/secret'), 'is not the ARN of an IAM role.'],
    ['what objects inherit', { kind: 'found', object: { status: 'constructor' } }, 'has no status'],
  ])('is waited for with %s', (_what, reading, words) => {
    const result = roleArn(ack, reading);
    expect(result).toMatchObject({ kind: 'waiting', message: expect.stringContaining(words) });
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});
