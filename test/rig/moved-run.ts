/** A sealed run of statues without a database, and what an archive of it is exported from. */
import { projectFolders } from '../../src/adapters/files/project-folders.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportRun } from '../../src/app/export-run.ts';
import { importRun, type ImportOutcome } from '../../src/app/import-run.ts';
import { readRunRecipe } from '../../src/app/read-run-recipe.ts';
import { storeArt } from '../../src/app/store-art.ts';
import { runStages } from '../../src/app/run-stages.ts';
import type { Project } from '../../src/compose.ts';
import { composeMoving } from '../../src/compose-moving.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { runSealName, type RunSeal } from '../../src/domain/run/seal.ts';
import { carryOut, freeRight, makeRun } from './cells.ts';
import { must } from './database.ts';
import { statue, statueBinding } from './project.ts';

/** An open run of as many statues, its candidates in the art pool. */
export async function madeRun(project: Project, children: readonly number[] = [0, 1]): Promise<RunId> {
  const run = await makeRun(project, statue, [{ binding: statueBinding, children }]);
  must(await carryOut(project, run));
  await poolOf(project, run);
  return run;
}

/** Puts the candidates of a run into the art pool, as a worker does at the review gate. */
async function poolOf(project: Project, run: RunId): Promise<void> {
  const { record } = must(await project.runs.read(run));
  const recipe = must(readRunRecipe(record, project.registry));
  const mute = () => undefined;
  const deps = { ...project, workerId: 'w', log: { info: mute, warn: mute, error: mute } };
  for (const cell of record.cells) {
    const texts = new Map(record.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
    const digests = new Map(record.files.map((f) => [f.path, f.digest] as const));
    const stages = record.pipelines[cell.backend] ?? [];
    const context = { recipe, cell, texts, digests };
    const done = must(await runStages(deps, freeRight, record, context, stages, null, { aborted: false }));
    if ('kind' in done) throw new Error(done.kind);
    for (const piece of done.pieces)
      must(
        await storeArt(project, {
          record,
          cell,
          pool: 'candidates',
          backend: cell.backend,
          piece,
          stages: done.stages,
          prompt: null,
          model: done.model,
          ai: 'none',
        }),
      );
  }
}

/** Seals a run as if each of its cells had failed: that needs no decision. */
export async function sealFailed(project: Project, run: RunId): Promise<void> {
  const folders = projectFolders(project.files.root);
  const files: RunSeal['files'][number][] = [];
  for (const path of must(await folders.tree(`runs/${run}`))) {
    if (path === runSealName) continue;
    const bytes = must(await project.files.read(`runs/${run}/${path}`)) ?? new Uint8Array();
    files.push({ path, bytes: project.sha256(bytes), size: bytes.length });
  }
  const { record } = must(await project.runs.read(run));
  must(
    await project.runs.writeSeal({
      schema_version: 1,
      run_id: run,
      project_id: project.projectId,
      cells: record.cells.map(({ n }) => ({
        n,
        try: 1,
        state: 'Failed',
        decision: null,
        error: 'cancelled',
      })),
      files,
    }),
  );
}

export async function sealedRun(project: Project, children?: readonly number[]): Promise<RunId> {
  const run = await madeRun(project, children);
  await sealFailed(project, run);
  return run;
}

/** Exports into the project's folder's sibling name; gives the archive's bytes. */
export async function exported(project: Project, run: RunId, path: string): Promise<Buffer> {
  must(await exportRun(composeMoving(project), run, path));
  return readFile(path);
}

export const imported = (
  project: Project,
  archive: string,
  how: { readonly trusts?: boolean; readonly isDryRun?: boolean } = {},
): Promise<Result<ImportOutcome>> =>
  importRun(composeMoving(project), { archive, trusts: false, isDryRun: false, actor: 'tester', ...how });

/** Every output of a run, by its place. */
export async function outputsOf(project: Project, run: RunId): Promise<ReadonlyMap<string, Digest>> {
  const found = new Map<string, Digest>();
  for (const folder of must(await project.runs.stageFolders(run)))
    for (const { name, bytes } of must(await project.runs.readStage(run, folder))?.outputs ?? [])
      found.set(join('runs', run, 'stages', folder, 'out', name), bytes);
  return found;
}
