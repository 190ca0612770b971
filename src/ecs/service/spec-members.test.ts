import { describe, expect, it } from '@jest/globals';
import type { DeploymentConfiguration } from '../../api/generated/ecs-service.ts';
import { FIELD_RULES } from './field-rules.ts';
import { isSentAtCreation, updatableMembers } from './spec-members.ts';

const paths = FIELD_RULES.map(({ path }) => path);

/** Fails the type check when the SDK brings a member that no rule handles. */
const deploymentMembers = {
  maximumPercent: true,
  minimumHealthyPercent: true,
  strategy: true,
  bakeTimeInMinutes: true,
  deploymentCircuitBreaker: true,
  alarms: true,
  lifecycleHooks: true,
  linearConfiguration: true,
  canaryConfiguration: true,
  earlySuccessCriteria: true,
} satisfies Record<keyof DeploymentConfiguration, true>;

describe('every member of the spec', () => {
  it.each(updatableMembers().map((member) => [member]))('%s has a rule', (member) => {
    expect(paths.some((path) => path === member || path.startsWith(`${member}.`))).toBe(true);
  });

  it.each(Object.keys(deploymentMembers).map((member) => [member]))(
    'deploymentConfiguration.%s has a rule',
    (member) => {
      expect(paths.some((path) => path.startsWith(`deploymentConfiguration.${member}`))).toBe(true);
    },
  );

  it('goes to CreateService unless it is ours or decided elsewhere', () => {
    expect(['launchType', 'monitoring'].every(isSentAtCreation)).toBe(true);
    expect(['suspend', 'taskDefinitionRef', 'tags', 'desiredCount', 'unknown'].some(isSentAtCreation)).toBe(false);
  });
});
