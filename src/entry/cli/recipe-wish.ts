import type { RecipeWish } from '../../app/new-recipe.ts';
import { parseNewId } from '../../app/new-recipe.ts';
import type { Project } from '../../compose.ts';
import { splitRecipeId, type RecipeId } from '../../domain/ids.ts';
import { checkLevers } from '../../domain/recipe/check-levers.ts';
import { isKind, kindForm } from '../../domain/recipe/kinds.ts';
import { titleOf } from '../../domain/recipe/start-template.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { didYouMean } from '../../domain/source/nearest.ts';
import { firstUnprintable } from '../../domain/source/printable.ts';
import type { Backend } from '../../ports/backend.ts';
import { listOption, textOption, usage } from './options.ts';

/** What a command line says of a new recipe; `null` and empty where it says nothing. */
export interface WishFlags {
  readonly id: RecipeId | null;
  readonly kind: string | null;
  readonly title: string | null;
  readonly backends: readonly string[];
  readonly levers: ReadonlyMap<string, readonly string[]>;
  readonly isDraft: boolean;
  readonly palette: string | null;
  readonly fields: { readonly [field: string]: string };
}

type Backends = Project['registry']['backends'];

/** Reads the flags of `recipe new` and checks each on its own. */
export function readWish(
  operands: readonly string[],
  options: { readonly [name: string]: unknown },
  backends: Backends,
): Result<WishFlags> {
  const lists = { lever: listOption(options['lever']), field: listOption(options['field']) };
  const odd = [...lists.lever, ...lists.field].find((word) => !word.includes('='));
  if (odd !== undefined) return fail(usage(`"${odd}" has no "=": write name=text, such as hair=red,black.`));
  const [typed] = operands;
  const id = typed === undefined ? null : parseNewId(typed);
  if (typed !== undefined && id === null)
    return fail(
      usage(`"${typed}" is not a recipe id: <age>.<kind>.<slug> in a-z 0-9 _ -, such as iron.object.banner.`),
    );

  const levers = new Map<string, readonly string[]>();
  for (const word of lists.lever) {
    const at = word.indexOf('=');
    const name = word.slice(0, at).replaceAll('-', '_');
    const values = splitValues(word.slice(at + 1));
    if (levers.has(name)) return fail(usage(`The lever ${name} is given twice.`));
    const why = leverFault(name, values);
    if (why !== null) return fail(usage(why));
    levers.set(name, values);
  }
  const fields = Object.fromEntries(
    lists.field.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  );
  const named = (textOption(options['backend']) ?? '').split(',').filter((name) => name !== '');
  for (const name of named) {
    const why = backendFault(name, backends);
    if (why !== null) return fail(usage(why));
  }
  const [kind, title] = [textOption(options['kind']), textOption(options['title'])];
  const why =
    (kind === null ? null : kindFault(kind, id)) ?? (title === null ? null : titleFault(title)) ?? null;
  if (why !== null) return fail(usage(why));
  return ok({
    id,
    kind,
    title,
    backends: [...new Set(named)],
    levers,
    isDraft: options['draft'] !== false,
    palette: textOption(options['palette']),
    fields,
  });
}

/** The wish with what can be presumed: `usage` names what must be said. */
export function completeWish(flags: WishFlags, backends: Backends): Result<RecipeWish> {
  const { id } = flags;
  if (id === null)
    return fail(usage('Which recipe? Name it: <age>.<kind>.<slug>, such as iron.object.banner.'));
  const fitting = drawnKinds(backends, id);
  const kind = flags.kind ?? presumedKind(fitting, id);
  if (kind === null) {
    const own = splitRecipeId(id).kind;
    return fail(
      fitting.length === 0
        ? usage(`Which kind? No backend draws ${own} by itself.`, `Pass --kind, ${kindForm}.`)
        : usage(`Which kind of ${own}? Several can be drawn.`, `Pass --kind: ${fitting.join(', ')}.`),
    );
  }
  const chosen = flags.backends.length > 0 ? flags.backends : backendsFor(kind, backends).slice(0, 1);
  const [backend] = chosen;
  if (backend === undefined) {
    const names = [...backends.keys()].join(', ');
    const near = didYouMean(kind, drawnKinds(backends));
    const what = `Which backend? None draws ${kind} by itself.`;
    return fail(
      usage(
        what,
        near === undefined
          ? `Pass --backend: ${names}.`
          : `As to the kind, ${near} Or pass --backend: ${names}.`,
      ),
    );
  }
  const own = vocabularyOf(chosen, kind, backends);
  if (flags.levers.size === 0 && own === null)
    return fail(usage(`Which levers? ${chosen.join(' and ')} takes any.`, 'Pass --lever name=a,b,c.'));
  for (const [name, values] of flags.levers) {
    const why = drawnFault(name, values, own);
    if (why !== null) return fail(usage(`${backend}: ${why}`));
  }
  return ok({
    recipeId: id,
    kind,
    title: flags.title ?? titleOf(splitRecipeId(id).slug),
    backends: chosen,
    levers: flags.levers.size > 0 ? Object.fromEntries(flags.levers) : (own ?? {}),
    isDraft: flags.isDraft,
    palette: flags.palette,
    fields: flags.fields,
  });
}

/** Backends that draw a kind by themselves. */
export const backendsFor = (kind: string, backends: Backends): readonly string[] =>
  [...backends.values()]
    .filter(({ vocabulary }) => Object.hasOwn(vocabulary ?? {}, kind))
    .map(({ name }) => name);

/** Kinds that some backend draws by itself; those that an id fits, where one is given. */
export function drawnKinds(backends: Backends, id: RecipeId | null = null): readonly string[] {
  const kinds = new Set([...backends.values()].flatMap(({ vocabulary }) => Object.keys(vocabulary ?? {})));
  const own = id === null ? null : splitRecipeId(id).kind;
  return [...kinds].filter((kind) => own === null || kind.split('.')[0] === own);
}

/** The kind that an id means among those that fit it: the one it is called after, or the only one. */
export function presumedKind(fitting: readonly string[], id: RecipeId): string | null {
  const { kind, slug } = splitRecipeId(id);
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  return fitting.find((one) => one === `${kind}.${slug}`) ?? null;
}

/** Levers with the values that can be drawn; `null` where any will do. */
export function vocabularyOf(
  names: readonly string[],
  kind: string,
  backends: Backends,
): { readonly [lever: string]: readonly string[] } | null {
  const found = names
    .map((name) => backends.get(name))
    .find((one?: Backend) => one?.vocabulary !== undefined);
  return found?.vocabulary?.[kind] ?? null;
}

export const splitValues = (text: string): readonly string[] => [
  ...new Set(text.split(',').map((value) => value.trim())),
];

export const segmentFault = (text: string): string | null =>
  /^[a-z0-9_-]{1,40}$/.test(text) ? null : 'Small letters, digits, _ and - only, 40 at most.';

export function kindFault(kind: string, id: RecipeId | null): string | null {
  if (!isKind(kind)) return `"${kind}" is not a kind: ${kindForm}.`;
  const own = id === null ? null : splitRecipeId(id).kind;
  return own === null || kind.split('.')[0] === own ? null : `The id says ${own}, the kind ${kind}.`;
}

export function titleFault(title: string): string | null {
  if (title === '' || title.length > 120) return 'A title has 1 to 120 characters.';
  return firstUnprintable(title) === null ? null : 'A control or invisible character cannot be in a title.';
}

export function backendFault(name: string, backends: Backends): string | null {
  if (backends.has(name)) return null;
  const near = didYouMean(name, backends.keys());
  return `"${name}" is not a backend: ${near ?? `there are ${[...backends.keys()].join(', ')}`}.`;
}

/** Why a lever cannot be; in the words of the recipe's own check. */
export function leverFault(name: string, values: readonly string[]): string | null {
  const { faults } = checkLevers({
    type: 'object',
    additionalProperties: false,
    required: [name],
    properties: { [name]: { enum: values } },
  });
  const [first] = faults;
  if (first === undefined) return null;
  return first.hint === undefined ? first.message : `${first.message} (${first.hint})`;
}

/** Why a backend cannot draw a lever's values; `null` when it can, or takes any. */
export function drawnFault(
  name: string,
  values: readonly string[],
  own: { readonly [lever: string]: readonly string[] } | null,
): string | null {
  if (own === null) return null;
  const drawn = Object.hasOwn(own, name) ? own[name] : undefined;
  const ending = (word: string, words: readonly string[]): string =>
    didYouMean(word, words) ?? `there are ${words.join(', ')}.`;
  if (drawn === undefined) return `It draws no lever "${name}": ${ending(name, Object.keys(own))}`;
  const odd = values.find((value) => !drawn.includes(value));
  return odd === undefined ? null : `It does not draw ${name} "${odd}": ${ending(odd, drawn)}`;
}
