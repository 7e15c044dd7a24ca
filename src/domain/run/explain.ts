import type { Json } from '../canonical-json.ts';
import type { Digest } from '../ids.ts';
import { isObject } from '../json-object.ts';
import { printable } from '../source/printable.ts';
import { compareIngredients, type IngredientDifference } from './compare-ingredients.ts';
import type { Ingredients, InputIngredient } from './fingerprint.ts';
import { changedLines, type ChangedLines, type FilesByDigest } from './changed-lines.ts';
import { fileDigest } from './value-text.ts';

/** What kind of thing changed; in the order in which changes are told, what people change themselves first. */
export const changeKinds = ['value', 'file', 'input', 'version', 'environment', 'other'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One field in which the ingredients of two stages differ, in people's words. */
export interface NamedChange {
  readonly kind: ChangeKind;
  /** The stage whose ingredient it is. */
  readonly stage: string;
  /** Where people find it: `levers.hair`, `locked_fields.steps`, `environment.torch`, `input concept`. Printable. */
  readonly field: string;
  /** `undefined`: not there. Of an input how many pictures it had, where that changed. */
  readonly from: Json | undefined;
  readonly to: Json | undefined;
  /** It follows from another change that is named: a prompt in which a lever's value stands. */
  readonly isConsequence: boolean;
  /** Of a file whose texts are known: the lines that changed. */
  readonly lines: ChangedLines | null;
  /** Of an input: the name that it is read under; `null` for the pieces of the stage before, and for all else. */
  readonly source: string | null;
  /** Of an input: why the stage that gave it gave something else; empty if nobody can tell, `null` if nobody looked. */
  readonly because: readonly NamedChange[] | null;
}

/** What ingredients do not say themselves. */
export interface ExplainContext {
  /** Files of the two runs by digest of content, for the lines that changed. */
  readonly files?: { readonly from: FilesByDigest; readonly to: FilesByDigest };
  /** Name of the stage whose pieces a post stage works on. */
  readonly stageBefore?: string;
}

/**
 * What differs between two stages' ingredients, each field named once; empty exactly when their fingerprints are
 * equal. Takes whatever a stored document may hold.
 */
export function explainChanges(
  from: Ingredients,
  to: Ingredients,
  context: ExplainContext = {},
): readonly NamedChange[] {
  const differences = compareIngredients(from, to);
  const values = differences.filter(({ path }) => path[0] !== 'inputs');
  const named = values.map((one) => nameOne(ofNamedFile(one, from, to), to, context));
  const inputs = values.length === differences.length ? [] : inputChanges(from, to, context);
  const all = [...markConsequences(named), ...inputs];
  return changeKinds.flatMap((kind) => all.filter((change) => change.kind === kind));
}

/** How far apart two stages are: fields that differ, without those that follow from others. */
export const changeCount = (changes: readonly NamedChange[]): number =>
  changes.filter(({ isConsequence }) => !isConsequence).length;

/** Two digests of a file are a difference of the field that names the file. */
function ofNamedFile(one: IngredientDifference, from: Ingredients, to: Ingredients): IngredientDifference {
  const { path } = one;
  if (path.at(-1) !== 'file') return one;
  const holder = path.slice(0, -1);
  const [before, after] = [valueAt(from, holder), valueAt(to, holder)];
  const isFile = fileDigest(before) !== null && fileDigest(after) !== null;
  return isFile ? { path: holder, from: before, to: after } : one;
}

const valueAt = (ingredients: Ingredients, path: readonly string[]): Json | undefined =>
  path.reduce<unknown>((holder, key) => (holder as { readonly [key: string]: unknown })[key], ingredients) as
    Json | undefined;

function nameOne(difference: IngredientDifference, to: Ingredients, { files }: ExplainContext): NamedChange {
  const { path, from, to: after } = difference;
  const [a, b] = [fileDigest(from), fileDigest(after)];
  const isFile = a !== null && b !== null;
  return {
    kind: isFile ? 'file' : kindOf(path),
    stage: stageOf(to),
    field: fieldName(path, to),
    from,
    to: after,
    isConsequence: false,
    lines:
      isFile && files !== undefined ? changedLines(files.from(a as Digest), files.to(b as Digest)) : null,
    source: null,
    because: null,
  };
}

function kindOf([first]: readonly string[]): ChangeKind {
  switch (first) {
    case 'params':
      return 'value';
    case 'version':
      return 'version';
    case 'environment':
      return 'environment';
    default:
      return 'other';
  }
}

const stageOf = ({ stage }: Ingredients): string => (typeof stage === 'string' ? stage : '');

/** Names of a backend stage's parameters where a recipe has them under others. */
const knownParams: { readonly [param: string]: string } = {
  binding: 'levers',
  locked: 'locked_fields',
  template: 'template',
  // What a vendor is sent.
  request: 'request',
  seed: 'seed',
  phase: 'phase',
  kind: 'kind',
};

/** The path of a difference as people know it. Paths that differ have names that differ. */
function fieldName([first = '', ...rest]: readonly string[], to: Ingredients): string {
  switch (first) {
    case 'version':
    case 'environment':
    case 'outputs':
    case 'salt':
    case 'backend':
    case 'stage':
      return joined([first, ...rest]);
    case 'params': {
      const [param = '', ...deeper] = rest;
      if (to.backend === undefined && param !== 'locked')
        return joined(['postprocess', stageOf(to), ...rest]);
      const known = Object.hasOwn(knownParams, param) ? knownParams[param] : undefined;
      return joined(known === undefined ? ['params', ...rest] : [known, ...deeper]);
    }
    default:
      return joined(['ingredients', first, ...rest]);
  }
}

const simple = /^[\p{L}\p{N}_-]+$/u;
/** `a.b["c d"]` */
const joined = (path: readonly string[]): string =>
  path
    .map((part, i) =>
      simple.test(part) ? `${i === 0 ? '' : '.'}${part}` : `[${printable(JSON.stringify(part))}]`,
    )
    .join('');

/** The name of the input that a role is a part of; `null` for the pieces of the stage before. */
const sourceOf = (role: string): string | null => (/^\d+\.(?:picture|sprites|raw)$/.test(role) ? null : role);

const isInput = (value: unknown): value is InputIngredient =>
  isObject(value) && typeof value['role'] === 'string' && typeof value['digest'] === 'string';

/** Inputs by where they come from: a picture and its sprite table are made by one stage, for one reason. */
function inputChanges(from: Ingredients, to: Ingredients, { stageBefore }: ExplainContext): NamedChange[] {
  const [before, after] = [bySource(from.inputs), bySource(to.inputs)];
  const sources = [...new Set([...before.keys(), ...after.keys()])];
  const changed = sources.filter((source) => before.get(source)?.all !== after.get(source)?.all);
  const inputChange = (
    field: string,
    source: string | null,
    counts: readonly [number, number] | null,
  ): NamedChange => ({
    kind: 'input',
    stage: stageOf(to),
    field,
    from: counts?.[0],
    to: counts?.[1],
    isConsequence: false,
    lines: null,
    source,
    because: null,
  });
  // Inputs that nobody can read, or another order of the same ones.
  if (changed.length === 0) return [inputChange('inputs', null, null)];
  return changed.map((source) => {
    const [a, b] = [before.get(source)?.pictures ?? 0, after.get(source)?.pictures ?? 0];
    const name = joined([source ?? stageBefore ?? 'before']);
    return inputChange(`input ${name}`, source, a === b ? null : [a, b]);
  });
}

function bySource(
  inputs: unknown,
): ReadonlyMap<string | null, { readonly all: string; readonly pictures: number }> {
  const found = new Map<string | null, { all: string; pictures: number }>();
  for (const input of Array.isArray(inputs) ? inputs.filter(isInput) : []) {
    const source = sourceOf(input.role);
    const { all, pictures } = found.get(source) ?? { all: '', pictures: 0 };
    found.set(source, {
      all: `${all}${JSON.stringify([input.role, input.digest])}`,
      pictures: pictures + (input.role.endsWith('.sprites') ? 0 : 1),
    });
  }
  return found;
}

/** A prompt in which nothing but the new value of a lever stands for the old one says nothing that the lever does not. */
function markConsequences(changes: readonly NamedChange[]): readonly NamedChange[] {
  const levers = changes.filter(({ field }) => field.startsWith('levers'));
  if (levers.length === 0) return changes;
  const isFilledIn = ({ field, from, to }: NamedChange): boolean =>
    field.startsWith('template') &&
    typeof from === 'string' &&
    typeof to === 'string' &&
    to ===
      levers.reduce(
        (text, lever) =>
          typeof lever.from === 'string' && lever.from !== '' && typeof lever.to === 'string'
            ? text.replaceAll(lever.from, () => lever.to as string)
            : text,
        from,
      );
  return changes.map((change) => (isFilledIn(change) ? { ...change, isConsequence: true } : change));
}
