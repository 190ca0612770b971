import process from 'node:process';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cbor } from '@smithy/core/cbor';
import { snapshotLines } from '../../src/simulator/snapshot.ts';
import { furnish } from './good-calls.ts';
import { randomRequest } from './random-request.ts';
import { seededRandom, startTestBed } from './test-bed.ts';
import type { TestBed } from './test-bed.ts';

/** For longer runs, and to repeat one: FUZZ_SEED=7 FUZZ_CALLS=100000. */
const SEEDS = process.env['FUZZ_SEED']?.split(',').map(Number) ?? [1, 2, 3, 4];
const CALLS = Number(process.env['FUZZ_CALLS'] ?? 750);
/** AWS answers so as well to a `monitoring` without metrics (recorded). */
const OWN_FAILURE = 'Service Unavailable. Please try again later.';
const minutes = 60_000;

/** What is wrong with an answer, if anything. */
function problemOf(status: number, type: string, body: string): string | undefined {
  if (status === 404 && body === '<UnknownOperationException/>\n') return undefined;
  if (status >= 500 && !body.includes(OWN_FAILURE)) return 'is a failure';
  if (type.startsWith('text/xml')) {
    const isShaped = status === 200 ? /^<\w+Response /.test(body) : /<Code>\w[\w.]*<\/Code>/.test(body);
    return isShaped ? undefined : 'is not the XML of AWS';
  }
  const answer = JSON.parse(body) as { __type?: unknown };
  return status === 200 || typeof answer.__type === 'string' ? undefined : 'has no code';
}

/** What became of one random request: what is wrong with it, if anything, and the world afterwards. */
interface Verdict {
  readonly problem?: string;
  readonly world: string;
}

async function judge(bed: TestBed, random: () => number, before: string): Promise<Verdict> {
  const { path, headers, body, description } = randomRequest(random);
  const response = await fetch(`${bed.server.url}${path}`, { method: 'POST', headers, body });
  const type = response.headers.get('content-type') ?? '';
  const text = type === 'application/cbor' ? await cborText(response) : await response.text();
  const world = [...snapshotLines(bed.server.simulator.world)].join('\n');
  const answered = `${description} was answered with ${response.status} ${text}`;
  const problem = problemOf(response.status, type, text);
  if (problem !== undefined) return { world, problem: `${answered}, which ${problem}` };
  if (response.status === 200 || world === before) return { world };
  return { world, problem: `${answered} and changed something` };
}

async function cborText(response: Response): Promise<string> {
  return JSON.stringify(cbor.deserialize(new Uint8Array(await response.arrayBuffer())));
}

describe('random requests', () => {
  // The reader of CBOR warns of every length that is too large.
  beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));

  it.each(SEEDS)(
    'are answered as AWS would, and what is refused changes nothing (seed %i)',
    async (seed) => {
      const bed = await startTestBed(seed);
      const problems: string[] = [];
      try {
        await furnish(bed);
        const random = seededRandom(seed);
        let world = '';
        for (let call = 0; call < CALLS && problems.length < 5; call += 1) {
          // What was accepted has to be lived with.
          if (call % 20 === 0) {
            bed.advance(30);
            world = [...snapshotLines(bed.server.simulator.world)].join('\n');
          }
          const verdict = await judge(bed, random, world);
          if (verdict.problem !== undefined) problems.push(`seed ${seed}, call ${call}: ${verdict.problem}`);
          world = verdict.world;
        }
      } finally {
        await bed.stop();
      }
      expect(problems).toEqual([]);
    },
    5 * minutes,
  );
});
