import { describe, expect, it } from '@jest/globals';
import type { Service } from '@aws-sdk/client-ecs';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { fieldDifferences } from './field-difference.ts';
import { liveFields } from './live-fields.ts';
import { changedMembers } from './update-input.ts';
import { wantedFields } from './wanted-fields.ts';

function members(spec: EcsServiceSpec, live: Service, ownedFields: string[] = []) {
  const wanted = wantedFields(spec, undefined);
  const comparison = { wanted, live: liveFields(live), ownedFields, appliedHashes: {}, daemon: false };
  return changedMembers(fieldDifferences(comparison), comparison);
}

const BREAKER = 'deploymentConfiguration.deploymentCircuitBreaker';

describe('what an update carries', () => {
  it('is nothing but what differs', () => {
    const spec = { propagateTags: 'SERVICE', enableExecuteCommand: true } as const;
    expect(members(spec, { propagateTags: 'NONE', enableExecuteCommand: true })).toEqual({ propagateTags: 'SERVICE' });
  });

  it('is the whole structure that ECS might replace, with live values where nothing is ours', () => {
    const spec = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } };
    const thresholdConfiguration = { type: 'COUNT', value: 7 } as const;
    const live: Service = {
      deploymentConfiguration: {
        maximumPercent: 150,
        deploymentCircuitBreaker: { enable: false, rollback: false, resetOnHealthyTask: false, thresholdConfiguration },
      },
    };
    expect(members(spec, live)).toEqual({
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false, thresholdConfiguration },
      },
    });
  });

  it('has defaults where nothing is live', () => {
    const alarms = { alarmNames: ['a'], enable: true, rollback: false };
    expect(members({ deploymentConfiguration: { alarms } }, {})).toEqual({ deploymentConfiguration: { alarms } });
  });

  it('resets one member of a structure and keeps the others', () => {
    const spec = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } };
    const breaker = { enable: true, rollback: true, resetOnHealthyTask: false };
    const live = { deploymentConfiguration: { deploymentCircuitBreaker: breaker } };
    const sent = members(spec, live, [`${BREAKER}.resetOnHealthyTask`]);
    expect(sent.deploymentConfiguration?.deploymentCircuitBreaker).toMatchObject({
      resetOnHealthyTask: true,
      enable: true,
    });
  });

  it('is the whole network configuration, as ECS takes it', () => {
    const live = {
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['a'], securityGroups: ['sg'], assignPublicIp: 'ENABLED' as const },
      },
    };
    const spec = { networkConfiguration: { awsvpcConfiguration: { subnets: ['b'] } } };
    expect(members(spec, live)).toEqual({
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['b'], securityGroups: ['sg'], assignPublicIp: 'ENABLED' },
      },
    });
  });
});
