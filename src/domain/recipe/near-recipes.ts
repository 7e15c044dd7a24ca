import { nearest } from '../source/nearest.ts';

/**
 * The recipes that a wrong id may mean, best first: a typing error in the whole id, else parts of it alone, such as
 * `skald`, `character.skald` or an id without its version.
 *
 * @example nearRecipes('skald', ['iron.character.skald.v1']) // ['iron.character.skald.v1']
 */
export function nearRecipes(typed: string, ids: Iterable<string>): readonly string[] {
  const known = [...new Set(ids)].sort();
  const near = nearest(typed, known);
  if (near.length > 0) return near;
  const lower = typed.toLowerCase();
  const holding = known.filter((id) => `.${id}.`.includes(`.${lower}.`));
  if (holding.length > 0) return holding.slice(0, 3);
  const slugs = nearest(
    typed,
    known.map((id) => id.split('.')[2] ?? ''),
  );
  return known.filter((id) => slugs.includes(id.split('.')[2] ?? '')).slice(0, 3);
}
