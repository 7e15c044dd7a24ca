import { isRecipeId, splitRecipeId } from '../ids.ts';
import { formatJobId } from '../job/job-id.ts';
import { gateOf } from '../job/transition.ts';
import { count } from '../source/counted.ts';
import { printable } from '../source/printable.ts';
import { leverNames, type ContactEntry } from './entry.ts';

/** How a state is to be taken: for colours beside the word, never instead of it. */
export type Tone = 'waits' | 'good' | 'bad' | 'plain';

export interface Standing {
  /** One character, so that states can be told apart at a glance and without colours. */
  readonly sign: '○' | '✓' | '✗' | '…';
  readonly word: string;
  readonly tone: Tone;
}

/** What stands under a picture. Foreign text is printable. */
export interface Caption {
  readonly job: string;
  /** What differs within the sheet: recipe, backend, levers. */
  readonly differing: readonly string[];
  readonly child: string;
  /** Enough of the digest for `--digest`. */
  readonly digest: string;
  readonly standing: Standing;
  /** Average stars of all who gave some, 1 to 5, and how many gave them. */
  readonly stars: { readonly average: number; readonly people: number } | null;
}

export interface Captions {
  readonly title: string;
  /** What all pictures have in common: recipes, levers, and where they come from, a line each. */
  readonly common: readonly string[];
  readonly tally: string;
  readonly each: readonly Caption[];
}

/** More recipes than this are counted, not named. */
const mostRecipes = 4;
/** As many digits as `art review --digest` asks for. */
const shownDigits = 12;

/** The captions of a sheet: what all have in common is said once, above them. */
export function captionsOf(entries: readonly ContactEntry[]): Captions {
  const recipes = [...new Set(entries.map(({ recipeId }) => recipeId))];
  const [first] = entries;
  const isCommon = (name: string): boolean =>
    first?.binding[name] !== undefined &&
    entries.every(({ binding }) => binding[name] === first.binding[name]);
  const commonLevers = first === undefined ? [] : leverNames(first).filter(isCommon);
  const same = (of: (entry: ContactEntry) => string): string | null => {
    const values = new Set(entries.map(of));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  const backend = same((entry) => entry.backend);
  const run = same(({ job }) => job.runId);
  const title = recipes.length === 1 ? (first?.recipeTitle ?? '') : `${recipes.length} recipes`;
  const levers = commonLevers.map((name) => `${name}=${first?.binding[name] ?? ''}`).join(' ');
  const facts = [
    recipes.length <= mostRecipes ? recipes.join(' · ') : '',
    levers,
    [backend, run].filter((origin) => origin !== null).join(' · '),
  ];
  return {
    title: printable(title),
    common: facts.filter((fact) => fact !== '' && fact !== title).map(printable),
    tally: tallyOf(entries),
    each: entries.map((entry) => ({
      job: formatJobId(entry.job),
      differing: [
        ...(recipes.length === 1 ? [] : [shortRecipe(entry.recipeId)]),
        ...leverNames(entry)
          .filter((name) => !isCommon(name))
          .map((name) => `${name}=${entry.binding[name] ?? ''}`),
        ...(backend === null ? [entry.backend] : []),
      ].map(printable),
      child: `seed ${entry.seed} child ${entry.childIndex}`,
      digest: entry.digest.slice(0, shownDigits),
      standing: standingOf(entry),
      stars: starsOf(entry),
    })),
  };
}

/** `character.raider.v1`: the age says least of what a sheet shows. */
function shortRecipe(recipeId: string): string {
  if (!isRecipeId(recipeId)) return recipeId;
  const { kind, slug, version } = splitRecipeId(recipeId);
  return `${kind}.${slug}.v${version}`;
}

/** Where a picture stands. A job with several candidates can be approved with one of them: the others stay undecided. */
export function standingOf({ state, decided, isDraft }: ContactEntry): Standing {
  const draft = isDraft ? ', draft' : '';
  const gate = gateOf(state);
  if (gate !== null) {
    const word = `waits: ${gate === 'concept' ? 'concept gate' : 'review'}${draft}`;
    return { sign: '○', word, tone: 'waits' };
  }
  if (decided !== null) {
    const why = decided.reason === null ? '' : `: ${printable(decided.reason)}`;
    switch (decided.verdict) {
      case 'approve':
        return { sign: '✓', word: `approved${draft}`, tone: 'good' };
      case 'reject':
        return { sign: '✗', word: `rejected${draft}${why}`, tone: 'bad' };
      case 'withdraw':
        return { sign: '✗', word: `withdrawn${draft}${why}`, tone: 'bad' };
    }
  }
  if (state === 'Failed') return { sign: '✗', word: `failed${draft}`, tone: 'bad' };
  const word = state === 'Approved' || state === 'Rejected' ? 'undecided' : 'in the works';
  return { sign: '…', word: `${word}${draft}`, tone: 'plain' };
}

function starsOf({ notes }: ContactEntry): Caption['stars'] {
  const given = notes.flatMap(({ stars }) => stars ?? []);
  if (given.length === 0) return null;
  const sum = given.reduce((whole, stars) => whole + stars, 0);
  return {
    average: Math.floor((2 * sum + given.length) / (2 * given.length)),
    people: given.length,
  };
}

/** `8 pictures: 5 wait, 2 approved, 1 rejected` */
function tallyOf(entries: readonly ContactEntry[]): string {
  const counts = new Map<string, number>();
  for (const { word } of entries.map(standingOf)) {
    // Without the gate, the reason and the mark of a draft.
    const kind = /^[a-z ]+/.exec(word)?.[0] ?? word;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = tallied.flatMap((kind) => {
    const n = counts.get(kind) ?? 0;
    return n === 0 ? [] : [`${n} ${kind === 'waits' && n > 1 ? 'wait' : kind}`];
  });
  return `${count(entries.length, 'picture')}: ${parts.join(', ')}`;
}

const tallied = [
  'waits',
  'approved',
  'rejected',
  'withdrawn',
  'failed',
  'undecided',
  'in the works',
] as const;

/** What is said of a picture to those who cannot see it. */
export function altText(caption: Caption, entry: ContactEntry): string {
  const what = entry.gate === 'concept' ? 'Concept' : 'Candidate';
  const levers = leverNames(entry).map((name) => `${name} ${entry.binding[name] ?? ''}`);
  return printable(
    [`${what} of ${entry.recipeTitle}`, ...levers, caption.child, caption.standing.word].join(', '),
  );
}
