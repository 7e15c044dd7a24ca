import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import golden from '../golden/procedural.json' with { type: 'json' };
import { digestOf, drawLine, versionKey } from '../rig/procedural-digests.ts';

const root = join(import.meta.dirname, '../..');
const known =
  (golden as { readonly [version: string]: { readonly [line: string]: string } })[versionKey] ?? {};
const run = promisify(execFile);

interface Told {
  readonly node: string;
  readonly locale: string;
  readonly digests: { readonly [line: string]: string };
}

/** Draws every `step`-th line of the golden file in a process of its own. */
async function drawnBy(node: string, env: { readonly [name: string]: string }, step: number): Promise<Told> {
  const { stdout } = await run(
    node,
    ['--import', 'tsx', join(root, 'test/rig/digests-child.ts'), String(step)],
    {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      maxBuffer: 1e7,
    },
  );
  return JSON.parse(stdout) as Told;
}

/** Another Node: the path in `ART_TEST_OTHER_NODE`, else `node24` on the path. */
function otherNode(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node24'));
  for (const path of [process.env['ART_TEST_OTHER_NODE'] ?? '', ...folders]) {
    try {
      if (path === '') continue;
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not this one.
    }
  }
  return null;
}

describe('what the procedural backend draws', () => {
  it('has no kind without digests of its version', () => {
    const drawnKinds = new Set(Object.entries(known).map(([line]) => line.split(' ')[0]));
    expect([...drawnKinds].sort()).toEqual(catalog.map(({ kind }) => kind).sort());
  });

  /** A change of these digests is a change of art that is already recorded: see `npm run digests`. */
  it.each(Object.entries(known))('keeps its bytes for one version: %s', async (line, digest) => {
    expect(digestOf(await drawLine(line))).toBe(digest);
  });

  it.each([
    ['C', 'en-US'],
    ['tr_TR.UTF-8', 'tr-TR'],
    ['ja_JP.UTF-8', 'ja-JP'],
  ])(
    'is the same under the locale %s',
    async (locale, effective) => {
      const told = await drawnBy(process.execPath, { LC_ALL: locale, LANG: locale }, 3);
      expect(told.locale).toBe(effective);
      expect(Object.keys(told.digests).length).toBeGreaterThan(40);
      expect(known).toMatchObject(told.digests);
    },
    120_000,
  );

  const other = otherNode();
  it.skipIf(other === null)(
    'is the same on another Node',
    async () => {
      const told = await drawnBy(other ?? '', {}, 1);
      expect(told.node).not.toBe(process.versions.node);
      expect(told.digests).toEqual(known);
    },
    120_000,
  );
});
