/** Longest ARN that any AWS service takes. */
export const ARN = 2048;
/** Longest name of a family, service, cluster, container or volume (RegisterTaskDefinition, CreateService). */
export const NAME = 255;
/** A whole task definition is at most 64 KiB (quota), so nothing in it can be longer. */
export const BIG = 65536;
export const INT32 = 2 ** 31 - 1;
/** Largest whole number that survives JSON in every client. */
export const INT53 = 2 ** 53 - 1;
/** `-1` stands for unlimited. */
export const UNLIMITED = -1;
export const PORT = 65535;

/** Letters, digits, underscore and hyphen: every name in ECS. */
export const NAME_PATTERN = '^[A-Za-z0-9_-]+$';

/** AWS takes 50 tags; ten are left for the operator's own and for propagation. */
export const TAGS = 40;

/**
 * For values that AWS bounds beyond 64 bits (2^360): the API server compares whole numbers with such a bound wrongly,
 * so there is none in the schema.
 */
export const UNBOUNDED = Infinity;
