import { describe, expect, it } from '@jest/globals';
import { commonFields, commonRules, specSchema } from './own-fields.ts';

const mirrored = { type: 'object', required: ['family'], properties: { family: { type: 'string' } } } as const;

describe('specSchema', () => {
  it('puts our fields beside those of the SDK, and requires nothing by itself', () => {
    const schema = specSchema('Spec', mirrored, commonFields('Delete'), commonRules);
    expect(Object.keys(schema.properties ?? {})).toEqual([
      'family',
      'deletionPolicy',
      'adoptionPolicy',
      'driftPolicy',
      'suspend',
      'region',
    ]);
    expect(schema.required).toBeUndefined();
    expect(schema['x-kubernetes-validations']).toEqual(commonRules);
  });

  it('refuses a member of a new SDK that has the name of one of our fields', () => {
    const withRegion = { ...mirrored, properties: { ...mirrored.properties, region: { type: 'string' } } } as const;
    expect(() => specSchema('Spec', withRegion, commonFields('Delete'), [])).toThrow(
      'Spec: the SDK has taken the name of our own field region',
    );
  });

  it('says what an absent deletion policy means', () => {
    expect(commonFields('Retain')['deletionPolicy']?.description).toContain('When absent: Retain.');
    expect(commonFields('Delete')['deletionPolicy']?.description).toContain(
      'When absent: Delete, and Retain for what was adopted.',
    );
  });
});
