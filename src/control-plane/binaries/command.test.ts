import { describe, expect, it } from '@jest/globals';
import { lastLines, runCommand } from './command.ts';

const node = process.execPath;

describe('runCommand', () => {
  it('gives the code and everything that was said', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';

    const { code, output } = await runCommand(node, ['-e', script]);

    expect(code).toBe(3);
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('answers for a command that does not exist as shells do', async () => {
    expect(await runCommand('/no/such/command', [])).toEqual({
      code: 127,
      output: expect.stringContaining('ENOENT'),
    });
  });

  it('counts an end by a signal as a failure', async () => {
    expect((await runCommand(node, ['-e', 'process.kill(process.pid, "SIGKILL")'])).code).toBe(1);
  });

  it('uses the folder and environment that it is given', async () => {
    const script = 'console.log(process.cwd(), process.env.GREETING)';

    const { output } = await runCommand(node, ['-e', script], { cwd: '/', env: { GREETING: 'hello' } });

    expect(output).toBe('/ hello\n');
  });
});

describe('lastLines', () => {
  it('keeps the end', () => {
    expect(lastLines('a\nb\nc\n', 2)).toBe('b\nc');
    expect(lastLines('a', 2)).toBe('a');
  });
});
