import { describe, expect, it } from 'vitest';
import type { BindingHash, RunId } from '../ids.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { pipelineOf, stageFolder } from './pipeline.ts';
import { nextRunId } from './run-id.ts';

const recipe = { postprocess: [{ stage: 'palette', params: { strength: 1 } }] } as unknown as Recipe;

describe('pipelineOf', () => {
  it('puts normalize last, after the post stages, and after the concept too', () => {
    const stages = pipelineOf(recipe, 'paint', 'sketch');
    expect(stages.map((s) => `${s.place} ${s.phase} ${s.stage} ${s.backend}`)).toEqual([
      '0 concept concept sketch',
      '1 concept normalize sketch',
      '2 final final paint',
      '3 final palette paint',
      '4 final normalize paint',
    ]);
    expect(pipelineOf(recipe, 'paint', null).map((s) => s.place)).toEqual([0, 1, 2]);
  });

  it('gives each stage of each cell a folder of its own', () => {
    const hash = 'ab'.repeat(32) as BindingHash;
    const [first] = pipelineOf(recipe, 'paint', 'sketch');
    if (first === undefined) throw new Error('no stage');
    expect(stageFolder(hash, 7, first)).toBe('abababababababab.007.00-concept.sketch');
  });
});

describe('nextRunId', () => {
  it('is one above the highest number there, whatever else lies in the folder', () => {
    const names = ['run_0003_abcd', 'run_0041_zzzz', '.tmp-run_0099_abcd', 'notes', 'run_9_abcd'];
    expect(nextRunId(names, new Uint8Array(4))).toBe('run_0042_aaaa' as RunId);
    expect(nextRunId([], new Uint8Array(4))).toBe('run_0001_aaaa');
    expect(nextRunId(['run_9999_abcd'], new Uint8Array([1, 2, 3, 4]))).toMatch(/^run_10000_[a-z2-7]{4}$/);
  });
});
