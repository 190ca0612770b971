import { describe, expect, it } from '@jest/globals';
import { deploymentNumber, parseArn, siblingArn } from './arns.ts';

const service = 'arn:aws:ecs:us-east-1:111122223333:service/demo/web';

describe('ARNs of services', () => {
  it('name the revision by the number of the deployment, zeros in front kept', () => {
    const number = deploymentNumber(() => 0.05);
    expect(number).toBe('0'.repeat(19));
    expect(siblingArn(service, 'service-revision', number)).toBe(
      `arn:aws:ecs:us-east-1:111122223333:service-revision/demo/web/${number}`,
    );
  });

  it.each([
    [service, { region: 'us-east-1', account: '111122223333', kind: 'service', path: ['demo', 'web'] }],
    ['arn:aws-cn:ecs:cn-north-1:111122223333:task/demo/1', { region: 'cn-north-1', kind: 'task' }],
    ['arn:aws:ecs:us-east-1:1:service/demo/web', undefined],
    ['arn:aws:s3:::bucket', undefined],
    ['web', undefined],
    ['', undefined],
  ])('%s is taken apart', (text, parts) => {
    if (parts === undefined) expect(parseArn(text)).toBeUndefined();
    else expect(parseArn(text)).toMatchObject(parts);
  });
});
