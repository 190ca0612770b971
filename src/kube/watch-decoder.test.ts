import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeFrames, GarbageError, type WatchFrame } from './watch-decoder.ts';

async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [n, start] of at.entries()) yield bytes.subarray(start, at[n + 1]);
}

async function decode(bytes: Buffer, cuts: readonly number[] = []): Promise<WatchFrame[]> {
  const frames: WatchFrame[] = [];
  for await (const frame of decodeFrames(pieces(bytes, cuts))) frames.push(frame);
  return frames;
}

const frame = fc.record({
  type: fc.constantFrom('ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'),
  object: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
});

describe('decodeFrames', () => {
  it('reads the same frames however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame), fc.array(fc.nat()), async (frames, cuts) => {
        const bytes = Buffer.from(frames.map((each) => `${JSON.stringify(each)}\n`).join(''));
        expect(JSON.stringify(await decode(bytes, cuts))).toBe(JSON.stringify(frames));
      }),
    );
  });

  it('drops a last line that was cut off', async () => {
    const line = JSON.stringify({ type: 'ADDED', object: { n: 1 } });
    expect(await decode(Buffer.from(`${line}\n${line.slice(0, 20)}`))).toHaveLength(1);
  });

  it.each([
    'x',
    '[]',
    'null',
    '{}',
    '{"type":"ADDED"}',
    '{"type":"ADDED","object":null}',
    '{"type":"NEW","object":{}}',
  ])('refuses %s', async (line) => {
    await expect(decode(Buffer.from(`${line}\n`))).rejects.toThrow(GarbageError);
  });
});
