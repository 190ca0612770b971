import { describe, expect, it } from '@jest/globals';
import { clusterName, serviceWrittenBy, shortName } from './service-identity.ts';

const arn = 'arn:aws:ecs:us-east-1:111122223333:service/demo/web';
const web = { cluster: 'demo', serviceName: 'web' };

describe('serviceWrittenBy', () => {
  it('names the service of a write, however it is written', () => {
    expect(serviceWrittenBy('CreateService', { cluster: 'demo', serviceName: 'web' })).toEqual(web);
    expect(serviceWrittenBy('UpdateService', { cluster: 'demo', service: 'web' })).toEqual(web);
    expect(serviceWrittenBy('UpdateService', { service: arn })).toEqual(web);
    expect(
      serviceWrittenBy('DeleteService', { cluster: 'arn:aws:ecs:us-east-1:1:cluster/demo', service: 'web' }),
    ).toEqual(web);
    expect(serviceWrittenBy('TagResource', { resourceArn: arn, tags: [] })).toEqual(web);
  });

  it('takes the cluster default where none is named', () => {
    expect(serviceWrittenBy('UpdateService', { service: 'web' })).toEqual({ cluster: 'default', serviceName: 'web' });
  });

  it('names none for what is no service', () => {
    const resourceArn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1';

    expect(serviceWrittenBy('TagResource', { resourceArn, tags: [] })).toBeUndefined();
    expect(serviceWrittenBy('DeregisterTaskDefinition', { taskDefinition: 'web:1' })).toBeUndefined();
  });
});

describe('names', () => {
  it('are the last part of an ARN', () => {
    expect(shortName(arn)).toBe('web');
    expect(clusterName('arn:aws:ecs:us-east-1:111122223333:cluster/demo')).toBe('demo');
    expect(clusterName(undefined)).toBe('default');
  });
});
