import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BindingHash, Digest, RecipeId } from '../ids.ts';
import {
  approvedPath,
  firstPath,
  laterPath,
  matchFrame,
  parsePoolPath,
  poolPlace,
  rawPath,
  sideRecordPath,
  type PoolPlace,
} from './paths.ts';

const place: PoolPlace = poolPlace(
  'viking.character.raider.v1' as RecipeId,
  'a22d2e39752038935f472c1efc42ab3204e7c2e2e7ee2af266d93cbc97561c21' as BindingHash,
  'procedural',
);
const folder = 'viking.character.raider.v1/a22d2e3975203893/procedural';
const digest = '1a2b3c4d'.padEnd(64, '0') as Digest;

describe('paths of the art pool', () => {
  it('name the first bytes of a child plainly and later ones by digest', () => {
    expect(firstPath('candidates', place, 7)).toBe(`art_pool/candidates/${folder}/007.png`);
    expect(laterPath('concepts', place, 7, digest)).toBe(`art_pool/concepts/${folder}/007-1a2b3c4d.png`);
    expect(approvedPath(place, 0, digest)).toBe(`art_pool/approved/${folder}/000-1a2b3c4d.png`);
    expect(sideRecordPath(firstPath('candidates', place, 7))).toBe(`art_pool/candidates/${folder}/007.json`);
    expect(rawPath(firstPath('candidates', place, 7), 'zip')).toBe(
      `art_pool/candidates/${folder}/.raw/007.zip`,
    );
  });

  it('come back as they were made', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (child) => {
        expect(parsePoolPath(firstPath('candidates', place, child))).toMatchObject({
          ...place,
          child_index: child,
        });
        expect(parsePoolPath(approvedPath(place, child, digest))).toMatchObject({
          pool: 'approved',
          child_index: child,
          digest8: '1a2b3c4d',
        });
      }),
    );
  });

  it.each([
    `art_pool/approved/${folder}/000.png`,
    `art_pool/candidates/${folder}/0.png`,
    `art_pool/candidates/${folder}/../000.png`,
    `art_pool/candidates/raider/a22d2e3975203893/procedural/000.png`,
    `art_pool/candidates/${folder}/000.png\n`,
    `/art_pool/candidates/${folder}/000.png`,
  ])('are nothing else: %j', (path) => {
    expect(parsePoolPath(path)).toBeNull();
  });

  it.each([-1, 1000, 1.5])('have no child %d', (child) => {
    expect(() => firstPath('candidates', place, child)).toThrow('child index');
  });
});

describe('a typed frame', () => {
  it.each([
    ['0', ['000', '001'], ['000']],
    ['000', ['000', '000-1a2b3c4d'], ['000']],
    ['0', ['000', '000-1a2b3c4d'], ['000', '000-1a2b3c4d']],
    ['0', ['000-1a2b3c4d'], ['000-1a2b3c4d']],
    ['000-1a', ['000', '000-1a2b3c4d'], ['000-1a2b3c4d']],
    ['2', ['000', '020'], []],
    ['', ['000'], []],
  ])('%j of %j means %j', (typed, stems, meant) => {
    expect(matchFrame(typed, stems)).toEqual(meant);
  });
});
