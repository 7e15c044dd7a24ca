/** Bytes that the store has lost: where they come back from, what is made again, and what is not. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstPath, poolPlace, sideRecordPath } from '../../src/domain/candidate/paths.ts';
import { sideRecordText } from '../../src/domain/candidate/side-record.ts';
import { spritesDigest } from '../../src/domain/candidate/sprite.ts';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun, planStages } from '../../src/app/plan-run.ts';
import type { Project } from '../../src/compose.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import type { BindingChildren } from '../../src/domain/recipe/children.ts';
import type { StageManifest } from '../../src/domain/run/stage-manifest.ts';
import { blank } from '../../src/pixels/rgba.ts';
import { carryOut, failed, makeRun, outcomesOf } from '../rig/cells.ts';
import { must } from '../rig/database.ts';
import { admitAsa, decideConcept, lose } from '../rig/lost-bytes.ts';
import {
  openProject,
  removeProject,
  sampleProject,
  skald,
  skaldBinding,
  statue,
  statueBinding,
  withProcedural,
} from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

let root: string;
let project: Project;
/** As another process sees it: nothing is remembered. */
const reopened = (): Project => openProject(root, project.projectId);
beforeEach(async () => {
  root = await sampleProject();
  project = openProject(root, newProjectId());
});
afterEach(() => removeProject(root));

const statues = [{ binding: statueBinding, children: [0] }];
const skalds = [{ binding: skaldBinding, children: [0] }];
const bytesOf = (manifest: StageManifest | undefined): Digest[] =>
  (manifest?.outputs ?? []).map(({ bytes }) => bytes);
const store = '.art/store/cas';

/** A statue that is done, and what each of its stages gave. */
async function doneStatue() {
  const run = await makeRun(project, statue, statues);
  const { manifests } = must(await carryOut(project, run));
  return { run, manifests, final: bytesOf(manifests[0]) };
}
const again = async (of = reopened()) => carryOut(of, await makeRun(of, statue, statues));

async function planned(wanted: readonly BindingChildren[] = statues, recipe = statue): Promise<string[]> {
  const of = reopened();
  const loaded = must(await loadRecipe(of, recipe));
  const rows = must(await planStages(of, loaded, outlineRun(loaded, wanted, of.sha256)));
  return rows.map(({ stage, action, reasons }) => [stage, action, ...reasons].join(' '));
}

describe('bytes that the store has lost', () => {
  for (const how of ['gone', 'truncated'] as const) {
    test(`come back from the run that made them: ${how}`, async () => {
      const { run, final } = await doneStatue();
      expect(await lose(project, store, final, how)).toBe(2);
      expect(await planned()).toEqual([
        'final restore same-fingerprint restored',
        // All three have the same sprite table.
        'palette restore same-fingerprint restored',
        'normalize restore same-fingerprint restored',
      ]);
      const done = must(await again());
      expect(outcomesOf(done)[0]).toBe('final reused same-fingerprint restored');
      expect(done.told.map(({ event, fields }) => [event, fields['from']])).toEqual(
        ['000.png', '000.json'].map((name) => [
          'output-restored',
          expect.stringMatching(new RegExp(`^runs/${run}/stages/.*/out/${name}$`)),
        ]),
      );
      // And the plan that was shown is true again.
      expect((await planned())[0]).toBe('final reuse same-fingerprint');
    });
  }

  test('come back from a run that reused them, where the one that made them has none either', async () => {
    const { run, final } = await doneStatue();
    must(await again());
    await lose(project, store, final);
    await lose(project, `runs/${run}`, final);
    expect(outcomesOf(must(await again()))[0]).toBe('final reused same-fingerprint restored');
  });

  test('come back from the art pool: a picture by its file, a sprite table by the side record', async () => {
    const { manifests } = await doneStatue();
    const last = manifests.at(-1);
    const kept = must(await project.blobs.read(last?.outputs[0]?.bytes as Digest));
    const sprites = must(await project.blobs.read(last?.outputs[1]?.bytes as Digest));
    await rm(join(root, 'art_pool'), { recursive: true, force: true });
    await poolPicture(last as StageManifest, kept, JSON.parse(Buffer.from(sprites).toString()));
    await lose(project, store, bytesOf(last));
    await lose(project, 'runs', bytesOf(last));
    const done = must(await again());
    // What the palette stage gave is normalized already: the same bytes.
    expect(outcomesOf(done)).toContain('palette reused same-fingerprint restored');
    expect(done.told.map(({ fields }) => String(fields['from']).split('/')[0])).toContain('art_pool');
  });

  test('are made again where nobody has them, nobody approved them and they cost nothing', async () => {
    const { final } = await doneStatue();
    await lose(project, store, final, 'truncated');
    await lose(project, 'runs', final);
    expect((await planned())[0]).toBe('final execute output-corrupt');
    const done = must(await again());
    expect(outcomesOf(done)[0]).toBe('final executed output-corrupt');
    expect(done.told[0]).toMatchObject({ event: 'stage-made-again', fields: { why: 'output-corrupt' } });
    expect(bytesOf(done.manifests[0])).toEqual(final);
  });

  test('are found without the action cache, in the run that has them', async () => {
    const { manifests } = await doneStatue();
    await rm(join(root, '.art/store/actions'), { recursive: true });
    const done = must(await again());
    expect(outcomesOf(done)).toEqual(manifests.map(({ stage }) => `${stage} reused same-fingerprint`));
    expect(done.manifests.map(bytesOf)).toEqual(manifests.map(bytesOf));
    // Nor are they without any run: then it is made again, and is the same.
    await rm(join(root, 'runs'), { recursive: true });
    const anew = must(await again());
    expect(outcomesOf(anew)).toEqual(manifests.map(({ stage }) => `${stage} executed never-run`));
    expect(anew.manifests.map(bytesOf)).toEqual(manifests.map(bytesOf));
  });

  test('are put back for a committed stage, whose record stands as it is', async () => {
    const { run, manifests, final } = await doneStatue();
    await lose(project, store, final);
    const after = must(await carryOut(reopened(), run));
    expect(after.manifests).toEqual(manifests);
    expect(after.told.map(({ event }) => event)).toEqual(['output-restored', 'output-restored']);
    // Gone everywhere: made again, and found to be the same.
    await lose(project, store, final);
    await lose(project, 'runs', final);
    const made = must(await carryOut(reopened(), run));
    expect(made.manifests).toEqual(manifests);
    expect(made.told.map(({ event }) => event)).toEqual(['stage-made-again']);
  });

  test('are a failure for a committed stage that gives other bytes now', async () => {
    const { run, final } = await doneStatue();
    await lose(project, store, final);
    await lose(project, 'runs', final);
    const other = withProcedural(reopened(), () => ({
      runner: {
        environment: () => Promise.resolve({ ok: true, value: {} }),
        generate: () =>
          Promise.resolve({
            ok: true,
            value: {
              pictures: [{ picture: blank(4, 4), sprites: [], raw: null }],
              model: null,
              prompt: null,
            },
          }),
      },
    }));
    expect(failed(await carryOut(other, run))).toMatchObject({
      kind: 'stage-not-repeatable',
      run,
      stage: 'final',
    });
  });
});

describe('an approved picture that the store has lost', () => {
  /** A skald whose concept Asa approved. What the backend draws is normalized already: the same bytes. */
  async function approvedConcept(): Promise<{ run: RunId; concept: Digest[] }> {
    await admitAsa(project);
    const run = await makeRun(project, skald, skalds);
    const { manifests } = must(await carryOut(project, run));
    const concept = bytesOf(
      manifests.find(({ stage, phase }) => stage === 'normalize' && phase === 'concept'),
    );
    await decideConcept(project, run, concept[0] as Digest);
    return { run, concept };
  }
  const next = async () => {
    const of = reopened();
    return carryOut(of, await makeRun(of, skald, skalds));
  };

  test('comes back from a run folder', async () => {
    const { concept } = await approvedConcept();
    await lose(project, store, concept, 'truncated');
    expect(outcomesOf(must(await next()))[0]).toBe('concept reused same-fingerprint restored');
  });

  test('is never made again silently: gone everywhere, it is approved-bytes-missing, and the plan says so', async () => {
    const { run, concept } = await approvedConcept();
    await lose(project, store, concept, 'truncated');
    await lose(project, 'runs', concept);
    await lose(project, 'art_pool', concept);
    const lost = { kind: 'approved-bytes-missing', digest: concept[0] };
    expect(failed(await next())).toMatchObject(lost);
    // Nor in the run that has it, where it feeds the final picture.
    expect(failed(await carryOut(reopened(), run))).toMatchObject({ ...lost, run });
    expect((await planned(skalds, skald))[0]).toBe('concept refuse approved-bytes-missing');
  });

  test('is not made again because the action cache was deleted as well', async () => {
    const { concept } = await approvedConcept();
    await lose(project, store, concept);
    await lose(project, 'runs', concept);
    await rm(join(root, '.art/store/actions'), { recursive: true });
    expect(failed(await next())).toMatchObject({ kind: 'approved-bytes-missing', digest: concept[0] });
    expect((await planned(skalds, skald))[0]).toBe('concept refuse approved-bytes-missing');
  });

  test('is made again once the approval was taken back', async () => {
    const { run, concept } = await approvedConcept();
    await lose(project, store, concept);
    await lose(project, 'runs', concept);
    const [bytes] = concept;
    await decideConcept(project, run, bytes as Digest, { verdict: 'withdraw', reason: 'gone' });
    expect(outcomesOf(must(await next()))[0]).toBe('concept executed output-missing');
  });
});

async function poolPicture(manifest: StageManifest, bytes: Uint8Array, sprites: unknown): Promise<void> {
  const { record } = must(await project.runs.read(manifest.run_id));
  const [cell] = record.cells;
  const [picture] = manifest.outputs;
  if (cell === undefined || picture === undefined) throw new Error('no picture');
  const path = firstPath(
    'candidates',
    poolPlace(record.recipe.recipe_id, cell.binding_hash, cell.backend),
    0,
  );
  must(await project.files.publish(path, bytes));
  const side = {
    schema_version: 1,
    recipe_id: record.recipe.recipe_id,
    recipe_digest: record.recipe.digest,
    binding: cell.binding,
    binding_hash: cell.binding_hash,
    kind: record.recipe.kind,
    backend: cell.backend,
    child_index: 0,
    seed: cell.seed,
    phase: 'final',
    bytes: picture.bytes,
    pixels: picture.pixels as Digest,
    width: picture.width ?? 0,
    height: picture.height ?? 0,
    sprites: sprites as never,
    sprites_digest: spritesDigest(sprites as never, project.sha256),
    prompt: null,
    model: null,
    run_id: record.run_id,
    stages: [],
    raw: null,
    ai: 'none',
  } as const;
  must(await project.files.publish(sideRecordPath(path), sideRecordText(side)));
}
