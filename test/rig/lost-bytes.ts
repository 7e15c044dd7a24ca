import { chmod, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { addReviewer } from '../../src/app/add-reviewer.ts';
import type { Project } from '../../src/compose.ts';
import type { DecisionDraft, DecisionFile } from '../../src/domain/gate/decision.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import { must } from './database.ts';
import { decide, signerOf, someTime } from './gate.ts';

/** Makes Asa the root reviewer of a project. */
export async function admitAsa(project: Project): Promise<void> {
  const { publicKey } = signerOf('Asa');
  must(
    await addReviewer({
      ...project.decisions,
      publicKey,
      name: 'Asa',
      signer: signerOf('Asa'),
      addedAt: someTime,
    }),
  );
}

/** Asa approves, or withdraws, a concept of some bytes. */
export async function decideConcept(
  project: Project,
  run: RunId,
  bytes: Digest,
  change: Pick<Partial<DecisionDraft>, 'verdict' | 'reason' | 'supersedes'> = {},
): Promise<DecisionFile> {
  const { recipe } = must(await project.runs.read(run)).record;
  const decision = decide('Asa', {
    project_id: project.projectId,
    gate: 'concept',
    recipe_id: recipe.recipe_id,
    recipe_digest: recipe.digest,
    kind: recipe.kind,
    bytes,
    sprites: null,
    ...change,
  });
  must(await project.decisions.decisions.write(decision));
  return decision;
}

async function filesUnder(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Removes every copy of a stage's bytes under a folder of the project, or cuts it in half. */
export async function lose(
  project: Project,
  folder: string,
  digests: readonly Digest[],
  how: 'gone' | 'truncated' = 'gone',
): Promise<number> {
  let lost = 0;
  for (const path of await filesUnder(join(project.files.root, folder))) {
    const bytes = must(await project.files.read(path.slice(project.files.root.length + 1)));
    if (bytes === null || !digests.includes(project.sha256(bytes))) continue;
    lost += 1;
    if (how === 'gone') await rm(path);
    else {
      await chmod(path, 0o644);
      await truncate(path, bytes.length >> 1);
    }
  }
  return lost;
}
