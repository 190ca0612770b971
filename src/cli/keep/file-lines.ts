import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 2 ** 20;
const LINE_END = 10;

/** The lines of a UTF-8 file, read anew each time they are asked for; the file may be larger than a text can be. */
export class FileLines implements Iterable<string> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  *[Symbol.iterator](): Generator<string> {
    let begun: Buffer[] = [];
    for (const chunk of chunksOf(this.#path)) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
        yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString('utf8');
        begun = [];
        start = end + 1;
      }
      begun.push(chunk.subarray(start));
    }
    yield Buffer.concat(begun).toString('utf8');
  }
}

function* chunksOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const length = readSync(file, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
