import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kind } from '../../src/backends/procedural/kinds/terrain-tileset.ts';
import { mapOf } from '../../src/backends/procedural/terrain/example.ts';
import { blobOf } from '../../src/backends/procedural/terrain/masks.ts';
import { variants } from '../../src/backends/procedural/terrain/full-tiles.ts';
import type { TileSet } from '../../src/backends/procedural/terrain/tileset.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import { someBinding } from '../rig/art-kinds.ts';
import {
  allColours,
  apart,
  colourOf,
  edgePixels,
  emptyTile,
  glintColours,
  strays,
  tilesOf,
  type Tile,
} from '../rig/tilesets.ts';

const wish = fc.record({
  seed: fc.maxSafeNat().map((seed) => seed || 1),
  levers: someBinding(kind.levers),
  frame: fc.nat(3),
});

const draw = (levers: { readonly [lever: string]: string }, seed: number): BackendPicture =>
  kind.draw({ phase: 'final', levers, seed });

const facing = [
  ['e', 'w'],
  ['s', 'n'],
] as const;

describe('a tileset, for any binding and seed', () => {
  it(
    'is complete and in its palette, fits at every legal seam, and has no stray pixel',
    { timeout: 300_000 },
    () => {
      fc.assert(
        fc.property(wish, ({ seed, levers, frame }) => {
          const sheet = draw(levers, seed);
          const set = levers['tiles'] as TileSet;
          const tiles = tilesOf(sheet, frame);
          expectComplete(sheet, set);
          expectPalette(sheet);
          if (levers['over'] === 'none') tiles.push(emptyTile(Number(levers['size'])));
          expectEqualEdges(tiles);
          expect(seamRatio(tiles)).toBeLessThanOrEqual(1.5);
          expectNoGrid(tiles);
          expectVariants(tiles);
          const map = mapOf(sheet, set, { columns: 6, rows: 5, seed: seed % 9973, step: frame });
          expect(strays(map, glintColours)).toEqual([]);
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each([
    // A ripple that lies across the edge, its other half covered by foam in some of the tiles.
    ['dirt', 4528570617561088],
    ['stone', 8618460508585984],
    ['grass', 137507565993984],
    ['snow', 5251866017398784],
  ])('fits where a detail of the ground crosses an edge: %s over water, seed %i', (biome, seed) => {
    const sheet = draw({ biome, over: 'water', tiles: 'blob', size: '16' }, seed);
    for (const frame of [0, 1, 2, 3]) expectEqualEdges(tilesOf(sheet, frame));
  });

  it.each([
    ['sand', '16', 8795964930260992],
    ['sand', '32', 3995953715478528],
    ['water', '16', 7350366733598720],
    ['water', '32', 3728043621220352],
  ])(
    'shows no grid in a field of any one variant, however quiet: %s of %s px, seed %i',
    (biome, size, seed) => {
      const sheet = draw({ biome, over: 'none', tiles: 'full', size }, seed);
      for (const frame of [0, 1, 2, 3]) expectNoGrid(tilesOf(sheet, frame));
    },
  );

  it(
    'closes the loop of what moves: no frame like the next, no jump at the end',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(wish, ({ seed, levers }) => {
          const sheet = draw({ ...levers, biome: 'water' }, seed);
          const frames = [0, 1, 2, 3].map((frame) =>
            tilesOf(sheet, frame).filter(({ name }) => name.startsWith('water/')),
          );
          const changes = [0, 1, 2, 3].map((frame) =>
            change(frames[frame] ?? [], frames[(frame + 1) % 4] ?? []),
          );
          expect(Math.min(...changes)).toBeGreaterThan(0);
          const [first = 0, second = 0, third = 0, last = 0] = changes;
          expect(last).toBeLessThanOrEqual(1.5 * Math.max(first, second, third));
        }),
        { numRuns: 40 },
      );
    },
  );
});

function expectComplete({ sprites }: BackendPicture, set: TileSet): void {
  const names = new Set(sprites.map(({ name }) => name.replace(/^water\/(.*)\/\d$/, '$1')));
  const wanted =
    set === 'wang'
      ? Array.from({ length: 16 }, (_, mask) => `wang/${String(mask).padStart(2, '0')}`)
      : set === 'blob'
        ? Array.from({ length: 256 }, (_, mask) => mask)
            .filter((mask) => blobOf(mask) === mask)
            .map((mask) => `blob/${String(mask).padStart(3, '0')}`)
        : [];
  expect(wanted.length).toBe(set === 'wang' ? 16 : set === 'blob' ? 47 : 0);
  // Over a transparent ground the Wang tile without any covered corner would show nothing.
  for (const name of wanted) if (name !== 'wang/00') expect(names).toContain(name);
  for (let variant = 0; variant < variants; variant += 1) expect(names).toContain(`full/${variant}`);
}

function expectPalette({ picture }: BackendPicture): void {
  for (const word of new Set(new Uint32Array(new Uint8Array(picture.data).buffer))) {
    if (word === 0) continue;
    expect(word >>> 24).toBe(255);
    expect(allColours).toContain(colourOf(word));
  }
}

/** Tiles whose edges say the same show the same there: whatever fits one of them fits all. */
function expectEqualEdges(tiles: readonly Tile[]): void {
  for (const edge of ['n', 'e', 's', 'w'] as const) {
    const known = new Map<string, { readonly name: string; readonly pixels: string }>();
    for (const { name, picture, edges } of tiles) {
      const pixels = edgePixels(picture, edge).join();
      const other = known.get(edges[edge]);
      if (other === undefined) known.set(edges[edge], { name, pixels });
      else if (other.pixels !== pixels)
        throw new Error(`${other.name} and ${name} differ at their ${edge} edge`);
    }
  }
}

/** Each full tile beside itself. */
function expectNoGrid(tiles: readonly Tile[]): void {
  for (const tile of tiles) {
    if (!tile.name.includes('full/')) continue;
    const ratio = seamRatio([tile]);
    if (ratio > 1.5) throw new Error(`${tile.name} has a seam ratio of ${ratio}`);
  }
}

/** Mean difference across the seams of all legal pairs over that of neighbouring pixels inside of the tiles. */
function seamRatio(tiles: readonly Tile[]): number {
  let [across, seams, inside, pairs] = [0, 0, 0, 0];
  for (const { picture } of tiles) {
    const words = new Uint32Array(new Uint8Array(picture.data).buffer);
    for (let at = 0; at < words.length - picture.width; at += 1) {
      if (at % picture.width === picture.width - 1) continue;
      inside += apart(words[at] as number, words[at + 1] as number);
      inside += apart(words[at] as number, words[at + picture.width] as number);
      pairs += 2;
    }
  }
  for (const [near, far] of facing) {
    // Edges that say the same are the same, so one tile stands for all: what counts is how many pairs they make.
    const nearEdges = byEdge(tiles, near);
    for (const [says, others] of byEdge(tiles, far)) {
      const ones = nearEdges.get(says) ?? [];
      const [one] = ones;
      const [other] = others;
      if (one === undefined || other === undefined) continue;
      const a = edgePixels(one.picture, near);
      const b = edgePixels(other.picture, far);
      const weight = ones.length * others.length;
      for (const [i, pixel] of a.entries()) across += apart(pixel, b[i] as number) * weight;
      seams += a.length * weight;
    }
  }
  return across / seams / (inside / pairs);
}

/** Tiles by what one of their edges says. */
function byEdge(tiles: readonly Tile[], edge: keyof Tile['edges']): Map<string, Tile[]> {
  const groups = new Map<string, Tile[]>();
  for (const tile of tiles) groups.set(tile.edges[edge], [...(groups.get(tile.edges[edge]) ?? []), tile]);
  return groups;
}

function expectVariants(tiles: readonly Tile[]): void {
  const full = tiles.filter(({ name }) => name.includes('full/'));
  const digests = new Set(full.map(({ picture }) => Buffer.from(picture.data).toString('base64')));
  expect(digests.size).toBe(full.length);
}

const change = (ones: readonly Tile[], others: readonly Tile[]): number =>
  ones.reduce((sum, { picture }, i) => {
    const data = others[i]?.picture.data ?? new Uint8Array();
    return sum + picture.data.reduce((count, value, at) => count + (value === data[at] ? 0 : 1), 0);
  }, 0);
