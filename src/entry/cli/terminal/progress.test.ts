import { expect, test } from 'vitest';
import { someFacts } from '../../../../test/rig/fake-terminal.ts';
import { progressOn, type ProgressRow, type ProgressView } from './progress.ts';
import type { TerminalFacts } from './style.ts';

const row = (name: string, value = '', detail = ''): ProgressRow => ({ name, value, detail });
const view = (headline: string, rows: readonly ProgressRow[] = [], pace = ''): ProgressView => ({
  headline,
  rows,
  summary: headline,
  pace,
});
const sink = (): { write(text: string): void; text: () => string; writes: () => number } => {
  let all = '';
  let writes = 0;
  return {
    write: (text) => {
      all += text;
      writes += 1;
    },
    text: () => all,
    writes: () => writes,
  };
};
const pipe = { ...someFacts(), isTty: false };
const xterm = () => someFacts({ TERM: 'xterm' });
const block = (head: string, ...lines: string[]): string =>
  [`\u001b[1m${head}\u001b[22m`, ...lines, ''].join('\n');

test('prints one line for many changes where there is no terminal, and failures as they come', () => {
  const out = sink();
  let nowMs = 0;
  const progress = progressOn(
    out,
    () => pipe,
    () => nowMs,
  );
  for (let ready = 0; ready <= 40; ready += 1) {
    progress.show(view(`${ready} of 40 ready`, [], nowMs < 2_000 ? '' : '5.0/s'));
    if (ready === 3) progress.note('failed  run_0001_abcd/7');
    nowMs += 200;
  }
  progress.end();
  progress.show(view('after the end'));
  expect(out.text()).toBe(
    '0 of 40 ready\nfailed  run_0001_abcd/7\n15 of 40 ready (5.0/s)\n30 of 40 ready (5.0/s)\n',
  );
});

test('prints nothing where there is no terminal while only the pace changes', () => {
  const out = sink();
  let nowMs = 0;
  const progress = progressOn(
    out,
    () => pipe,
    () => nowMs,
  );
  for (const pace of ['1/s', '2/s', '3/s']) {
    progress.show(view('1 of 4 ready', [], pace));
    nowMs += 60_000;
  }
  expect(out.text()).toBe('1 of 4 ready (1/s)\n');
});

test('never sends control codes to a pipe or a dumb terminal, whatever the texts hold', () => {
  for (const facts of [pipe, someFacts({ TERM: 'dumb' })]) {
    const out = sink();
    progressOn(
      out,
      () => facts,
      () => 0,
    ).show(view('\u001b[2Ja: ok\u0007'));
    expect(out.text()).toBe('\\u001b[2Ja: ok\\u0007\n');
  }
});

test('repaints one block in place, and keeps notes above it', () => {
  const out = sink();
  const progress = progressOn(out, xterm, () => 0);
  progress.show(view('0 of 1', [row('a', '1')]));
  progress.note('worker started');
  progress.show(view('1 of 1', [row('a', '12', '0.8 s')]));
  const back = '\u001b[2A\r\u001b[J';
  expect(out.text()).toBe(
    block('0 of 1', '  a  1') +
      back +
      'worker started\n' +
      block('0 of 1', '  a  1') +
      back +
      block('1 of 1', '  a  12  0.8 s'),
  );
});

test('writes nothing while nothing changes', () => {
  const out = sink();
  const progress = progressOn(out, xterm, () => 0);
  for (let i = 0; i < 50; i += 1) progress.show(view('0 of 1', [row('a', '1')]));
  expect(out.writes()).toBe(1);
});

test('goes back over lines that a narrower terminal has wrapped', () => {
  const out = sink();
  let facts: TerminalFacts = someFacts({ TERM: 'xterm' }, { columns: 40, rows: 24 });
  const progress = progressOn(
    out,
    () => facts,
    () => 0,
  );
  progress.show(view('h', [row('a'.repeat(15), '1', 'x'.repeat(15))]));
  facts = { ...facts, columns: 20 };
  progress.show(view('h'));
  expect(out.text()).toContain('\u001b[3A');
});

test('never fills a line, and shows as many rows as the terminal has', () => {
  const out = sink();
  const many = Array.from({ length: 30 }, (_, i) => row(`job ${i}`, String(i), 'x'.repeat(200)));
  const small = someFacts({ TERM: 'xterm', NO_COLOR: '1' }, { columns: 80, rows: 10 });
  progressOn(
    out,
    () => small,
    () => 0,
  ).show(view('h'.repeat(200), many));
  const lines = out.text().trimEnd().split('\n');
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line.length).toBeLessThan(80);
  expect(out.text()).toContain('… 24 more');
});
