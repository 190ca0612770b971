import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultAwsName, lastSegment, scalingResourceId } from './names.ts';

describe('defaultAwsName', () => {
  it('joins namespace and name with an underscore', () => {
    expect(defaultAwsName({ namespace: 'shop', name: 'web' })).toBe('shop_web');
  });

  it('makes a legal ECS name of dots', () => {
    expect(defaultAwsName({ namespace: 'shop', name: 'web.v1' })).toBe('shop_web_v1');
  });

  it('never gives two namespaces the same name', () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(label, label, label, label, (ns1, name1, ns2, name2) => {
        fc.pre(ns1 !== ns2);
        expect(defaultAwsName({ namespace: ns1, name: name1 })).not.toBe(
          defaultAwsName({ namespace: ns2, name: name2 }),
        );
      }),
    );
  });
});

describe('scalingResourceId', () => {
  it.each([
    ['demo', 'service/demo/web'],
    ['arn:aws:ecs:us-east-1:111122223333:cluster/demo', 'service/demo/web'],
  ])('takes cluster %s', (cluster, expected) => {
    expect(scalingResourceId(cluster, 'web')).toBe(expected);
  });
});

it('lastSegment leaves bare names alone', () => {
  expect(lastSegment('demo')).toBe('demo');
});
