import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { altered, fresh, project, recipePath, rig, writeRecipe } from '../bad-input.ts';
import type { Failing, Rows } from '../contract-row.ts';
import { skald, statue } from '../rig.ts';

let made = 0;

/** A recipe of its own for a run that uses it up; `true` locks it. */
async function newRecipe(isLocked: boolean): Promise<string> {
  made += 1;
  const id = `iron.object.row${made}.v1`;
  writeRecipe(id, (recipe) => (isLocked ? recipe : { ...recipe, draft: true }));
  if (isLocked) await rig.data(project, 'recipe', 'lock', id);
  return id;
}

const edit = (id: string): (() => void) =>
  altered(recipePath(id), (text) => text.replace(/"title": "[^"]*"/, '"title": "Edited"'));

/** A text that is no recipe, in a file of that name. */
const broken = (words: () => readonly string[]): Failing => ({
  alter: () => altered(recipePath(fresh), () => '{,}\n'),
  words,
});

/** The skald's lock is there, its bytes are nowhere: neither in the store nor in a run folder. */
const withoutBytes = (): (() => void) => {
  const back = edit(skald);
  const hidden = ['.art/store/cas', 'runs'].filter((path) => existsSync(join(project, path)));
  for (const path of hidden) renameSync(join(project, path), join(project, `${path}.away`));
  return () => {
    for (const path of hidden) {
      rmSync(join(project, path), { recursive: true, force: true });
      renameSync(join(project, `${path}.away`), join(project, path));
    }
    back();
  };
};

const missing = { words: () => ['iron.object.none.v1'] };
const near = [() => ['iron.object.statu.v1'], /iron\.object\.statue\.v1/] as const;
const atTerminal = 'It is an answer at a terminal: test/e2e/recipe-terminal.test.ts types it.';
const asked = { declined: atTerminal, interrupted: atTerminal };
const changed = {
  'recipe-changed':
    'It takes an editor that saves between two reads: test/integration/recipe-edits.test.ts has one.',
};

export const recipeRows: Rows = {
  recipes: { ends: () => [], isListing: true },
  'recipe show': {
    ends: () => [statue, '--material', 'bronze'],
    isListing: true,
    nears: [near, [() => [statue, '--materail', 'ice'], /Did you mean --material/]],
    fails: {
      'recipe-not-found': missing,
      'recipe-invalid': broken(() => [fresh]),
      'unknown-lever': { words: () => [statue, '--beard', 'long'] },
      'lever-value-outside-enum': { words: () => [statue, '--material', 'gold'] },
      'levers-invalid': { words: () => [statue, '--material', 'gold', '--beard', 'long'] },
    },
  },
  'recipe new': {
    isWriter: true,
    ends: () => [`iron.object.new${(made += 1)}`, '--kind', 'object.statue'],
    nears: [
      [
        () => ['iron.object.x', '--kind', 'object.statue', '--lever', 'materail=ice'],
        /did you mean "material"/,
      ],
    ],
    unprovoked: { interrupted: atTerminal },
    fails: {
      'recipe-exists': { words: () => [statue] },
      'recipe-invalid': {
        words: () => ['iron.object.x', '--kind', 'object.statue', '--palette', 'content/palettes/none.hex'],
      },
      'recipe-not-found': { words: () => ['iron.object.x', '--from', 'iron.object.none.v1'] },
    },
  },
  'recipe diff': {
    ends: () => [statue, skald],
    isListing: true,
    nears: [near],
    fails: {
      'recipe-not-found': missing,
      'run-not-found': { words: () => [statue, '99'] },
      'run-ambiguous': { words: () => [statue, '1'] },
      'locked-text-missing': { alter: withoutBytes, words: () => [skald], isAlone: true },
    },
  },
  'recipe lock': {
    isWriter: true,
    ends: async () => [await newRecipe(false)],
    nears: [near],
    unprovoked: changed,
    fails: {
      'recipe-not-found': missing,
      'recipe-invalid': broken(() => [fresh]),
      'recipe-drift': { alter: () => edit(skald), words: () => [skald] },
    },
  },
  'recipe bump': {
    isWriter: true,
    ends: async () => [await newRecipe(true)],
    nears: [near],
    unprovoked: { ...changed, ...asked },
    fails: {
      'recipe-not-found': missing,
      'recipe-exists': {
        alter: () => altered(recipePath('iron.object.statue.v2'), () => '{}'),
        words: () => [statue],
      },
      'recipe-invalid': broken(() => [fresh]),
      'locked-text-missing': { alter: withoutBytes, words: () => [skald], isAlone: true },
      'needs-terminal': { alter: () => edit(skald), words: () => [skald] },
    },
  },
  'recipe restore': {
    isWriter: true,
    ends: async () => {
      const id = await newRecipe(true);
      edit(id);
      return [id, '--yes'];
    },
    nears: [near],
    unprovoked: { ...changed, ...asked },
    fails: {
      'recipe-not-found': missing,
      'recipe-not-locked': { words: () => ['iron.character.jarl.v1'] },
      'locked-text-missing': { alter: withoutBytes, words: () => [skald, '--yes'], isAlone: true },
      'needs-terminal': { alter: () => edit(skald), words: () => [skald] },
    },
  },
  coverage: {
    ends: () => [statue],
    isListing: true,
    nears: [
      near,
      [() => [statue, '--materail', 'ice'], /Did you mean --material/],
      [() => [statue, '--rows', 'materail'], /Did you mean "material"/],
    ],
    fails: {
      'recipe-not-found': missing,
      'recipe-invalid': broken(() => [fresh]),
      'recipe-drift': { alter: () => edit(skald), words: () => [skald] },
      'unknown-lever': { words: () => [statue, '--beard', 'long'] },
      'lever-value-outside-enum': { words: () => [statue, '--material', 'gold'] },
      'levers-invalid': { words: () => [statue, '--material', 'gold', '--beard', 'long'] },
      'coverage-incomplete': { words: () => [statue, '--require', 'approved'] },
    },
  },
};
