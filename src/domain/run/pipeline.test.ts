import { describe, expect, it } from 'vitest';
import type { BindingHash, RunId } from '../ids.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { pipelineOf, sameStageIn, stageFolder, type PipelineStage } from './pipeline.ts';
import { nextRunId } from './run-id.ts';

const recipe = {
  postprocess: [{ stage: 'palette', params: { strength: 1 } }],
  templates: { sketch: { isPaid: false }, paint: { isPaid: false }, dear: { isPaid: true } },
} as unknown as Recipe;
const named = (stages: readonly PipelineStage[]) =>
  stages.map((s) => `${s.place} ${s.phase} ${s.stage} ${s.backend}`);

describe('pipelineOf', () => {
  it('puts normalize last, after the post stages, and after the concept too', () => {
    const stages = pipelineOf(recipe, 'paint', 'sketch');
    expect(named(stages)).toEqual([
      '0 concept concept sketch',
      '1 concept normalize sketch',
      '2 final final paint',
      '3 final palette paint',
      '4 final normalize paint',
    ]);
    expect(pipelineOf(recipe, 'paint', null).map((s) => s.place)).toEqual([0, 1, 2]);
  });

  it('calls and decodes in two stages where a call costs money', () => {
    expect(named(pipelineOf(recipe, 'dear', 'dear'))).toEqual([
      '0 concept call dear',
      '1 concept decode dear',
      '2 concept normalize dear',
      '3 final call dear',
      '4 final decode dear',
      '5 final palette dear',
      '6 final normalize dear',
    ]);
  });

  it('gives each stage of each cell a folder of its own', () => {
    const hash = 'ab'.repeat(32) as BindingHash;
    const [first] = pipelineOf(recipe, 'paint', 'sketch');
    if (first === undefined) throw new Error('no stage');
    expect(stageFolder(hash, 7, first)).toBe('abababababababab.007.00-concept.sketch');
  });
});

describe('sameStageIn', () => {
  const post = (...stages: string[]) =>
    pipelineOf({ ...recipe, postprocess: stages.map((stage) => ({ stage, params: {} })) }, 'paint', 'sketch');

  it('finds the same stage where another was added before it', () => {
    const [old, now] = [post('palette'), post('cutout', 'palette')];
    const at = (stage: PipelineStage | undefined) => stage && sameStageIn(old, stage, now)?.place;
    expect(now.map(at)).toEqual([0, 1, 2, undefined, 3, 4]);
  });

  it('tells two of one name apart by their turn, and the two normalize by their phase', () => {
    const [old, now] = [post('palette', 'palette'), post('palette', 'cutout', 'palette', 'palette')];
    const at = (stage: PipelineStage) => sameStageIn(old, stage, now)?.place ?? null;
    expect(now.map(at)).toEqual([0, 1, 2, 3, null, 4, null, 5]);
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
