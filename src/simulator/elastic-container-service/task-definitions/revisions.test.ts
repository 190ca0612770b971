import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestAccount, smallDefinition } from '../../test-account.ts';
import type { TestAccount } from '../../test-account.ts';

function withRevisions(...families: string[]): TestAccount {
  const account = createTestAccount();
  for (const family of families) account.ecs('RegisterTaskDefinition', smallDefinition(family));
  return account;
}

function names(arns: unknown): string[] {
  return (arns as string[]).map((arn) => arn.split('/')[1] ?? '');
}

describe('a revision', () => {
  it('is found by family, number and ARN; a bare family means the newest ACTIVE one', () => {
    const account = withRevisions('web', 'web', 'web');
    account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:3' });
    const revision = (taskDefinition: string): unknown => {
      const read = account.ecs('DescribeTaskDefinition', { taskDefinition })['taskDefinition'];
      return (read as { revision: number }).revision;
    };
    expect(revision('web')).toBe(2);
    expect(revision('web:3')).toBe(3);
    expect(revision('arn:aws:ecs:us-east-1:111122223333:task-definition/web:1')).toBe(1);
  });

  it.each(['api', 'web:9', 'bad family!', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1'])(
    '%s is not there',
    (taskDefinition) => {
      expect(withRevisions('web').refusal('DescribeTaskDefinition', { taskDefinition })).toBe(
        'ClientException: Unable to describe task definition.',
      );
    },
  );

  it.each(['web:x', 'web:'])('%s is no number', (taskDefinition) => {
    for (const operation of ['DescribeTaskDefinition', 'DeregisterTaskDefinition']) {
      expect(withRevisions('web').refusal(operation, { taskDefinition })).toBe(
        'InvalidParameterException: Invalid task definition: Invalid revision number.',
      );
    }
  });

  it('is described with its tags or without, and nothing else', () => {
    expect(createTestAccount().refusal('DescribeTaskDefinition', { taskDefinition: 'api', include: ['BOGUS'] })).toBe(
      'ClientException: BOGUS is not a valid value for include. The value must be one of [[TAGS]]',
    );
  });

  it('of a family without ACTIVE ones is not found by family', () => {
    const account = withRevisions('web');
    account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    expect(account.refusal('DescribeTaskDefinition', { taskDefinition: 'web' })).toMatch(/^ClientException/);
  });

  it('is numbered on, also when all before it are gone', () => {
    const account = withRevisions('web', 'web');
    for (const taskDefinition of ['web:1', 'web:2']) account.ecs('DeregisterTaskDefinition', { taskDefinition });
    account.ecs('DeleteTaskDefinitions', { taskDefinitions: ['web:1', 'web:2'] });
    expect(account.ecs('RegisterTaskDefinition', smallDefinition('web'))).toMatchObject({
      taskDefinition: { revision: 3 },
    });
  });

  it('has to be named to be deregistered', () => {
    expect(withRevisions('web').refusal('DeregisterTaskDefinition', { taskDefinition: 'web' })).toBe(
      'InvalidParameterException: Revision is missing',
    );
  });

  it('tells what it was before', () => {
    const account = withRevisions('web');
    const deregister = (): Json => account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    const remove = (): Json => account.ecs('DeleteTaskDefinitions', { taskDefinitions: ['web:1'] });
    expect(deregister()).toMatchObject({ taskDefinition: { status: 'INACTIVE', previousStatus: 'ACTIVE' } });
    expect(deregister()).toMatchObject({ taskDefinition: { previousStatus: 'INACTIVE' } });
    expect(remove()).toMatchObject({ taskDefinitions: [{ previousStatus: 'INACTIVE' }] });
    expect(remove()).toMatchObject({ taskDefinitions: [{ previousStatus: 'DELETE_IN_PROGRESS' }] });
  });

  it.each(['web:9', 'api:1'])('%s cannot be deregistered', (taskDefinition) => {
    expect(withRevisions('web').refusal('DeregisterTaskDefinition', { taskDefinition })).toBe(
      'ClientException: Unable to deregister task definition.',
    );
  });

  it('under deletion cannot be deregistered again', () => {
    const account = withRevisions('web');
    account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    account.ecs('DeleteTaskDefinitions', { taskDefinitions: ['web:1'] });
    expect(account.refusal('DeregisterTaskDefinition', { taskDefinition: 'web:1' })).toBe(
      'ClientException: The task definition could not be deregistered because it is in the process of being deleted.',
    );
  });

  it('is deleted one by one: what cannot be is a failure, not an error', () => {
    const account = withRevisions('web', 'web');
    account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    const answer = account.ecs('DeleteTaskDefinitions', { taskDefinitions: ['web:1', 'web:2', 'web:9'] });
    expect(answer).toMatchObject({
      taskDefinitions: [{ revision: 1, status: 'DELETE_IN_PROGRESS' }],
      failures: [
        { arn: 'web:2', reason: expect.stringContaining('is still in ACTIVE status.') },
        { arn: 'web:9', reason: expect.stringContaining('does not exist.') },
      ],
    });
  });

  it('is deleted ten at a time', () => {
    const taskDefinitions = Array.from({ length: 11 }, (_, index) => `web:${index}`);
    expect(createTestAccount().refusal('DeleteTaskDefinitions', { taskDefinitions })).toMatch(/at most 10 items/);
  });
});

describe('lists', () => {
  it('are by family and number, one status at a time', () => {
    const account = withRevisions('web', 'api', 'web');
    account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    expect(names(account.ecs('ListTaskDefinitions')['taskDefinitionArns'])).toEqual(['api:1', 'web:2']);
    const inactive = account.ecs('ListTaskDefinitions', { status: 'INACTIVE' });
    expect(names(inactive['taskDefinitionArns'])).toEqual(['web:1']);
    const newestFirst = account.ecs('ListTaskDefinitions', { sort: 'DESC' });
    expect(names(newestFirst['taskDefinitionArns'])).toEqual(['web:2', 'api:1']);
  });

  it('take the whole name of a family', () => {
    const account = withRevisions('web', 'webhook');
    const { taskDefinitionArns } = account.ecs('ListTaskDefinitions', { familyPrefix: 'web' });
    expect(names(taskDefinitionArns)).toEqual(['web:1']);
  });

  it('go on after the entry that the token names', () => {
    const account = withRevisions('web', 'web', 'web');
    const first = account.ecs('ListTaskDefinitions', { maxResults: 2, sort: 'DESC' });
    expect(first['nextToken']).toBe('web::0000000002');
    const second = account.ecs('ListTaskDefinitions', { maxResults: 2, sort: 'DESC', nextToken: first['nextToken'] });
    expect(names(second['taskDefinitionArns'])).toEqual(['web:1']);
    expect(second).not.toHaveProperty('nextToken');
    expect(account.refusal('ListTaskDefinitions', { nextToken: 'x' })).toMatch(/^InvalidParameterException/);
  });

  it('of families take a prefix and a status', () => {
    const account = withRevisions('web', 'webhook', 'api');
    account.ecs('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    const families = (input: object): unknown => account.ecs('ListTaskDefinitionFamilies', { ...input })['families'];
    expect(families({})).toEqual(['api', 'web', 'webhook']);
    expect(families({ status: 'ACTIVE' })).toEqual(['api', 'webhook']);
    expect(families({ familyPrefix: 'web', status: 'ALL' })).toEqual(['web', 'webhook']);
    expect(families({ status: 'INACTIVE' })).toEqual(['web']);
  });

  it.each([{ status: 'GONE' }, { sort: 'RANDOM' }, { maxResults: 0 }])('refuse %j', (input) => {
    expect(createTestAccount().refusal('ListTaskDefinitions', input)).toMatch(/^InvalidParameterException/);
  });
});
