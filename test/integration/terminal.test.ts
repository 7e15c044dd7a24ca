import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';

const root = resolve(import.meta.dirname, '../..');
const small = { columns: 80, rows: 24 };
let pane: Pane | null = null;
afterEach(() => {
  pane?.close();
  pane = null;
});

function demo(what: string, env = 'TERM=screen-256color COLORTERM=truecolor', size = small): Pane {
  const command = `stty -g > /dev/null; env ${env} ${process.execPath} --import tsx test/rig/review-demo.ts ${what}`;
  pane = openPane(`echo BEFORE; ${command}`, size, root);
  return pane;
}
const has =
  (...parts: readonly string[]) =>
  (text: string): boolean =>
    parts.every((part) => text.includes(part));

/** The terminal's own settings, as `stty` reports them for the pane's tty. */
function echoes(of: Pane): boolean {
  const tty = execFileSync('ps', ['-o', 'tty=', '-p', String(of.pid())], { encoding: 'utf8' }).trim();
  const settings = execFileSync('sh', ['-c', `stty -a < /dev/${tty}`], { encoding: 'utf8' });
  return /(^|\s)echo(\s|;)/.test(settings) && /(^|\s)icanon(\s|;)/.test(settings);
}

// Node has no pseudo-terminal of its own: these tests drive a real one through tmux.
describe.skipIf(!hasTmux())('on a real terminal (needs tmux)', () => {
  test('a whole sitting at 80 x 24: approve, reject with a reason, undo, skip, commit', async () => {
    const at = demo('review');
    await at.until(has('Concept gate  1 of 4, 4 undecided', 'P approve', 'reduced 1:5'));
    expect(echoes(at)).toBe(false);
    expect(at.painted()).toContain('▀');
    at.keys('p');
    await at.until(has('2 of 4, 3 undecided  P>..'));
    at.keys('.');
    await at.until(has('sprite 1 of 8: s'));
    at.keys('x');
    await at.until(has('3 of 4', 'Rejected job_0002_sheet', '1 anatomy', '岩 \\u001b[31mtile'));
    at.keys('5');
    await at.until(has('3 of 4, 2 undecided  PX>.', 'P approve'));
    at.keys('C-z');
    await at.until(has('2 of 4, 3 undecided'));
    at.keys('Right');
    await at.until(has('3 of 4'));
    at.keys('p');
    await at.until(has('4 of 4', 'CANNOT BE READ'));
    at.keys('x');
    await at.until(has('2 of 4', 'T types one'));
    at.keys('t');
    await at.until(has('Enter keep', 'Why reject job_0004_broken?'));
    at.keys('-l', 'cut off');
    await at.until(has('cut off_'));
    at.keys('Enter');
    await at.until(has('2 of 4, 1 undecided', 'P approve'));
    at.keys('g');
    await at.until(has('job_0003_tile', 'unreadable'));
    at.keys('c');
    await at.until(has('> judged  job_0002_sheet', 'px differ'));
    at.keys('d');
    at.keys('p');
    // The difference shows a part; the sheet was on the screen whole before.
    await at.until(has('Commit 4 decisions: 3 approve, 1 reject. Releases $0.09.'));
    at.keys('Enter');
    const after = await at.until(has('ENDED 0'));
    // The alternate screen gave back what was there before.
    expect(after).toContain('BEFORE');
    expect(after).not.toContain('Concept gate');
    expect(after.replaceAll('\n', '')).toContain('"reason":{"kind":"text","text":"cut off"}');
    expect(echoes(at)).toBe(true);
  });

  test('draws at the new size when the terminal is resized', async () => {
    const at = demo('review');
    await at.until(has('reduced 1:5'));
    at.resize(200, 50);
    await at.until(has('reduced 1:3', 'K ground'));
    at.resize(40, 12);
    await at.until((text) => !text.includes('K ground') && text.includes('P approve'));
    at.keys('q');
    await at.until(has('"kind":"quit"', 'ENDED 0'));
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ])('gives the terminal back on %s, and ends by it', async (signal, code) => {
    const at = demo('review');
    await at.until(has('P approve'));
    const child = execFileSync('pgrep', ['-P', String(at.pid())], { encoding: 'utf8' }).trim();
    process.kill(Number(child), signal);
    const after = await at.until(has(`ENDED ${code}`));
    expect(after).toContain('BEFORE');
    expect(echoes(at)).toBe(true);
  });

  test('gives the terminal back before a handler prints an uncaught exception', async () => {
    const at = demo('throw');
    await at.until(has('P approve'));
    at.keys('p');
    const after = await at.until(has('ENDED 1'));
    expect(after).toContain('a bug');
    expect(echoes(at)).toBe(true);
  });

  test('draws with 256 colours, and without any under NO_COLOR', async () => {
    const palette = demo('review', '-u COLORTERM TERM=screen-256color');
    await palette.until(has('P approve'));
    expect(palette.painted()).toMatch(/38;5;\d+/);
    expect(palette.painted()).not.toMatch(/38;2;/);
    palette.close();
    const plain = demo('review', 'TERM=screen-256color COLORTERM=truecolor NO_COLOR=1');
    await plain.until(has('P approve', 'open the file', 'art_pool/concepts'));
    expect(plain.painted()).not.toMatch(/\p{Cc}\[[0-9;]*m/u);
  });

  test('works by whole lines on a dumb terminal', async () => {
    const at = demo('review', 'TERM=dumb');
    await at.until(has('One key, then Enter >'));
    expect(echoes(at)).toBe(true);
    at.keys('p', 'Enter');
    await at.until(has('2 of 4'));
    at.keys('q', 'Enter');
    await at.until(has('"verdict":"approve"', 'ENDED 0'));
  });

  test('shows no passphrase, and makes an empty one a deliberate choice', async () => {
    const at = demo('passphrase');
    await at.until(has('New passphrase'));
    at.keys('-l', 'hunter');
    at.keys('Enter');
    await at.until(has('The same again'));
    at.keys('-l', 'hunting');
    at.keys('Enter');
    await at.until(has('not the same'));
    at.keys('Enter');
    await at.until(has('Press Y'));
    at.keys('y');
    const after = await at.until(has('RESULT {"kind":"given","passphrase":""}', 'ENDED 0'));
    expect(after).not.toContain('hunt');
    expect(echoes(at)).toBe(true);
  });

  test('repaints progress in place', async () => {
    const at = demo('progress');
    const after = await at.until(has('ENDED 0'));
    expect(after).toContain('The worker started.');
    expect(after.match(/raider\/red/g)).toHaveLength(1);
    expect(after).toContain('run_0001_abcd: 1 of 2 done');
  });
});
