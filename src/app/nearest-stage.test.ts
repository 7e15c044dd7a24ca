import { describe, expect, it } from 'vitest';
import type { BindingHash, RecipeId, RunId } from '../domain/ids.ts';
import { ok } from '../domain/result.ts';
import type { Ingredients } from '../domain/run/fingerprint.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { StageManifest } from '../domain/run/stage-manifest.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import { earlierRuns, newestFirst } from './nearest-stage.ts';
import { stageLedger, type StageView } from './stage-ledger.ts';

const final: PipelineStage = { place: 0, stage: 'final', phase: 'final', backend: 'paint', params: {} };
const cellOf = (n: number, binding: Record<string, string>, seed = 1): RunCell => ({
  n,
  binding,
  binding_hash: Object.values(binding).reverse().join('-').padEnd(64, '0') as BindingHash,
  backend: 'paint',
  concept_backend: null,
  child_index: seed - 1,
  seed,
});
const ingredientsOf = ({ binding, seed }: RunCell, steps = 30): Ingredients => ({
  stage: 'final',
  version: 1,
  backend: 'paint',
  params: { binding, seed, locked: { steps } },
  inputs: [],
  environment: {},
  outputs: ['*.png'],
});

interface FakeRun {
  readonly n: number;
  readonly recipe?: string;
  readonly cells: readonly RunCell[];
  readonly steps?: number;
}

/** Runs as their folders would give them, and which manifests were read. */
function folders(all: readonly FakeRun[]) {
  const reads: string[] = [];
  const idOf = ({ n }: FakeRun): RunId => `run_${String(n).padStart(4, '0')}_aaaa` as RunId;
  const find = (run: RunId): FakeRun => all.find((one) => idOf(one) === run) as FakeRun;
  const runs = {
    list: () => Promise.resolve(ok(all.map(idOf))),
    read: (run: RunId) => {
      const { n, recipe = 'iron.object.statue.v1', cells } = find(run);
      const record = {
        run_id: run,
        created_at: new Date(n * 1000).toISOString(),
        recipe: { recipe_id: recipe },
        files: [],
        cells,
        pipelines: { paint: [final] },
      } as unknown as RunRecord;
      return Promise.resolve(ok({ record }));
    },
    readStage: (run: RunId, folder: string) => {
      reads.push(`${run}/${folder}`);
      const { cells, steps } = find(run);
      const cell = cells.find((one) => stageFolder(one.binding_hash, one.child_index, final) === folder);
      return Promise.resolve(
        ok(cell === undefined ? null : ({ ingredients: ingredientsOf(cell, steps) } as StageManifest)),
      );
    },
  } as unknown as RunFolders;
  return { runs, reads };
}

const viewOf = (cell: RunCell): StageView => ({
  cell,
  stage: final,
  ingredients: ingredientsOf(cell),
  files: [],
  pipeline: [final],
  at: () => Promise.resolve(null),
});

async function nearest(all: readonly FakeRun[], wanted: RunCell, before: number | null = null) {
  const { runs, reads } = folders(all);
  const at =
    before === null ? null : { run_id: '' as RunId, created_at: new Date(before * 1000).toISOString() };
  const earlier = await earlierRuns(runs, stageLedger(runs), 'iron.object.statue.v3' as RecipeId, at);
  if (!earlier.ok) throw new Error('the runs cannot be listed');
  const found = await earlier.value.nearest(viewOf(wanted));
  const said = typeof found === 'string' ? found : `${Number(found.run.slice(4, -5))}/${found.cell}`;
  return { said, reads };
}

describe('the nearest stage of earlier runs', () => {
  const wanted = cellOf(1, { hair: 'red', mood: 'calm' });
  const near = cellOf(1, { hair: 'black', mood: 'calm' });
  const far = cellOf(1, { hair: 'black', mood: 'grim' });

  it('has most fields equal, whenever it was made', async () => {
    expect(
      (
        await nearest(
          [
            { n: 1, cells: [near] },
            { n: 2, cells: [far] },
          ],
          wanted,
        )
      ).said,
    ).toBe('1/1');
    expect((await nearest([{ n: 1, cells: [far, { ...near, n: 2 }] }], wanted)).said).toBe('1/2');
  });

  it('is the newest of equals, by number and not by letters', async () => {
    expect(
      (
        await nearest(
          [9, 10, 8].map((n) => ({ n, cells: [far] })),
          wanted,
        )
      ).said,
    ).toBe('10/1');
    expect(newestFirst(['run_10000_aaaa', 'run_9999_aaaa'] as RunId[])[0]).toBe('run_10000_aaaa');
  });

  it('is of the same recipe in any version, as long as there is one', async () => {
    const other = { n: 2, recipe: 'iron.object.bench.v3', cells: [near] };
    expect((await nearest([{ n: 1, cells: [far] }, other], wanted)).said).toBe('1/1');
    expect((await nearest([other], wanted)).said).toBe('2/1');
  });

  it('is never of a later run', async () => {
    expect((await nearest([{ n: 5, cells: [near] }], wanted, 5)).said).toBe('none');
    expect((await nearest([{ n: 4, cells: [near] }], wanted, 5)).said).toBe('4/1');
  });

  it('is found by few reads, in many runs of many cells', async () => {
    const crowd = Array.from({ length: 300 }, (_, i) => cellOf(i + 1, { hair: `h${i}`, mood: 'grim' }));
    const all = Array.from({ length: 300 }, (_, n) => ({ n: n + 1, cells: crowd, steps: 20 }));
    expect((await nearest(all, wanted)).reads.length).toBeLessThanOrEqual(40);
    const same = await nearest([...all, { n: 301, cells: [...crowd, { ...near, n: 301 }] }], wanted);
    expect(same.said).toBe('301/301');
    expect(same.reads).toHaveLength(1);
  });
});
