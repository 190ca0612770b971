import { StringDecoder } from 'node:string_decoder';

/** One line of a watch. `object` is unread: an object, a bookmark or a `Status`. */
export interface WatchFrame {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: unknown;
}

/** A line of a watch that is no frame: what was missed is unknown, so the only way on is a new list. */
export class GarbageError extends Error {
  override readonly name = 'GarbageError';
}

const frameTypes: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

/** How much of a bad line goes into the message. */
const QUOTED_CHARACTERS = 100;

/**
 * The frames in the bytes of a watch, whatever the pieces they come in. A last line without its end is dropped: the
 * connection broke within it, and the frame comes again after the watch is resumed.
 *
 * @throws {GarbageError} at the first line that is no frame
 */
export async function* decodeFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<WatchFrame> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield parseFrame(line);
  }
}

function parseFrame(line: string): WatchFrame {
  const frame = parseJson(line) as Partial<WatchFrame> | null;
  if (!frameTypes.has(frame?.type) || typeof frame?.object !== 'object' || frame.object === null) {
    throw new GarbageError(`not a watch frame: ${line.slice(0, QUOTED_CHARACTERS)}`);
  }
  return frame as WatchFrame;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
