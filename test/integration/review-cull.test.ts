/** Forty pictures in a real terminal: how many keys they take, and what is left when the terminal dies. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';

const root = resolve(import.meta.dirname, '../..');
const colour = 'TERM=screen-256color COLORTERM=truecolor';
let folder = '';
const panes: Pane[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artkiln-cull-'));
});
afterEach(() => {
  for (const pane of panes.splice(0)) pane.close();
  rmSync(folder, { recursive: true, force: true });
});

function cull(env = colour, size = { columns: 80, rows: 24 }): Pane {
  const program = `${process.execPath} --import tsx test/rig/review-demo.ts cull ${folder}`;
  const pane = openPane(`exec 2>&1; env ${env} ${program}`, size, root);
  panes.push(pane);
  return pane;
}
const has =
  (...parts: readonly string[]) =>
  (text: string): boolean =>
    parts.every((part) => text.includes(part));
const kept = (): number =>
  readdirSync(join(folder, '.art/drafts')).filter((name) => name.endsWith('.json')).length;
/** The reviewing process itself, below the shell and `env` of a pane. */
const processOf = (pane: Pane): number =>
  Number(
    execFileSync('pgrep', ['-P', String(pane.pid())], { encoding: 'utf8' })
      .trim()
      .split('\n')[0],
  );

describe.skipIf(!hasTmux())('forty pictures in a terminal (needs tmux)', () => {
  test('are culled with forty keys and the commit, and nothing but the verdict moves the screen on', async () => {
    const pane = cull();
    const verdicts = Array.from({ length: 40 }, (_, i) => (i % 3 === 1 ? 'x' : 'p'));
    let keys = 0;
    for (const [i, verdict] of verdicts.entries()) {
      await pane.until(has(`Concept gate  ${i + 1} of 40, ${40 - i} undecided`, `run_0042_k3f9/${i + 1}`));
      pane.keys(verdict);
      keys += 1;
    }
    await pane.until(has('Commit 40 decisions: 27 approve, 13 reject.'));
    expect(kept()).toBe(40);
    pane.keys('Enter');
    const ended = await pane.until(has('ENDED 0'));
    expect(keys).toBe(40);
    const result = verdicts.map((verdict) => verdict.toUpperCase()).join('');
    expect(ended).toContain(`RESULT commit ${result}`);
  });

  test('are culled in the grid with a key each, without a look at another screen', async () => {
    const pane = cull(colour, { columns: 200, rows: 50 });
    await pane.until(has('1 of 40'));
    pane.keys('g');
    await pane.until(has('42/40', '42/1 '));
    for (let i = 0; i < 40; i += 1) {
      await pane.until(has(`${i + 1} of 40, ${40 - i} undecided`));
      pane.keys(i % 2 === 0 ? 'p' : 'x');
    }
    await pane.until(has('Commit 40 decisions: 20 approve, 20 reject.'));
    pane.keys('q');
    await pane.until(has('RESULT quit'));
  });

  test.each(['SIGKILL', 'SIGHUP', 'SIGTERM'] as const)(
    'lose no verdict that the screen has shown when %s ends the sitting in the middle',
    async (signal) => {
      const pane = cull();
      for (const [i, key] of ['p', 'x', 'p', 'x', 'x'].entries()) {
        await pane.until(has(`${i + 1} of 40`));
        pane.keys(key);
      }
      await pane.until(has('6 of 40, 35 undecided'));
      pane.keys('2');
      await pane.until(has('6 of 40', 'P approve'));
      process.kill(processOf(pane), signal);
      await pane.until(has('ENDED'));
      const again = cull();
      await again.until(has('6 of 40, 35 undecided  PXPXX>'));
      again.keys('Left');
      await again.until(has('reject: palette (draft)'));
    },
  );

  test('lose none when the terminal itself is closed', async () => {
    const pane = cull();
    await pane.until(has('1 of 40'));
    pane.keys('p');
    await pane.until(has('2 of 40, 39 undecided'));
    panes.splice(panes.indexOf(pane), 1);
    pane.close();
    const again = cull();
    await again.until(has('2 of 40, 39 undecided  P>'));
  });

  test('are shared by two sittings at once, and what one has taken back stays taken back', async () => {
    const [one, other] = [cull(), cull()];
    await one.until(has('1 of 40'));
    await other.until(has('1 of 40'));
    one.keys('p');
    await one.until(has('2 of 40'));
    other.keys('Right');
    await other.until(has('2 of 40'));
    other.keys('x');
    await other.until(has('3 of 40, 39 undecided'));
    one.keys('p');
    await one.until(has('3 of 40'));
    one.keys('z');
    await one.until(has('2 of 40, 39 undecided'));
    const third = cull();
    await third.until(has('2 of 40, 39 undecided  P>'));
  });

  test('work by whole lines on a dumb terminal, without a control code', async () => {
    const pane = cull('TERM=dumb');
    await pane.until(has('Concept gate  1 of 40', 'One key, then Enter >'));
    pane.keys('p', 'Enter');
    await pane.until(has('2 of 40, 39 undecided'));
    pane.keys('x', 'Enter');
    await pane.until(has('Rejected 42/2', '1 anatomy'));
    pane.keys('1', 'Enter');
    pane.keys('q', 'Enter');
    await pane.until(has('RESULT quit PX'));
    expect(kept()).toBe(2);
  });
});
