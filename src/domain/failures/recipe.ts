import type { Diagnostic } from '../diagnostic.ts';
import { count, few } from '../source/counted.ts';
import { define } from './define.ts';

/** What is wrong with one lever that a caller set, or did not set. */
export type LeverFault =
  | {
      readonly fault: 'unknown-lever';
      readonly flag: string;
      readonly near: readonly string[];
      readonly known: readonly string[];
    }
  | {
      readonly fault: 'lever-value-outside-enum';
      readonly flag: string;
      readonly value: string;
      readonly near: readonly string[];
      readonly known: readonly string[];
    }
  /** Twice the same, or `*` beside others. */
  | { readonly fault: 'lever-value-repeated'; readonly flag: string; readonly value: string }
  | { readonly fault: 'lever-given-twice'; readonly flag: string; readonly known: readonly string[] }
  | {
      readonly fault: 'missing-lever';
      readonly flag: string;
      readonly known: readonly string[];
      /** True for a flag without its value. */
      readonly isNamed: boolean;
    };

/** A file that is not as its lock says. `was` and `is` are digests; `is` is null for a file that is gone. */
export interface Drift {
  readonly path: string;
  readonly change: 'changed' | 'missing' | 'not-in-lock';
  readonly was: string | null;
  readonly is: string | null;
}

/** So many names are listed; the rest is counted. */
const mostNames = 40;
const values = (known: readonly string[]): string => (known.length === 0 ? 'none' : few(known, mostNames));
const near = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` Did you mean ${names.join(' or ')}?`;

function tellLever(f: LeverFault): string {
  switch (f.fault) {
    case 'unknown-lever':
      return `${f.flag} is not a lever of this recipe.${near(f.near)}`;
    case 'lever-value-outside-enum':
      return `${f.flag} cannot be "${f.value}".${near(f.near)}`;
    case 'lever-value-repeated':
      return f.value === '*'
        ? `${f.flag} has * beside other values.`
        : `${f.flag} names ${f.value === '' ? '""' : f.value} twice.`;
    case 'lever-given-twice':
      return `${f.flag} is given twice.`;
    case 'missing-lever':
      return `${f.flag} ${f.isNamed ? 'needs a value' : 'is missing'}.`;
  }
}

function adviseLever(f: LeverFault): string {
  switch (f.fault) {
    case 'unknown-lever':
      return `The recipe's levers: ${values(f.known)}.`;
    case 'lever-value-outside-enum':
      return `Pass ${f.flag} with one of: ${values(f.known)}.`;
    case 'lever-value-repeated':
      return f.value === '*' ? `* stands for all: ${f.flag} '*'.` : 'Name each value once.';
    case 'lever-given-twice':
      return `Pass it once, several values with commas between: ${f.flag} ${f.known.slice(0, 2).join(',')}.`;
    case 'missing-lever':
      return `Pass ${f.flag} with one of: ${values(f.known)}; all of them are ${f.flag} '*'.`;
  }
}

const changes: { readonly [change in Drift['change']]: string } = {
  changed: 'was changed',
  missing: 'is gone',
  'not-in-lock': 'is not in the lock',
};

const errors = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;

export const recipeFailures = {
  'recipe-not-found': define<{ recipeId: string; near: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) => `There is no recipe ${f.recipeId} in content/recipes.${near(f.near)}`,
    next: () => 'Run `art recipes` to see which recipes there are.',
  }),
  'recipe-invalid': define<{ file: string; diagnostics: readonly Diagnostic[]; isNew?: boolean }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.file} cannot be used: ${count(errors(f.diagnostics), 'fault')}.`,
    kept: () => 'Nothing was queued or written.',
    next: (f) =>
      f.isNew === true
        ? 'This is what would have been written: say it otherwise, `art recipe new --help` shows how.'
        : `Mend ${f.file} and run the command again.`,
  }),
  'content-invalid': define<{ file: string; diagnostics: readonly Diagnostic[] }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.file} cannot be used: ${count(errors(f.diagnostics), 'fault')}.`,
    kept: () => 'The file was left as it is.',
    next: (f) => `Mend ${f.file}, or take it back with \`git checkout -- ${f.file}\`.`,
  }),
  'unknown-lever': define<Extract<LeverFault, { fault: 'unknown-lever' }>>({
    exit: 2,
    http: 400,
    message: tellLever,
    kept: () => 'Nothing was queued or written.',
    next: adviseLever,
  }),
  'lever-value-outside-enum': define<Extract<LeverFault, { fault: 'lever-value-outside-enum' }>>({
    exit: 2,
    http: 400,
    message: tellLever,
    kept: () => 'Nothing was queued or written.',
    next: adviseLever,
  }),
  'missing-lever': define<Extract<LeverFault, { fault: 'missing-lever' }>>({
    exit: 2,
    http: 400,
    message: tellLever,
    kept: () => 'Nothing was queued or written.',
    next: adviseLever,
  }),
  'lever-value-repeated': define<Extract<LeverFault, { fault: 'lever-value-repeated' }>>({
    exit: 2,
    http: 400,
    message: tellLever,
    kept: () => 'Nothing was queued or written.',
    next: adviseLever,
  }),
  'lever-given-twice': define<Extract<LeverFault, { fault: 'lever-given-twice' }>>({
    exit: 2,
    http: 400,
    message: tellLever,
    kept: () => 'Nothing was queued or written.',
    next: adviseLever,
  }),
  /** Several of those above at once. */
  'levers-invalid': define<{ faults: readonly LeverFault[] }>({
    exit: 2,
    http: 400,
    message: (f) => f.faults.map(tellLever).join('\n'),
    kept: () => 'Nothing was queued or written.',
    next: (f) => [...new Set(f.faults.map(adviseLever))].join('\n'),
  }),
  'children-invalid': define<{ text: string }>({
    exit: 2,
    http: 400,
    message: (f) => `"${f.text}" names no children: they are numbered from 0 to 999.`,
    kept: () => 'Nothing was queued or written.',
    next: () => 'Write a number, a range or both, such as 3 or 10-19 or 0-4,9.',
  }),
  'recipe-drift': define<{ recipeId: string; drift: readonly Drift[] }>({
    exit: 10,
    http: 409,
    message: (f) =>
      `${f.recipeId} is not what was locked: ${f.drift.map((d) => `${d.path} ${changes[d.change]}`).join(', ')}.`,
    kept: () => 'Nothing was queued; your edit stands.',
    next: (f) =>
      `Keep the edit as the next version with \`art recipe bump ${f.recipeId} --from-edit\`, or discard it ` +
      `with \`art recipe restore ${f.recipeId}\`, which shows it first.`,
  }),
  'recipe-exists': define<{ recipeId: string; newest: string; isBump: boolean }>({
    exit: 5,
    http: 409,
    message: (f) => `There is a recipe ${f.recipeId} already.`,
    kept: () => 'Nothing was written.',
    next: (f) =>
      f.isBump
        ? `Run \`art recipe bump ${f.newest}\`: it is the newest version.`
        : `Choose another slug, or make the next version with \`art recipe bump ${f.newest}\`.`,
  }),
  /** What was read, shown or checked is not what is there now: an editor saved meanwhile. */
  'recipe-changed': define<{ path: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.path} was changed while this command worked on it.`,
    kept: () => 'The file was left as it is.',
    next: () => 'Run the command again.',
  }),
  'recipe-not-locked': define<{ recipeId: string; isDraft: boolean }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `${f.recipeId} is ${f.isDraft ? 'a draft' : 'not locked yet'}: there is nothing to go back to.`,
    kept: () => 'Nothing was changed.',
    next: (f) =>
      `Take it back with \`git checkout -- content/recipes/${f.recipeId}.json\`, or fix it as it is ` +
      `with \`art recipe lock ${f.recipeId}\`.`,
  }),
  'locked-text-missing': define<{ recipeId: string; paths: readonly string[] }>({
    exit: 10,
    http: 409,
    message: (f) =>
      `The locked bytes of ${f.paths.join(', ')} are neither in this machine's store nor in any run folder.`,
    kept: () => 'Nothing was changed; your edit stands.',
    next: (f) => `Put back what was locked with \`git checkout -- ${f.paths.join(' ')}\`.`,
  }),
  'coverage-incomplete': define<{
    recipeId: string;
    level: string;
    below: number;
    size: number;
    holes: readonly string[];
  }>({
    exit: 6,
    http: 422,
    message: (f) =>
      [
        `${f.below} of ${count(f.size, 'binding')} of ${f.recipeId} ${f.below === 1 ? 'is' : 'are'} not ${f.level}:`,
        ...f.holes,
        ...(f.below > f.holes.length ? [`and ${f.below - f.holes.length} more`] : []),
      ].join('\n'),
    next: (f) =>
      `Run \`art coverage ${f.recipeId}\` to see all of it, with \`--state missing\` for what to generate.`,
  }),
};
