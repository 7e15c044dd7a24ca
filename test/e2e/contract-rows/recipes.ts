import { altered, fresh, freshRecipe, project, recipePath, rig } from '../bad-input.ts';
import { withFile, type Failing, type Rows } from '../contract-row.ts';
import { readJson, skald, statue, write } from '../rig.ts';

const none = 'iron.object.none.v1';
const notFound: Failing = { words: () => [none] };
const near = [() => ['iron.object.statu.v1'], /iron\.object\.statue\.v1/] as const;
const broken = withFile(
  () => recipePath(fresh),
  () => '{,}\n',
  () => [fresh],
);
const drifted = withFile(
  () => recipePath(skald),
  (text) => text.replace('7301', '7302'),
  () => [skald],
);

let made = 0;
/** A recipe of its own, locked. */
async function locked(): Promise<string> {
  const slug = `iron.object.made${(made += 1)}`;
  await rig.data(project, 'recipe', 'new', slug, '--lever', 'material=stone,ice', '--no-draft');
  await rig.data(project, 'recipe', 'lock', `${slug}.v1`);
  return `${slug}.v1`;
}

/** The same, with an edit. */
async function edited(): Promise<string> {
  const id = await locked();
  write(
    project,
    recipePath(id),
    `${JSON.stringify({ ...readJson<object>(project, recipePath(id)), title: 'Other' }, null, 2)}\n`,
  );
  return id;
}

/** The newest of two versions is there already. */
const secondVersion = (): (() => void) =>
  altered(recipePath('iron.object.statue.v2'), () =>
    JSON.stringify({ ...readJson<object>(project, recipePath(statue)), recipe_id: 'iron.object.statue.v2' }),
  );

export const recipeRows: Rows = {
  recipes: { ends: () => [], isListing: true },
  'recipe show': {
    ends: () => [statue],
    isListing: true,
    nears: [near],
    fails: {
      'recipe-not-found': notFound,
      'recipe-invalid': broken,
      'unknown-lever': { words: () => [statue, '--beard', 'long'] },
      'lever-value-outside-enum': { words: () => [statue, '--material', 'gold'] },
      'levers-invalid': { words: () => [statue, '--material', 'gold', '--beard', 'long'] },
    },
  },
  'recipe new': {
    isWriter: true,
    ends: () => [`iron.object.new${(made += 1)}`, '--lever', 'material=stone,ice'],
    unprovoked: { interrupted: 'It is met while somebody is asked at a terminal.' },
    fails: {
      'recipe-exists': { words: () => ['iron.object.statue'] },
      'recipe-invalid': { words: () => ['iron.object.odd', '--lever', 'verbose=yes,no'] },
      'recipe-not-found': { words: () => ['iron.object.odd', '--from', none] },
    },
  },
  'recipe diff': {
    ends: () => [statue],
    nears: [near],
    fails: {
      'recipe-not-found': notFound,
      'run-not-found': { words: () => [statue, '99'] },
      'run-ambiguous': { words: () => [skald, '1'] },
    },
  },
  'recipe lock': {
    ends: () => [statue],
    nears: [near],
    fails: { 'recipe-not-found': notFound, 'recipe-invalid': broken, 'recipe-drift': drifted },
  },
  'recipe bump': {
    isWriter: true,
    ends: async () => [await locked()],
    nears: [near],
    fails: {
      'recipe-not-found': notFound,
      'recipe-exists': { alter: secondVersion, words: () => [statue] },
      'recipe-invalid': broken,
      'needs-terminal': { ...drifted },
    },
  },
  'recipe restore': {
    isWriter: true,
    ends: async () => [await edited(), '--yes'],
    nears: [near],
    fails: {
      'recipe-not-found': notFound,
      'recipe-not-locked': {
        alter: freshRecipe((recipe) => ({ ...recipe, draft: true })),
        words: () => [fresh],
      },
      'needs-terminal': drifted,
    },
  },
  coverage: {
    ends: () => [statue],
    isListing: true,
    nears: [near],
    fails: {
      'recipe-not-found': notFound,
      'recipe-invalid': broken,
      'recipe-drift': drifted,
      'unknown-lever': { words: () => [statue, '--beard', 'long'] },
      'lever-value-outside-enum': { words: () => [statue, '--material', 'gold'] },
      'levers-invalid': { words: () => [statue, '--material', 'gold', '--beard', 'long'] },
      'coverage-incomplete': { words: () => [statue, '--require', 'promoted'] },
    },
  },
};
