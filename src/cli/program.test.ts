import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { choice, integer, list, text, toggle } from './options/kinds.ts';
import { runProgram } from './program.ts';
import { subCommand } from './sub-command.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const options = {
  workers: { kind: integer({ min: 1, max: 9 }), description: 'How many', default: 4 },
  names: { kind: list(text('name')), description: 'Which' },
  safe: { kind: toggle(), description: 'Be safe', default: true, whenOff: 'Take risks', whenOn: 'safety first' },
  mode: { kind: choice('mode', ['slow', 'fast']), description: 'How fast', default: 'slow' },
  loud: { kind: toggle(), description: 'Be loud', default: false },
} as const;

/** Prints its settings; fails when told so. */
const work = subCommand({
  name: 'work',
  summary: 'Works',
  variablePrefix: 'APP_',
  options,
  run: ({ values }, terminal) => {
    terminal.out(JSON.stringify(values));
    return values.names?.includes('fail') ? Promise.reject(new Error('it broke')) : Promise.resolve(values.workers);
  },
});

async function run(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const written = { out: '', err: '' };
  const code = await runProgram(args, [work], '1.2.3', {
    env,
    out: (chunk) => (written.out += chunk),
    err: (chunk) => (written.err += chunk),
  });
  return { code, ...written };
}

describe('runProgram', () => {
  it('runs the sub-command with its settings and gives its exit code', async () => {
    const { code, out, err } = await run(['work', '--names', 'a', '--names=b,c', '--no-safe', '--loud']);

    expect(JSON.parse(out)).toEqual({ workers: 4, names: ['a', 'b', 'c'], safe: false, mode: 'slow', loud: true });
    expect([code, err]).toEqual([4, '']);
  });

  it('reads environment variables', async () => {
    const { out } = await run(['work'], { APP_WORKERS: '7', APP_SAFE: 'false', WORKERS: '1' });

    expect(JSON.parse(out)).toEqual({ workers: 7, safe: false, mode: 'slow', loud: false });
  });

  it('reads the file of --config, or of its variable', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'program-test-'));
    const path = join(folder, 'c.yaml');
    writeFileSync(path, 'workers: 8\nnames: [x]\n');

    const byFlag = await run(['work', '--config', path, '--names', 'y']);
    const byVariable = await run(['work'], { APP_CONFIG: path });

    expect(JSON.parse(byFlag.out)).toMatchObject({ workers: 8, names: ['y'] });
    expect(JSON.parse(byVariable.out)).toMatchObject({ workers: 8, names: ['x'] });
    rmSync(folder, { recursive: true });
  });

  it('ends with 1 and one line when the work fails', async () => {
    expect(await run(['work', '--names', 'fail'])).toMatchObject({ code: 1, err: 'error: it broke\n' });
  });

  it.each([
    [['work', '--wrokers', '3'], /unknown option '--wrokers'.*allowed flags: --workers, --names/s],
    [['work', '--workers', '10'], /^error: --workers cannot be "10"; allowed: a whole number from 1 to 9\n$/],
    [['work', '--workers'], /argument missing/],
    [['work', 'more'], /too many arguments/],
    [['work', '--config', '/no/such.yaml'], /^error: cannot read the configuration file: ENOENT/],
    [['play'], /unknown command 'play'.*allowed commands: work/s],
    [['--verbose'], /unknown option '--verbose'/],
    [[], /Usage: ecs-operator/],
  ])('ends with 2 and says what is allowed: %j', async (args, message) => {
    const { code, out, err } = await run(args);

    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('refuses a bad environment variable by its name', async () => {
    const { code, err } = await run(['work'], { APP_LOUD: 'yes' });

    expect([code, err]).toEqual([2, 'error: APP_LOUD cannot be "yes"; allowed: true or false\n']);
  });

  it('helps', async () => {
    const all = await run(['--help']);
    const one = await run(['work', '--help']);

    expect([all.code, one.code]).toEqual([0, 0]);
    expect(all.out).toContain('work [options]  Works');
    const flags = one.out.replaceAll(/\s+/g, ' ');
    expect(flags).toContain('--workers <number> How many (default 4; env APP_WORKERS)');
    expect(flags).toContain('--mode <mode> How fast (one of slow, fast; default slow; env APP_MODE)');
    expect(flags).toContain('--no-safe Take risks (default: safety first; env APP_SAFE=false)');
    expect(flags).toContain('--loud Be loud (default: off; env APP_LOUD=true)');
    expect(flags).not.toContain('--no-loud');
  });

  it('tells its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });
});
