import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followGuide } from '../../scripts/gallery-guide.ts';
import type { ArtKind } from '../../src/backends/procedural/art-kind.ts';
import { trimBounds } from '../../src/pixels/arrange.ts';

const root = join(import.meta.dirname, '../..');
const copy = join(root, 'build/guide-test');

/** What a reader has who wrote the files of docs/guide/art.md, word for word. */
describe('the guide to art of your own', () => {
  let files: readonly string[] = [];
  beforeAll(() => {
    files = followGuide(copy);
  }, 60_000);
  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it('has code that compiles against the real modules', { timeout: 120_000 }, () => {
    expect(files).toHaveLength(4);
    const config = join(copy, 'tsconfig.guide.json');
    const catalog = 'src/backends/procedural/catalog.ts';
    writeFileSync(
      config,
      JSON.stringify({ extends: './tsconfig.json', include: [], files: [...files, catalog] }),
    );
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], { cwd: copy, stdio: 'pipe' });
  });

  it.each([
    ['character.humanoid', { weapon: 'trident' }],
    ['terrain.tileset', { biome: 'heath', size: '32' }],
    ['icon.food', { food: 'mushroom' }],
    ['object.barrel', { wood: 'pine' }],
  ] as const)('has code that draws: %s with %j', async (name, given) => {
    const file = join(copy, 'src/backends/procedural/kinds', `${name.replace('.', '-')}.ts`);
    const { kind } = (await import(/* @vite-ignore */ file)) as { readonly kind: ArtKind };
    for (const [lever, value] of Object.entries(given)) expect(kind.levers[lever]).toContain(value);
    const levers = Object.fromEntries(
      Object.entries({ ...kind.levers, motion: ['still'] }).map(([lever, [first]]) => [lever, first ?? '']),
    );
    const { picture } = kind.draw({ phase: 'final', levers: { ...levers, ...given }, seed: 7301 });
    expect(trimBounds(picture)).not.toBeNull();
  });
});
