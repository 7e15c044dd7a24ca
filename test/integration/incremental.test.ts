/** The law of incremental runs: whatever is edited, exactly what it affects executes, and the result is that of a run from scratch. */
import { mkdtemp, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun, planStages } from '../../src/app/plan-run.ts';
import type { Project } from '../../src/compose.ts';
import { carryOut, makeRun } from '../rig/cells.ts';
import {
  anyHistory,
  expectedStages,
  filesOf,
  recipeId,
  registryOf,
  type World,
} from '../rig/changing-world.ts';
import { must } from '../rig/database.ts';
import { openProject } from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

const projectId = newProjectId();
const newFolder = () => mkdtemp(join(realpathSync(tmpdir()), 'art-world-'));

/** A project as it is in a world: its files written, its plugins of that world. */
async function projectIn(root: string, world: World): Promise<Project> {
  const plain = openProject(root, projectId);
  for (const [path, text] of Object.entries(filesOf(world))) must(await plain.files.replace(path, text));
  return { ...plain, registry: registryOf(world) };
}

const wantedOf = ({ hair }: World) => [{ binding: { hair }, children: [0] }];

async function planned(project: Project, world: World) {
  const loaded = must(await loadRecipe(project, recipeId));
  return must(await planStages(project, loaded, outlineRun(loaded, wantedOf(world), project.sha256)));
}

async function executed(project: Project, world: World) {
  return must(await carryOut(project, await makeRun(project, recipeId, wantedOf(world))));
}

/** Does all of a history in one project, and each of its worlds in one of its own as well. */
async function obeys(history: readonly World[]): Promise<void> {
  const root = await newFolder();
  const seen = new Set<string>();
  let isPublished: string | null = null;
  try {
    for (const world of history) {
      const project = await projectIn(root, world);
      const expected = expectedStages(world, project.sha256);
      // A plan knows what workers last found, so one of them looks first; else it says that it does not know.
      if (isPublished !== String(world.torch)) {
        const runner = project.registry.backends.get('paint')?.runner;
        if (runner === undefined) throw new Error('no runner');
        const environment = must(await runner.environment());
        for (const backend of ['sketch', 'paint'])
          must(
            await project.environments.publish({
              backend,
              environment,
              publishedAt: '2025-06-01T10:00:00.000Z',
              worker: 'w',
            }),
          );
        isPublished = String(world.torch);
      }
      const rows = await planned(project, world);
      const firstNew = expected.findIndex(({ key }) => !seen.has(key));
      const actions = expected.map((_, i) =>
        firstNew < 0 || i < firstNew ? 'reuse' : i === firstNew ? 'execute' : 'unknown',
      );
      expect(rows.map(({ stage, action }) => `${stage} ${action}`)).toEqual(
        expected.map(({ stage }, i) => `${stage} ${actions[i]}`),
      );

      const incremental = await executed(project, world);
      const outcomes = expected.map(({ stage, key }) => {
        const kind = seen.has(key) ? 'reused' : 'executed';
        seen.add(key);
        return `${stage} ${kind}`;
      });
      expect(incremental.manifests.map(({ stage, outcome }) => `${stage} ${outcome.kind}`)).toEqual(outcomes);
      expect(incremental.manifests.map(({ outputs }) => outputs[0]?.pixels)).toEqual(
        expected.map(({ pixels }) => pixels),
      );

      const fresh = await newFolder();
      try {
        const scratch = await executed(await projectIn(fresh, world), world);
        const bare = ({ manifests }: typeof scratch) =>
          manifests.map(({ fingerprint, ingredients, outputs }) => ({ fingerprint, ingredients, outputs }));
        expect(bare(incremental)).toEqual(bare(scratch));
        expect(incremental.pictures).toEqual(scratch.pictures);
        // What a plan knows of a fingerprint is what the run then has.
        for (const [i, row] of rows.entries())
          if (row.fingerprint !== null) expect(row.fingerprint).toBe(scratch.manifests[i]?.fingerprint);
      } finally {
        await rm(fresh, { recursive: true, force: true });
      }
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

test('whatever is edited, exactly the affected stages execute, and the bytes are those of a run from scratch', async () => {
  await fc.assert(fc.asyncProperty(anyHistory, obeys), { numRuns: 15 });
}, 240_000);
