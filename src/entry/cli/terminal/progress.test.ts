import { expect, test } from 'vitest';
import { someFacts } from '../../../../test/rig/fake-terminal.ts';
import { progressOn, type ProgressRow } from './progress.ts';
import type { TerminalFacts } from './style.ts';

const row = (name: string, state: string, detail = ''): ProgressRow => ({ name, state, detail });
const sink = (): { write(text: string): void; text: () => string } => {
  let all = '';
  return { write: (text) => void (all += text), text: () => all };
};

test('prints a line only when a state changes where there is no terminal', () => {
  const out = sink();
  const progress = progressOn(out, () => ({ ...someFacts(), isTty: false }));
  progress.show('0 of 2', [row('a', 'queued'), row('b', 'queued')]);
  progress.show('0 of 2', [row('a', 'drawing', '1 of 4'), row('b', 'queued')]);
  progress.show('0 of 2', [row('a', 'drawing', '2 of 4'), row('b', 'queued')]);
  progress.note('half way');
  progress.end();
  expect(out.text()).toBe('a: queued\nb: queued\na: drawing\nhalf way\n');
});

test('never sends control codes to a pipe or a dumb terminal, whatever the names hold', () => {
  for (const facts of [{ ...someFacts(), isTty: false }, someFacts({ TERM: 'dumb' })]) {
    const out = sink();
    progressOn(out, () => facts).show('x', [row('\u001b[2Ja', 'ok\u0007')]);
    expect(out.text()).toBe('\\u001b[2Ja: ok\\u0007\n');
  }
});

test('repaints one block in place, and keeps notes above it', () => {
  const out = sink();
  const progress = progressOn(out, () => someFacts({ TERM: 'xterm' }));
  progress.show('0 of 1', [row('a', 'queued')]);
  progress.note('worker started');
  progress.show('1 of 1', [row('a', 'done', '0.8 s')]);
  const block = (head: string, line: string): string => `\u001b[1m${head}\u001b[22m\n  ${line}\n`;
  const back = '\u001b[2A\r\u001b[J';
  expect(out.text()).toBe(
    block('0 of 1', 'a  queued') +
      back +
      'worker started\n' +
      block('0 of 1', 'a  queued') +
      back +
      block('1 of 1', 'a  done  0.8 s'),
  );
});

test('goes back over lines that a narrower terminal has wrapped', () => {
  const out = sink();
  let facts: TerminalFacts = someFacts({ TERM: 'xterm' }, { columns: 40, rows: 24 });
  const progress = progressOn(out, () => facts);
  progress.show('h', [row('a'.repeat(15), 'queued', 'x'.repeat(10))]);
  facts = { ...facts, columns: 20 };
  progress.show('h', []);
  expect(out.text()).toContain('\u001b[3A');
});

test('shows as many rows as the terminal has, and how many more there are', () => {
  const out = sink();
  const many = Array.from({ length: 30 }, (_, i) => row(`job ${i}`, 'queued'));
  progressOn(out, () => someFacts({ TERM: 'xterm' }, { columns: 80, rows: 10 })).show('h', many);
  expect(out.text().trimEnd().split('\n')).toHaveLength(8);
  expect(out.text()).toContain('… 24 more');
});
