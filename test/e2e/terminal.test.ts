/** The first sprite, by hand: a real terminal, the keys that a person types, and how many of them there are. */
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';
import { CliRig, program, repository } from './rig.ts';

/** A typed line with Enter, or a single key. */
const mostSteps = 12;

describe.skipIf(!hasTmux()).each([
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
])('the first sprite in a terminal of $columns x $rows (needs tmux)', (size) => {
  const rig = new CliRig();
  const panes: Pane[] = [];
  const project = join(rig.folder, 'demo');
  let steps = 0;

  /** A shell as a person has it, with `art` on its PATH. */
  function shell(): Pane {
    const bin = join(rig.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    if (!existsSync(join(bin, 'art'))) symlinkSync(program, join(bin, 'art'));
    const start = join(rig.folder, 'shell.sh');
    const lines = Object.entries({
      ...rig.env,
      PATH: `${bin}:${rig.env['PATH']}`,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      PS1: 'ready> ',
    });
    writeFileSync(
      start,
      `${lines.map(([name, value]) => `export ${name}='${value}'`).join('\n')}\nexec bash --norc --noprofile -i\n`,
    );
    chmodSync(start, 0o755);
    const pane = openPane(`sh ${start}`, size, rig.folder);
    panes.push(pane);
    return pane;
  }

  async function type(pane: Pane, line: string): Promise<void> {
    await pane.until((text) => text.trimEnd().endsWith('ready>'));
    steps += 1;
    pane.keys('-l', line);
    pane.keys('Enter');
  }

  function press(pane: Pane, key: string): void {
    steps += 1;
    pane.keys(key);
  }

  beforeAll(() => {
    rig.adopt(project);
  });
  afterAll(async () => {
    for (const pane of panes) pane.close();
    await rig.remove();
  });

  it(`is shipped after at most ${mostSteps} steps`, async () => {
    const first = shell();
    await type(first, `node ${join(repository, 'scripts/start.mjs')} demo`);
    await first.until((text) => text.includes('art review --project demo'));

    const second = shell();
    await type(second, 'art review --project demo');
    await second.until((text) => text.includes('Concept gate  1 of 2') && text.includes('7301'));
    press(second, 'p');
    // A picture is judged once it is on the screen.
    await second.until((text) => text.includes('Concept gate  2 of 2') && text.includes('7302'));
    press(second, 'x');
    await second.until((text) => text.includes('1 reject'));
    press(second, '3');
    await second.until((text) => text.includes('Commit 2 decisions'));
    press(second, 'Enter');
    for (const question of ['New passphrase', 'The same again']) {
      await second.until((text) => text.includes(question));
      steps += 1;
      second.keys('-l', 'a good long passphrase');
      second.keys('Enter');
    }

    // The sitting goes on by itself when the worker has drawn the approved one from all sides.
    await second.until((text) => text.includes('Review gate  1 of 1') && text.includes('7301'));
    press(second, 'p');
    await second.until((text) => text.includes('Commit 1 decision'));
    press(second, 'Enter');
    await second.until((text) => text.includes('3 decisions signed'));
    await type(second, 'art promote 1/1 --project demo');
    await second.until((text) => text.includes('hero/skald is'));
    await type(second, 'art ship --project demo');
    await second.until((text) => text.includes('dist/current is dist/1'));

    const entry = JSON.parse(readFileSync(join(project, 'dist/current/iron/manifest.json'), 'utf8')) as {
      entries: { asset_id: string; state: string }[];
    };
    expect(entry.entries.find((one) => one.asset_id === 'hero/skald')?.state).toBe('approved');
    expect(steps).toBeLessThanOrEqual(mostSteps);
  });
});
