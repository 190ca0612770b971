import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { smallDefinition } from '../../../test-account.ts';
import { createTestService } from '../test-service.ts';

describe('a service in answers', () => {
  it('shows its tags at create, and in a describe only when asked', () => {
    const service = createTestService();
    const tags = [{ key: 'a', value: 'b' }];
    expect(service.create({ tags })['service']).toMatchObject({ tags });
    expect(service.read()).not.toHaveProperty('tags');
    const described = service.ecs('DescribeServices', { cluster: 'demo', services: ['web'], include: ['TAGS'] });
    expect(described['services']).toMatchObject([{ tags }]);
    expect(service.update({ desiredCount: 1 })['service']).not.toHaveProperty('tags');
  });

  it('names its open service deployment in a describe only, and once it is recorded', () => {
    const service = createTestService();
    expect(service.create()['service']).not.toHaveProperty('currentServiceDeployment');
    expect(service.read()).not.toHaveProperty('currentServiceDeployment');
    service.pass(1);
    expect(service.read().currentServiceDeployment).toBe(service.newest()['serviceDeploymentArn']);
    expect(service.update({ desiredCount: 3 })['service']).not.toHaveProperty('currentServiceDeployment');
  });

  it('keeps saying LATEST while its deployment says what that is', () => {
    const service = createTestService();
    service.create();
    expect(service.read()).toMatchObject({ platformVersion: 'LATEST', deployments: [{ platformVersion: '1.4.0' }] });
    const revisions = service.read()['currentServiceRevisions'] as Json[];
    const answer = service.ecs('DescribeServiceRevisions', { serviceRevisionArns: [revisions[0]?.['arn']] });
    expect(answer['serviceRevisions']).toMatchObject([{ platformVersion: '1.4.0', guardDutyEnabled: false }]);
  });

  it('has a role of its own where one is given', () => {
    const service = createTestService();
    service.ecs('RegisterTaskDefinition', smallDefinition('small'));
    service.create({ role: 'mine', taskDefinition: 'small', launchType: 'EC2', networkConfiguration: undefined });
    expect(service.read()['roleArn']).toBe('arn:aws:iam::111122223333:role/mine');
  });

  it('tells the digest of an image once a task has run it', () => {
    const service = createTestService();
    service.create();
    const revision = (): unknown => {
      const arns = (service.read()['currentServiceRevisions'] as Json[]).map(({ arn }) => arn);
      const answer = service.ecs('DescribeServiceRevisions', { serviceRevisionArns: arns });
      return (answer['serviceRevisions'] as Json[])[0]?.['containerImages'];
    };
    expect(revision()).toEqual([{ containerName: 'app', image: 'app:1' }]);
    service.untilSteady();
    expect(revision()).toEqual([
      { containerName: 'app', image: 'app:1', imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    ]);
  });

  it('never shows more than a hundred events, the newest first', () => {
    const service = createTestService();
    service.create({ desiredCount: 0 });
    service.untilSteady();
    for (let turn = 0; turn < 30; turn += 1) {
      for (const desiredCount of [1, 0]) {
        service.update({ desiredCount });
        service.pass(60);
      }
    }
    const { events } = service.read();
    expect(events).toHaveLength(100);
    const times = events.map((event) => Number((event as Json)['createdAt']));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});
