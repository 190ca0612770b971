import { describe, expect, it } from '@jest/globals';
import { parseDeclarations } from './declarations.ts';
import { autoScalingPackage, ecsPackage } from './packages.ts';

describe('parseDeclarations', () => {
  it('reads the types of members, through comments, lists and undefined', () => {
    const types = parseDeclarations(`
      /** Says { nothing: here; } */
      export interface Port extends Base {
          /** The protocol; tcp. */
          protocol?: TransportProtocol | undefined;
          stages: (Stage | undefined)[] | undefined;
          name: string;
      }
      export interface Other { only?: number | undefined; }
    `);
    expect([...(types.get('Port') ?? [])]).toEqual([
      ['protocol', 'TransportProtocol'],
      ['stages', 'Stage'],
      ['name', 'string'],
    ]);
    expect(types.get('Other')?.get('only')).toBe('number');
  });

  it('reads the members of a union, and not its visitor', () => {
    const types = parseDeclarations(`
export declare namespace Choice {
    interface LevelMember {
        level: Level;
        $unknown?: never;
    }
    interface $UnknownMember {
        level?: never;
        $unknown: [string, any];
    }
    interface Visitor<T> {
        level: (value: Level) => T;
    }
}
`);
    expect(types.get('Choice')?.get('level')).toBe('Level');
  });
});

describe('ecsPackage', () => {
  const ecs = ecsPackage();

  it('has the requests', () => {
    const request = ecs.request('RegisterTaskDefinition');
    expect(request.members.filter((member) => member.required).map((member) => member.name)).toEqual([
      'family',
      'containerDefinitions',
    ]);
  });

  it('tells enumerations from strings', () => {
    expect(ecs.enumeration('RegisterTaskDefinitionRequest', 'networkMode')).toEqual([
      'awsvpc',
      'bridge',
      'host',
      'none',
    ]);
    expect(ecs.enumeration('RegisterTaskDefinitionRequest', 'requiresCompatibilities')).toContain('FARGATE');
    expect(ecs.enumeration('ServiceConnectContainerConfiguration', 'logLevel')).toContain('debug');
    expect(ecs.enumeration('RegisterTaskDefinitionRequest', 'cpu')).toBeUndefined();
    expect(ecs.enumeration('Nothing', 'at all')).toBeUndefined();
  });

  it('refuses an operation that does not exist', () => {
    expect(() => ecs.request('MakeCoffee')).toThrow();
  });
});

describe('autoScalingPackage', () => {
  it('has the enumerations of its own package', () => {
    const scaling = autoScalingPackage();
    expect(scaling.enumeration('PutScalingPolicyRequest', 'PolicyType')).toContain('TargetTrackingScaling');
  });
});
