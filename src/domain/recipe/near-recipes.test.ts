import { expect, it } from 'vitest';
import { nearRecipes } from './near-recipes.ts';

const ids = ['iron.character.skald.v1', 'iron.character.skald.v2', 'iron.object.statue.v1'];

it.each([
  ['iron.object.statu.v1', ['iron.object.statue.v1']],
  ['skald', ['iron.character.skald.v1', 'iron.character.skald.v2']],
  ['Statue', ['iron.object.statue.v1']],
  ['sakld', ['iron.character.skald.v1', 'iron.character.skald.v2']],
  ['object.statue', ['iron.object.statue.v1']],
  ['iron.object.statue', ['iron.object.statue.v1']],
  ['xyzzy', []],
  ['', []],
])('%j may mean %j', (typed, meant) => {
  expect(nearRecipes(typed, ids)).toEqual(meant);
});
