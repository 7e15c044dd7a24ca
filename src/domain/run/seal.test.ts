import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDigest, type Digest, type ProjectId, type RunId } from '../ids.ts';
import { compareSeal, parseRunSeal, runSealName, runSealText, type RunSeal } from './seal.ts';

const digestOf = (text: string): Digest => asDigest(createHash('sha256').update(text).digest('hex'));
const segment = fc
  .string({ unit: fc.constantFrom(...'abc0123_-.'), minLength: 1, maxLength: 6 })
  .map((s) => `f${s}`);
const path = fc.oneof(
  segment,
  fc.tuple(segment, segment).map(([a, b]) => `stages/${a}/${b}`),
  fc.tuple(segment, segment).map(([a, b]) => `stages/${a}/out/${b}`),
);
const file = fc.record({ path, bytes: fc.string().map(digestOf), size: fc.nat() });
const cell = fc.oneof(
  fc.record({
    try: fc.integer({ min: 1, max: 9 }),
    state: fc.constantFrom('Approved' as const, 'Rejected' as const),
    decision: fc.option(fc.string().map(digestOf)),
    error: fc.constant(null),
  }),
  fc.record({
    try: fc.integer({ min: 1, max: 9 }),
    state: fc.constant('Failed' as const),
    decision: fc.constant(null),
    error: fc.constantFrom('cancelled', 'stage-failed'),
  }),
);
const seals: fc.Arbitrary<RunSeal> = fc.record({
  schema_version: fc.constant(1 as const),
  run_id: fc.constant('run_0042_k3fa' as RunId),
  project_id: fc.constant('prj_abcdefghij2345672345' as ProjectId),
  cells: fc
    .array(cell, { minLength: 1, maxLength: 5 })
    .map((cells) => cells.map((one, i) => ({ n: i + 1, ...one }))),
  files: fc
    .uniqueArray(file, { selector: (one) => one.path, maxLength: 12 })
    .map((files) => [...files].sort((a, b) => (a.path < b.path ? -1 : 1))),
});
const fileOf = (text: string) => ({ bytes: digestOf(text), size: text.length });
const foundIn = (seal: RunSeal) =>
  new Map(seal.files.map(({ path: at, bytes, size }) => [at, { bytes, size }]));

describe('the seal of a run', () => {
  it('comes back equal from its text, and its text does not depend on the order it was gathered in', () => {
    fc.assert(
      fc.property(seals, (seal) => {
        const text = runSealText(seal);
        expect(parseRunSeal(text)).toEqual({ ok: true, value: seal });
        const turned = { ...seal, cells: [...seal.cells].reverse(), files: [...seal.files].reverse() };
        expect(runSealText(turned)).toBe(text);
      }),
    );
  });

  it('finds no difference in what was sealed, with the seal beside it', () => {
    fc.assert(
      fc.property(seals, (seal) => {
        expect(compareSeal(seal, foundIn(seal).set(runSealName, fileOf('seal')))).toEqual([]);
      }),
    );
  });

  it('names every file that changed, went or came, and no other', () => {
    fc.assert(
      fc.property(seals, fc.nat(), (seal, at) => {
        const chosen = seal.files[at % Math.max(1, seal.files.length)];
        fc.pre(chosen !== undefined);
        if (chosen === undefined) return;
        const changed = foundIn(seal).set(chosen.path, {
          ...fileOf('something else entirely'),
          size: chosen.size,
        });
        expect(compareSeal(seal, changed)).toEqual([{ path: chosen.path, difference: 'modified' }]);
        const without = foundIn(seal);
        without.delete(chosen.path);
        const [gone, ...more] = compareSeal(seal, without);
        expect(more).toEqual([]);
        expect(gone?.path).toBe(chosen.path);
        expect(['missing', 'absent']).toContain(gone?.difference);
        const added = foundIn(seal).set('zz/new', fileOf('new'));
        expect(compareSeal(seal, added)).toEqual([{ path: 'zz/new', difference: 'unexpected' }]);
      }),
    );
  });

  const outputs: RunSeal = {
    schema_version: 1,
    run_id: 'run_0042_k3fa' as RunId,
    project_id: 'prj_abcdefghij2345672345' as ProjectId,
    cells: [{ n: 1, try: 1, state: 'Approved', decision: null, error: null }],
    files: ['run.json', 'stages/a/manifest.json', 'stages/a/out/000.png', 'stages/b/out/000.png'].map(
      (at) => ({
        path: at,
        bytes: digestOf(at),
        size: 1,
      }),
    ),
  };

  it('counts stage outputs as absent in a clone, which has none of them', () => {
    const clone = foundIn(outputs);
    for (const at of clone.keys()) if (at.includes('/out/')) clone.delete(at);
    expect(compareSeal(outputs, clone)).toEqual([
      { path: 'stages/a/out/000.png', difference: 'absent' },
      { path: 'stages/b/out/000.png', difference: 'absent' },
    ]);
  });

  it('misses an output where the others are there', () => {
    const some = foundIn(outputs);
    some.delete('stages/b/out/000.png');
    expect(compareSeal(outputs, some)).toEqual([{ path: 'stages/b/out/000.png', difference: 'missing' }]);
  });

  it.each([
    ['a path that leads out', (text: string) => text.replace('"run.json"', '"../run.json"')],
    ['files out of order', (text: string) => text.replace('"run.json"', '"z.json"')],
    ['a file twice', (text: string) => text.replace('"stages/a/manifest.json"', '"run.json"')],
    ['a seal of itself', (text: string) => text.replace('"run.json"', '"SEAL.json"')],
    ['a cell that is missing', (text: string) => text.replace('"n": 1', '"n": 2')],
    ['a failed cell that does not say why', (text: string) => text.replace('"Approved"', '"Failed"')],
    ['a state that is not final', (text: string) => text.replace('"Approved"', '"AwaitingReview"')],
    [
      'a field that nobody knows',
      (text: string) => text.replace('"schema_version"', '"sealed_by": 1, "schema_version"'),
    ],
    ['a later version', (text: string) => text.replace('"schema_version": 1', '"schema_version": 2')],
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
  ])('refuses %s', (_title, spoil) => {
    const text = runSealText(outputs);
    expect(parseRunSeal(text).ok).toBe(true);
    expect(spoil(text)).not.toBe(text);
    expect(parseRunSeal(spoil(text)).ok).toBe(false);
  });
});
