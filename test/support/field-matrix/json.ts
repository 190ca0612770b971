export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `change` over `base`: objects member by member, lists item by item, `undefined` takes a member off. */
export function merge(base: unknown, change: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(change)) return mergeLists(base, change);
  if (!isObject(base) || !isObject(change)) return change;
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) delete merged[key];
    else merged[key] = key in merged ? merge(merged[key], value) : value;
  }
  return merged;
}

function mergeLists(base: readonly unknown[], change: readonly unknown[]): unknown[] {
  const length = Math.max(base.length, change.length);
  return Array.from({ length }, (_, index) => {
    if (index >= change.length) return base[index];
    return index < base.length ? merge(base[index], change[index]) : change[index];
  });
}

/** The value at a path such as `volumes[].host`; of lists the first item. */
export function at(root: unknown, path: string): unknown {
  let value = root;
  for (const { name, isList } of steps(path)) {
    value = isObject(value) ? value[name] : undefined;
    if (isList) value = Array.isArray(value) ? value[0] : undefined;
  }
  return value;
}

/** A copy with `value` at `path`, objects and first items made on the way. */
export function withValue(root: unknown, path: string, value: unknown): Json {
  const copy = structuredClone(isObject(root) ? root : {});
  const all = steps(path);
  let target = copy;
  for (const [index, { name, isList }] of all.entries()) {
    const isLast = index === all.length - 1;
    if (isLast && !isList) {
      target[name] = value;
      break;
    }
    if (isList) {
      const list = Array.isArray(target[name]) ? (target[name] as unknown[]) : [];
      target[name] = list;
      if (isLast) list[0] = value;
      else target = listItem(list);
    } else {
      if (!isObject(target[name])) target[name] = {};
      target = target[name] as Json;
    }
  }
  return copy;
}

/** A copy without the member at `path`; what is not there stays so. */
export function without(root: Json, path: string): Json {
  const copy = structuredClone(root);
  const end = path.lastIndexOf('.');
  const parent = end < 0 ? copy : at(copy, path.slice(0, end));
  if (isObject(parent)) delete parent[path.slice(end + 1).replace('[]', '')];
  return copy;
}

function listItem(list: unknown[]): Json {
  if (!isObject(list[0])) list[0] = {};
  return list[0] as Json;
}

function steps(path: string): { name: string; isList: boolean }[] {
  return path.split('.').map((step) => ({ name: step.replace('[]', ''), isList: step.endsWith('[]') }));
}
