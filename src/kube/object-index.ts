/** Values under which an object is found; none when it does not belong to the index. */
export type IndexFunction<T> = (object: T) => readonly string[];

export type IndexFunctions<T> = Readonly<Record<string, IndexFunction<T>>>;

/** Secondary indexes of a store: index name → value → keys, kept up to date object by object. */
export class ObjectIndex<T> {
  readonly #functions: IndexFunctions<T>;
  readonly #keysByValue = new Map<string, Map<string, Set<string>>>();
  readonly #valuesByKey = new Map<string, Map<string, readonly string[]>>();

  constructor(functions: IndexFunctions<T>) {
    this.#functions = functions;
    for (const name of Object.keys(functions)) {
      this.#keysByValue.set(name, new Map());
      this.#valuesByKey.set(name, new Map());
    }
  }

  /** @throws {Error} when no index has that name: a typing mistake must not read as "nothing found" */
  keys(name: string, value: string): Iterable<string> {
    const values = this.#keysByValue.get(name);
    if (values === undefined) throw new Error(`no index named '${name}'`);
    return values.get(value) ?? [];
  }

  /** Re-indexes `key`; without an object it leaves every index. */
  update(key: string, object: T | undefined): void {
    for (const [name, index] of Object.entries(this.#functions)) {
      this.#remove(name, key);
      if (object !== undefined) this.#add(name, key, index(object));
    }
  }

  #add(name: string, key: string, values: readonly string[]): void {
    if (values.length === 0) return;
    this.#valuesByKey.get(name)?.set(key, values);
    const byValue = this.#keysByValue.get(name);
    for (const value of values) {
      const keys = byValue?.get(value);
      if (keys === undefined) byValue?.set(value, new Set([key]));
      else keys.add(key);
    }
  }

  #remove(name: string, key: string): void {
    const byValue = this.#keysByValue.get(name);
    for (const value of this.#valuesByKey.get(name)?.get(key) ?? []) {
      const keys = byValue?.get(value);
      keys?.delete(key);
      if (keys?.size === 0) byValue?.delete(value);
    }
    this.#valuesByKey.get(name)?.delete(key);
  }
}
