import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';
import { CliRig, levers, program, readJson, skald } from './rig.ts';

let rig: CliRig;
let panes: Pane[];
beforeEach(() => {
  rig = new CliRig();
  panes = [];
  const bin = join(rig.folder, 'bin');
  mkdirSync(bin);
  // As `npm install --global` would leave it.
  writeFileSync(join(bin, 'art'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(bin, 'art'), 0o755);
});
afterEach(async () => {
  for (const pane of panes) pane.close();
  await rig.remove();
});

/** A shell in a terminal of its own, where a person would sit. */
function shell(size: { columns: number; rows: number }): Pane {
  const env = { ...rig.env, PATH: `${join(rig.folder, 'bin')}:${rig.env['PATH'] ?? ''}`, PS1: 'ready$ ' };
  const words = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  const pane = openPane(`env -i TERM=screen-256color ${words.join(' ')} sh -i`, size, rig.folder);
  panes.push(pane);
  return pane;
}

const has =
  (...parts: readonly string[]) =>
  (text: string): boolean =>
    parts.every((part) => text.replace(/\s+/g, ' ').includes(part));

describe.skipIf(!hasTmux())('at a real terminal (needs tmux)', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 200, rows: 50 },
  ])('the first sprite ships within 12 steps, at $columns x $rows', async (size) => {
    let steps = 0;
    const type = (pane: Pane, line: string): void => {
      steps += 1;
      pane.keys('-l', line);
      pane.keys('Enter');
    };
    const press = (pane: Pane, key: string): void => {
      steps += 1;
      pane.keys(key);
    };
    const first = shell(size);
    await first.until(has('ready$'));
    type(first, 'art init demo --sample');
    await first.until(has('Made the project Skerry'));
    const project = rig.adopt(join(rig.folder, 'demo'));
    type(first, 'cd demo && art up');
    await first.until(has('/health', 'next: art generate'));

    const second = shell(size);
    await second.until(has('ready$'));
    type(second, `cd demo && art generate ${skald} ${levers.join(' ')}`);
    await second.until(has('next: art review'));
    type(second, 'art review');
    await second.until(has('Concept gate 1 of 1', 'P approve'));
    press(second, 'p');
    await second.until(has('1 approve', 'Enter'));
    press(second, 'Enter');
    await second.until(has('New passphrase'));
    type(second, 'a good long passphrase');
    await second.until(has('again'));
    type(second, 'a good long passphrase');
    // The sitting goes on by itself with what the worker made of it.
    await second.until(has('Review gate 1 of 1', 'P approve'));
    press(second, 'p');
    await second.until(has('1 approve', 'Enter'));
    press(second, 'Enter');
    const after = await second.until(has('next: art promote'));
    const promote = /next: (art promote run_\S+ --as)/.exec(after.replace(/\s+/g, ' '))?.[1];
    type(second, `${promote ?? 'art promote ?'} hero/skald && art ship`);
    const shipped = await second.until(has('dist/current is dist/1'));
    expect(shipped).toContain('hero/skald');

    expect(existsSync(join(project, 'dist/current/iron/atlas-0.png'))).toBe(true);
    const { entries } = readJson<{ entries: { asset_id: string; state: string }[] }>(
      project,
      'content/ages/iron/v1/manifest.json',
    );
    expect(entries.filter(({ state }) => state === 'approved').map((entry) => entry.asset_id)).toEqual([
      'hero/skald',
    ]);
    expect(second.text()).not.toContain('a good long passphrase');

    first.keys('C-c');
    await first.until(has('stopped. The database keeps running'));
    expect(steps).toBeLessThanOrEqual(12);
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
  });
});
