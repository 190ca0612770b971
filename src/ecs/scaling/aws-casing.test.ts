import { expect, it } from '@jest/globals';
import { toAwsCasing } from './aws-casing.ts';

it('raises the first letter of every member, at every depth, and leaves values alone', () => {
  const at = new Date(0);
  expect(
    toAwsCasing({ targetValue: 60, metrics: [{ id: 'cpuLoad', returnData: false }], startTime: at, label: undefined }),
  ).toEqual({ TargetValue: 60, Metrics: [{ Id: 'cpuLoad', ReturnData: false }], StartTime: at });
});
