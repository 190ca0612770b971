import type { ResourceType } from '../object.ts';

export interface ResourceAddress {
  /** Absent or empty: all namespaces, or a type that has none. */
  readonly namespace?: string | undefined;
  readonly name?: string;
  readonly subresource?: 'status';
}

/** The path of a collection, an object or a subresource on the API server. */
export function resourcePath(type: ResourceType, address: ResourceAddress = {}): string {
  const root = type.group === '' ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
  const scope = address.namespace ? `/namespaces/${encodeURIComponent(address.namespace)}` : '';
  const name = address.name === undefined ? '' : `/${encodeURIComponent(address.name)}`;
  const subresource = address.subresource === undefined ? '' : `/${address.subresource}`;
  return `${root}${scope}/${type.plural}${name}${subresource}`;
}
