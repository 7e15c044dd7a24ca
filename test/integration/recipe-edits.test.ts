/** Locking, bumping and restoring on a real folder: every byte, crashes between writes, two at once, lost stores. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bumpRecipe, planBump } from '../../src/app/bump-recipe.ts';
import { compareRecipe } from '../../src/app/compare-recipe.ts';
import { inspectRecipe } from '../../src/app/inspect-recipe.ts';
import { listRecipes } from '../../src/app/list-recipes.ts';
import { loadRecipe, writeLock } from '../../src/app/load-recipe.ts';
import { lockRecipe, planLock } from '../../src/app/lock-recipe.ts';
import { copyRecipe, writeNewRecipe } from '../../src/app/new-recipe.ts';
import { planRestore, restore } from '../../src/app/restore-recipe.ts';
import type { Project } from '../../src/compose.ts';
import { failure, tell } from '../../src/domain/failure.ts';
import type { RecipeId } from '../../src/domain/ids.ts';
import { fail, type Result } from '../../src/domain/result.ts';
import { must } from '../rig/database.ts';
import { openProject, removeProject, sampleProject, skald, statue } from '../rig/project.ts';
import { newProjectId, runRecord } from '../rig/saga.ts';

let root: string;
let project: Project;
beforeEach(async () => {
  root = await sampleProject();
  project = openProject(root, newProjectId());
});
afterEach(() => removeProject(root));

const next = 'iron.object.statue.v2';
const palette = 'content/palettes/skerry.hex';
const recipeFile = (id: string): string => `content/recipes/${id}.json`;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const kindOf = (result: Result<unknown>): string | null => (result.ok ? null : result.failure.kind);

/** Locks the statue as its first use would. */
const lockStatue = async (): Promise<void> =>
  must(await writeLock(project, must(await loadRecipe(project, statue))));
const editStatue = (): void => write(recipeFile(statue), read(recipeFile(statue)).replace('1066', '1067'));
const stateOfAll = async (): Promise<Record<string, string>> =>
  Object.fromEntries(must(await listRecipes(project)).map(({ name, state }) => [name, state]));

/** The project with files whose `replace` fails from the n-th on, as if the process had been killed there. */
function dyingAt(n: number): Project {
  let left = n;
  return {
    ...project,
    files: {
      ...project.files,
      replace: (path, bytes) => {
        left -= 1;
        if (left < 0) return Promise.resolve(fail(failure('disk-full', { path })));
        return project.files.replace(path, bytes);
      },
    },
  };
}

/** Leaves a run folder of the statue as it is now, as `generate` does. */
async function leaveRun(): Promise<void> {
  const { text, digest, files } = must(await inspectRecipe(project, statue));
  const record = runRecord(project.projectId, {
    recipe: { recipe_id: statue as RecipeId, digest, kind: 'object.statue', is_draft: false, text },
    files: files.map((file) => ({
      path: file.path,
      digest: file.digest,
      size: file.bytes.length,
      text: file.text,
    })),
  });
  must(await project.runs.create(record, new Map()));
}

describe('lock', () => {
  it('takes "draft" out, keeps every other byte, and knows the bytes afterwards', async () => {
    const before = read(recipeFile(statue));
    // Spaces, line ends and escapes of a person's own.
    const odd = before.replace('"kind"', '"draft"  :true,\r\n\t"kind"').replace('Statue', 'St\\u0061tue');
    write(recipeFile(statue), odd);
    must(await lockRecipe(project, must(await planLock(project, statue))));
    expect(read(recipeFile(statue))).toBe(odd.replace('\n  "draft"  :true,', ''));
    expect(await stateOfAll()).toMatchObject({ [statue]: 'locked', [skald]: 'unlocked' });
    expect(must(await planLock(project, statue)).isLocked).toBe(true);
  });

  it('killed before the lock is written, leaves a recipe that is no draft, and is done again', async () => {
    write(recipeFile(statue), read(recipeFile(statue)).replace('"kind"', '"draft": true, "kind"'));
    const plan = must(await planLock(project, statue));
    const publish = (path: string): Promise<Result<void>> =>
      Promise.resolve(fail(failure('disk-full', { path })));
    const dying = { ...project, files: { ...project.files, publish } };
    expect(kindOf(await lockRecipe(dying, plan))).toBe('disk-full');
    expect(await stateOfAll()).toMatchObject({ [statue]: 'unlocked' });
    must(await lockRecipe(project, must(await planLock(project, statue))));
    expect(await stateOfAll()).toMatchObject({ [statue]: 'locked' });
  });

  it('leaves what an editor saved meanwhile: recipe-changed', async () => {
    write(recipeFile(statue), read(recipeFile(statue)).replace('"kind"', '"draft": true, "kind"'));
    const plan = must(await planLock(project, statue));
    editStatue();
    const saved = read(recipeFile(statue));
    expect(kindOf(await lockRecipe(project, plan))).toBe('recipe-changed');
    expect(read(recipeFile(statue))).toBe(saved);
  });

  it('is not opened by making the recipe a draft', async () => {
    await lockStatue();
    write(
      recipeFile(statue),
      read(recipeFile(statue)).replace('"kind"', '"draft": true, "kind"').replace('1066', '7'),
    );
    for (const refused of [await loadRecipe(project, statue), await planLock(project, statue)])
      expect(kindOf(refused)).toBe('recipe-drift');
    expect(await stateOfAll()).toMatchObject({ [statue]: 'edited' });
  });
});

describe('restore', () => {
  it('brings back the recipe and its files byte for byte, and keeps what it replaced', async () => {
    await lockStatue();
    const [before, colours] = [read(recipeFile(statue)), read(palette)];
    editStatue();
    write(palette, `${colours}ff00ff\n`);
    const [edited, more] = [read(recipeFile(statue)), read(palette)];
    const folder = must(await restore(project, must(await planRestore(project, statue))));
    expect([read(recipeFile(statue)), read(palette)]).toEqual([before, colours]);
    expect([read(`${folder}/${recipeFile(statue)}`), read(`${folder}/${palette}`)]).toEqual([edited, more]);
    expect(must(await planRestore(project, statue)).files).toEqual([]);
  });

  it('brings back a recipe whose file is gone, or is past reading', async () => {
    await lockStatue();
    const before = read(recipeFile(statue));
    rmSync(join(root, recipeFile(statue)));
    expect(await stateOfAll()).toMatchObject({ [statue]: 'edited' });
    must(await restore(project, must(await planRestore(project, statue))));
    expect(read(recipeFile(statue))).toBe(before);
    writeFileSync(join(root, recipeFile(statue)), new Uint8Array([0xff, 0xfe, 0x00]));
    expect(await stateOfAll()).toMatchObject({ [statue]: 'invalid', [skald]: 'unlocked' });
    must(await restore(project, must(await planRestore(project, statue))));
    expect(read(recipeFile(statue))).toBe(before);
  });

  it('finds the bytes in a run folder where the store lost or damaged them', async () => {
    await leaveRun();
    await lockStatue();
    const [before, colours] = [read(recipeFile(statue)), read(palette)];
    for (const spoil of [
      (path: string) => rmSync(path),
      (path: string) => {
        rmSync(path);
        writeFileSync(path, 'damaged');
      },
    ]) {
      editStatue();
      write(palette, 'ff00ff\n');
      const cas = join(root, '.art/store/cas/sha256');
      for (const name of readdirSync(cas, { recursive: true, encoding: 'utf8' }))
        if (name.includes('/')) spoil(join(cas, name));
      must(await restore(project, must(await planRestore(project, statue))));
      expect([read(recipeFile(statue)), read(palette)]).toEqual([before, colours]);
    }
  });

  it('changes nothing where the bytes are nowhere: locked-text-missing, which names git', async () => {
    await lockStatue();
    editStatue();
    write(palette, 'ff00ff\n');
    rmSync(join(root, '.art'), { recursive: true });
    const edited = read(recipeFile(statue));
    const refused = await planRestore(project, statue);
    expect(kindOf(refused)).toBe('locked-text-missing');
    if (!refused.ok)
      expect(tell(refused.failure).next).toContain(`git checkout -- ${recipeFile(statue)} ${palette}`);
    expect([read(recipeFile(statue)), read(palette)]).toEqual([edited, 'ff00ff\n']);
  });

  it('leaves what an editor saved after it was shown: recipe-changed', async () => {
    await lockStatue();
    editStatue();
    const plan = must(await planRestore(project, statue));
    write(recipeFile(statue), 'something else');
    expect(kindOf(await restore(project, plan))).toBe('recipe-changed');
    expect(read(recipeFile(statue))).toBe('something else');
  });

  it('killed between two files, is told as edited still, and finishes when it is done again', async () => {
    await lockStatue();
    const colours = read(palette);
    editStatue();
    write(palette, 'ff00ff\n');
    expect(kindOf(await restore(dyingAt(1), must(await planRestore(project, statue))))).toBe('disk-full');
    expect(read(palette)).toBe(colours);
    expect(await stateOfAll()).toMatchObject({ [statue]: 'edited' });
    must(await restore(project, must(await planRestore(project, statue))));
    expect(await stateOfAll()).toMatchObject({ [statue]: 'locked' });
  });

  it('says which other recipe was locked with the bytes that go', async () => {
    await lockStatue();
    write(palette, 'ff00ff\n');
    write(
      recipeFile('iron.object.other.v1'),
      read(recipeFile(statue)).replace(statue, 'iron.object.other.v1'),
    );
    must(await lockRecipe(project, must(await planLock(project, 'iron.object.other.v1'))));
    expect(must(await planRestore(project, statue)).endangered).toEqual([
      { recipeId: 'iron.object.other.v1', path: palette },
    ]);
  });
});

describe('bump', () => {
  const plan = async (fromEdit: boolean) => must(await planBump(project, statue, { fromEdit }));

  it('makes the next version of the edit, every other byte equal, and puts the old one back', async () => {
    await lockStatue();
    const before = read(recipeFile(statue));
    editStatue();
    const edited = read(recipeFile(statue));
    must(await bumpRecipe(project, await plan(true)));
    expect(read(recipeFile(next))).toBe(edited.replace(statue, next));
    expect(read(recipeFile(statue))).toBe(before);
    expect(await stateOfAll()).toMatchObject({ [statue]: 'locked', [next]: 'unlocked' });
    expect(must(await compareRecipe(project, next)).against).toEqual({ by: 'recipe', name: statue });
  });

  it('makes it of what was locked without --from-edit', async () => {
    await lockStatue();
    const before = read(recipeFile(statue));
    editStatue();
    const bump = await plan(false);
    expect(bump.losesEdit).toBe(true);
    must(await bumpRecipe(project, bump));
    expect([read(recipeFile(statue)), read(recipeFile(next))]).toEqual([
      before,
      before.replace(statue, next),
    ]);
  });

  it('gives the new version a copy of a file that was edited, since both name it', async () => {
    await lockStatue();
    const colours = read(palette);
    write(palette, 'ff00ff\n');
    must(await bumpRecipe(project, await plan(true)));
    expect([read(palette), read('content/palettes/skerry-v2.hex')]).toEqual([colours, 'ff00ff\n']);
    expect(must(await loadRecipe(project, next)).recipe.locked['palette']).toBe(
      'content/palettes/skerry-v2.hex',
    );
    expect(await stateOfAll()).toMatchObject({ [statue]: 'locked', [next]: 'unlocked' });
  });

  it('never takes a name for the copy that has other bytes', async () => {
    await lockStatue();
    write('content/palettes/skerry-v2.hex', '00ff00\n');
    write(palette, 'ff00ff\n');
    const [copy] = (await plan(true)).copies;
    expect(copy?.to).toMatch(/^content\/palettes\/skerry-v2-[0-9a-f]{8}\.hex$/);
    must(await bumpRecipe(project, await plan(true)));
    expect(read('content/palettes/skerry-v2.hex')).toBe('00ff00\n');
  });

  it('makes a draft only of a text that is one', async () => {
    expect((await plan(false)).recipe.isDraft).toBe(false);
    write(recipeFile(statue), read(recipeFile(statue)).replace('"kind"', '"draft": true, "kind"'));
    expect((await plan(false)).recipe.isDraft).toBe(true);
  });

  it('killed between its two writes, loses no edit, and is finished by doing it again', async () => {
    await lockStatue();
    const before = read(recipeFile(statue));
    editStatue();
    const edited = read(recipeFile(statue));
    expect(kindOf(await bumpRecipe(dyingAt(0), await plan(true)))).toBe('disk-full');
    expect([read(recipeFile(statue)), read(recipeFile(next))]).toEqual([
      edited,
      edited.replace(statue, next),
    ]);
    must(await bumpRecipe(project, await plan(true)));
    expect([read(recipeFile(statue)), read(recipeFile(next))]).toEqual([
      before,
      edited.replace(statue, next),
    ]);
    // Now it is done: once more would be another version.
    const again = await planBump(project, statue, { fromEdit: true });
    expect(again.ok ? null : again.failure).toMatchObject({ kind: 'recipe-exists', newest: next });
  });

  it('at once with another of the same edit, makes one version and restores once', async () => {
    await lockStatue();
    const before = read(recipeFile(statue));
    editStatue();
    const edited = read(recipeFile(statue));
    const plans = await Promise.all([plan(true), plan(true), plan(true)]);
    const done = await Promise.all(plans.map((one) => bumpRecipe(project, one)));
    expect(done.map(kindOf)).toEqual([null, null, null]);
    expect([read(recipeFile(statue)), read(recipeFile(next))]).toEqual([
      before,
      edited.replace(statue, next),
    ]);
  });

  it('at once with one of what was locked, lets one of the two have the name', async () => {
    await lockStatue();
    const before = read(recipeFile(statue));
    editStatue();
    const edited = read(recipeFile(statue));
    const plans = [await plan(true), await plan(false)];
    const done = await Promise.all(plans.map((one) => bumpRecipe(project, one)));
    const kinds = done.map(kindOf);
    expect([...kinds].sort()).toEqual([null, 'recipe-exists'].sort());
    const winner = kinds[0] === null ? edited : before;
    expect([read(recipeFile(statue)), read(recipeFile(next))]).toEqual([
      before,
      winner.replace(statue, next),
    ]);
  });

  it('refuses a version that is there, or was locked once', async () => {
    await lockStatue();
    must(await bumpRecipe(project, await plan(false)));
    expect(kindOf(await planBump(project, statue, { fromEdit: false }))).toBe('recipe-exists');
    must(await lockRecipe(project, must(await planLock(project, next))));
    rmSync(join(root, recipeFile(next)));
    expect(kindOf(await planBump(project, statue, { fromEdit: false }))).toBe('recipe-exists');
  });

  it('refuses an edit with faults, and writes nothing', async () => {
    await lockStatue();
    write(recipeFile(statue), read(recipeFile(statue)).replace('"bronze"', '"bronce"'));
    expect(kindOf(await planBump(project, statue, { fromEdit: true }))).toBe('recipe-invalid');
    expect(existsSync(join(root, recipeFile(next)))).toBe(false);
  });
});

describe('a new recipe', () => {
  const copyTo = async (id: string) =>
    must(await copyRecipe(project, { recipeId: id as RecipeId, from: statue, title: 'Mine', isDraft: true }));

  it('made from another one differs in what was said alone', async () => {
    const { text } = await copyTo('iron.object.mine.v1');
    const expected = read(recipeFile(statue))
      .replace(statue, 'iron.object.mine.v1')
      .replace('"Statue of an ancestor"', '"Mine",\n  "draft": true');
    expect(text).toBe(expected);
  });

  it('made twice at once is made once, and never over another', async () => {
    const mine = await copyTo('iron.object.mine.v1');
    const other = { ...mine, text: mine.text.replace('Mine', 'Yours') };
    const done = await Promise.all([writeNewRecipe(project, mine), writeNewRecipe(project, other)]);
    expect(done.map(kindOf).sort()).toEqual([null, 'recipe-exists'].sort());
    const winner = done[0].ok ? mine : other;
    expect(read(recipeFile('iron.object.mine.v1'))).toBe(winner.text);
    expect(kindOf(await writeNewRecipe(project, mine))).toBe('recipe-exists');
  });
});
