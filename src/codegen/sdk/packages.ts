import * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import { type DeclaredTypes, readDeclaredTypes } from './declarations.ts';
import { readStructure, type Structure } from './static-schema.ts';

/** What the generator knows of one SDK package. */
export interface SdkPackage {
  /** The input structure of an operation. */
  request(operation: string): Structure;
  /** The values of the enumeration that a member is declared with; undefined where it is no enumeration. */
  enumeration(structure: string, member: string): readonly string[] | undefined;
}

/** Amazon ECS. */
export function ecsPackage(): SdkPackage {
  return sdkPackage('@aws-sdk/client-ecs', ecs);
}

/** Application Auto Scaling. */
export function autoScalingPackage(): SdkPackage {
  return sdkPackage('@aws-sdk/client-application-auto-scaling', autoScaling);
}

/** CloudWatch. */
export function cloudWatchPackage(): SdkPackage {
  return sdkPackage('@aws-sdk/client-cloudwatch', cloudWatch);
}

function sdkPackage(name: string, exported: object): SdkPackage {
  const values = new Map<string, unknown>(Object.entries(exported));
  const declared = readDeclaredTypes(name);
  return {
    // CloudWatch's API calls its requests inputs.
    request: (operation) => readStructure(values.get(`${operation}Request$`) ?? values.get(`${operation}Input$`)),
    enumeration: (structure, member) => enumerationOf(values, declared, structure, member),
  };
}

function enumerationOf(
  exported: ReadonlyMap<string, unknown>,
  declared: DeclaredTypes,
  structure: string,
  member: string,
): readonly string[] | undefined {
  const typeName = declared.get(structure)?.get(member);
  const candidate = typeName === undefined ? undefined : exported.get(typeName);
  if (typeof candidate !== 'object' || candidate === null) return undefined;
  const choices: unknown[] = Object.values(candidate);
  return choices.every((choice) => typeof choice === 'string') ? choices.toSorted() : undefined;
}
