import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asDigest, type RecipeId, type RunId, type Sha256 } from '../domain/ids.ts';
import { fanOut } from '../domain/recipe/fan-out.ts';
import type { WantedChildren } from '../domain/recipe/children.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { chooseSweep } from '../domain/recipe/sweep.ts';
import { ok } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import { chooseChildren } from './choose-children.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));
const recipeOf = (id: string): Recipe =>
  ({
    recipe_id: id as RecipeId,
    levers: { hair: ['red', 'black'], mood: ['stoic', 'grim'] },
    locked: { seed_production: 7 },
    templates: {
      one: { phase: 'final', isPaid: false, fields: {} },
      two: { phase: 'final', isPaid: false, fields: {} },
    },
  }) as unknown as Recipe;

/** Run folders in memory. */
function history() {
  const records: RunRecord[] = [];
  const runs: Pick<RunFolders, 'list' | 'read'> = {
    list: () => Promise.resolve(ok(records.map((_, i) => String(i) as RunId))),
    read: (run) => Promise.resolve(ok({ record: records[Number(run)] as RunRecord, digest: sha256('') })),
  };
  return {
    deps: { runs, sha256 },
    add: (recipe: Recipe, wanted: Parameters<typeof fanOut>[1]) => {
      const cells = fanOut(recipe, wanted, sha256).map((cell) => ({
        binding_hash: cell.bindingHash,
        child_index: cell.childIndex,
      }));
      records.push({ recipe: { recipe_id: recipe.recipe_id }, cells } as unknown as RunRecord);
    },
  };
}

const request = fc.record({
  recipe: fc.constantFrom('iron.object.a.v1', 'iron.object.b.v1'),
  hair: fc.constantFrom('red', 'black', '*'),
  mood: fc.constantFrom('stoic', 'grim', '*'),
  wanted: fc.oneof(
    fc.record({ kind: fc.constant('more' as const), count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      kind: fc.constant('these' as const),
      children: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 }),
    }),
  ),
});

it('gives, for more, the lowest children that no run of this recipe and binding has used', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 20 }), async (requests) => {
      const runs = history();
      const used = new Map<string, Set<number>>();
      for (const { recipe: id, hair, mood, wanted } of requests) {
        const recipe = recipeOf(id);
        const sweep = chooseSweep(recipe, [
          { name: 'hair', text: hair },
          { name: 'mood', text: mood },
        ]);
        if (!sweep.ok) throw new Error(sweep.failure.kind);
        const chosen = await chooseChildren(runs.deps, recipe, sweep.value, wanted as WantedChildren);
        if (!chosen.ok) throw new Error(chosen.failure.kind);
        expect(chosen.value).toHaveLength(sweep.value.bindings);
        for (const { binding, children } of chosen.value) {
          const key = `${id} ${JSON.stringify(binding)}`;
          const before = used.get(key) ?? new Set<number>();
          if (wanted.kind === 'more') {
            const free = Array.from({ length: 1000 }, (_, child) => child).filter(
              (child) => !before.has(child),
            );
            expect(children).toEqual(free.slice(0, wanted.count));
          } else expect(children).toEqual(wanted.children);
          used.set(key, new Set([...before, ...children]));
        }
        runs.add(recipe, chosen.value);
      }
    }),
    { numRuns: 50 },
  );
});

it('reads no run for children that are named, and makes no binding of a run that is too large', async () => {
  const runs = {
    list: () => Promise.reject(new Error('read')),
    read: () => Promise.reject(new Error('read')),
  };
  const many = Array.from({ length: 1000 }, (_, i) => `v${i}`);
  const recipe = { ...recipeOf('iron.object.a.v1'), levers: { a: many, b: many, c: many, d: many } };
  const values = Object.fromEntries(['a', 'b', 'c', 'd'].map((lever) => [lever, many]));
  const huge = { values, bindings: 1e12 };
  const refused = await chooseChildren({ runs, sha256 }, recipe, huge, { kind: 'more', count: 1 });
  expect(refused.ok ? null : refused.failure).toMatchObject({ kind: 'run-too-large', jobs: 2e12 });
  const small = { values: { a: ['v1'], b: ['v2'], c: ['v3'], d: ['v4'] }, bindings: 1 };
  const chosen = await chooseChildren({ runs, sha256 }, recipe, small, { kind: 'these', children: [5] });
  expect(chosen).toMatchObject({ ok: true, value: [{ children: [5] }] });
});
