import { describe, expect, it } from '@jest/globals';
import { Narrator, seconds, type NarratorOptions } from './narrator.ts';

function narrate(options: Partial<NarratorOptions> = {}) {
  const told = { text: '', now: 5_000 };
  const narrator = new Narrator({
    write: (text) => (told.text += text),
    now: () => told.now,
    colours: false,
    ...options,
  });
  return { told, narrator };
}

describe('the narrator', () => {
  it('tells a line per event, with its time and who did it', () => {
    const { told, narrator } = narrate();
    narrator.tell({ actor: 'you', text: '$ kubectl apply -f examples/quickstart' });
    told.now += 12_340;
    narrator.tell({ actor: 'ecs', text: 'has reached a steady state.', tone: 'good' });
    expect(told.text).toBe(
      [
        '   0.0s  you         $ kubectl apply -f examples/quickstart',
        '  12.3s  ecs         has reached a steady state.',
        '',
      ].join('\n'),
    );
  });

  it('knows how long it has been silent', () => {
    const { told, narrator } = narrate();
    told.now += 300;
    narrator.tell({ actor: 'demo', text: 'starting' });
    told.now += 400;
    expect([narrator.silentMs, narrator.elapsedMs]).toEqual([400, 700]);
  });

  it('leaves lines to copy as they are', () => {
    const { told, narrator } = narrate({ columns: 60 });
    const line = `export KUBECONFIG=${'a'.repeat(80)} AWS_REGION=us-east-1`;
    narrator.verbatim([line, 'unset AWS_PROFILE']);
    expect(told.text).toBe(`${line}\nunset AWS_PROFILE\n`);
  });

  it('writes no control characters where colours are not wanted', () => {
    const { told, narrator } = narrate();
    narrator.heading('Act 1');
    narrator.tell({ actor: 'kubernetes', text: 'Ready', tone: 'good' });
    expect(told.text).toBe('\nAct 1\n   0.0s  kubernetes  Ready\n');
  });

  it('colours what is told on a terminal', () => {
    const { told, narrator } = narrate({ colours: true });
    narrator.tell({ actor: 'ecs', text: 'task stopped', tone: 'bad' });
    expect(told.text).toContain('\u001B[31mtask stopped\u001B[39m');
  });

  it('wraps long lines under their own beginning on a terminal only', () => {
    const long = 'one two three four five six seven eight nine ten eleven';
    const { told, narrator } = narrate({ columns: 60 });
    narrator.tell({ actor: 'ecs', text: long });
    expect(told.text).toBe(
      `   0.0s  ecs         one two three four five six seven eight\n${' '.repeat(21)}nine ten eleven\n`,
    );

    const quoting = narrate({ columns: 60 });
    quoting.narrator.quote(`  Message:  ${long}`);
    expect(quoting.told.text).toBe(
      `${' '.repeat(11)}Message:  one two three four five six seven\n${' '.repeat(13)}eight nine ten eleven\n`,
    );
  });

  it.each([
    ['no terminal', undefined],
    ['a terminal that does not know its width', 0],
    ['a narrow one', 59],
  ])('tells a line per event on %s', (_what, columns) => {
    const { told, narrator } = narrate({ columns });
    narrator.tell({ actor: 'ecs', text: 'word '.repeat(50).trim() });
    expect(told.text.trimEnd().split('\n')).toHaveLength(1);
  });

  it('quotes the output of commands, empty lines without trailing spaces', () => {
    const { told, narrator } = narrate();
    narrator.quote('NAME  READY\n\nweb   True\n\n');
    expect(told.text).toBe('         NAME  READY\n\n         web   True\n');
  });
});

describe('seconds', () => {
  it.each([
    [0, '0.0s'],
    [49, '0.0s'],
    [1_250, '1.3s'],
    [61_000, '61.0s'],
  ])('%d ms are %s', (ms, text) => {
    expect(seconds(ms)).toBe(text);
  });
});
