import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobStates } from '../job/transition.ts';
import {
  bindingAt,
  blocksOf,
  cellsOf,
  countBelow,
  coverageLevels,
  coverageOf,
  coverageOfJob,
  coverageStates,
  furthest,
  placeOf,
  rankOf,
  statesBelow,
  type CoverageFact,
} from './coverage.ts';
import { bindingsOf } from './lever-space.ts';

const levers = { armor: ['plate', 'robe'], hair: ['red', 'black', 'white'] };
const space = [...bindingsOf(levers)];
const fact = fc.record({
  binding: fc.constantFrom(...space, { armor: 'plate', hair: 'green' }, { armor: 'plate' }),
  backend: fc.constantFrom('procedural', 'comfyui'),
  state: fc.constantFrom(...coverageStates),
  jobs: fc.integer({ min: 0, max: 3 }),
});

describe('a place in the lever product', () => {
  it('is the place in which bindings are counted up', () => {
    space.forEach((binding, index) => {
      expect(placeOf(levers, binding)).toBe(index);
      expect(bindingAt(levers, index)).toEqual(binding);
      expect(Object.keys(bindingAt(levers, index))).toEqual(Object.keys(binding));
    });
    expect([placeOf({}, {}), bindingAt({}, 0)]).toEqual([0, {}]);
  });

  it('is none for what is not in the product', () => {
    for (const binding of [{ armor: 'plate' }, { armor: 'plate', hair: 'x' }, { ...space[0], more: 'x' }])
      expect(placeOf(levers, binding as Record<string, string>)).toBeNull();
  });
});

describe('coverage', () => {
  it('tells every job state, and an approval that was withdrawn as rejected', () => {
    expect(jobStates.map((state) => coverageOfJob(state, false))).toEqual([
      'queued',
      'queued',
      'concept',
      'queued',
      'queued',
      'review',
      'approved',
      'rejected',
      'failed',
    ]);
    expect(coverageOfJob('Approved', true)).toBe('rejected');
  });

  it('equals what a walk over every binding and every fact gives', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 30 }), (facts: CoverageFact[]) => {
        const coverage = coverageOf(levers, facts);
        const slow = space.map((binding) => {
          const own = facts.filter((one) => JSON.stringify(one.binding) === JSON.stringify(binding));
          return { binding, state: furthest(own.map(({ state }) => state)) };
        });
        const cells = [...cellsOf(coverage)];
        expect(cells.map(({ binding, state }) => ({ binding, state }))).toEqual(slow);
        for (const state of coverageStates) {
          const meant = slow.filter((one) => one.state === state);
          expect(coverage.totals[state]).toBe(meant.length);
          expect([...cellsOf(coverage, new Set([state]))].map(({ binding }) => binding)).toEqual(
            meant.map(({ binding }) => binding),
          );
        }
        for (const level of coverageLevels) {
          const below = slow.filter(({ state }) => rankOf(state) < rankOf(level)).length;
          expect(countBelow(coverage, level)).toBe(below);
          expect([...cellsOf(coverage, statesBelow(level))]).toHaveLength(below);
        }
      }),
    );
  });

  it('goes on at a place with what comes after it', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 10 }), fc.nat({ max: 6 }), (facts, from) => {
        const coverage = coverageOf(levers, facts);
        for (const states of [null, new Set(['review', 'failed'] as const), new Set(['missing'] as const)])
          expect([...cellsOf(coverage, states, from)]).toEqual(
            [...cellsOf(coverage, states)].filter(({ index }) => index >= from),
          );
      }),
    );
  });

  it('shows every cell once in the matrices, whichever levers span them', () => {
    const three = { ...levers, mood: ['grim', 'calm'] };
    const coverage = coverageOf(three, []);
    for (const [rows, columns] of [
      ['armor', 'hair'],
      ['hair', null],
      [null, 'mood'],
      [null, null],
    ] as const) {
      const places = [...blocksOf(coverage, rows, columns)].flatMap((block) =>
        [...block.rows()].flatMap((row) => row.cells.map(({ index }) => index)),
      );
      expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    }
  });

  it('costs what is known and not what could be: a product of a billion', () => {
    const values = Array.from({ length: 1000 }, (_, i) => `v${i}`);
    const wide = { a: values, b: values, c: values };
    const known: CoverageFact = {
      binding: { a: 'v999', b: 'v999', c: 'v999' },
      backend: 'procedural',
      state: 'review',
      jobs: 1,
    };
    const coverage = coverageOf(wide, [known]);
    expect(coverage.totals).toMatchObject({ review: 1, missing: 999_999_999 });
    expect([...cellsOf(coverage, new Set(['review']))].map(({ index }) => index)).toEqual([999_999_999]);
    expect(cellsOf(coverage, new Set(['missing'])).next().value).toMatchObject({ index: 0 });
  });
});
