import { count, few } from '../source/counted.ts';
import { define } from './define.ts';

/** Failures of the manners of recovery: drafts, recover, resume, reroll. */
export const recoveryFailures = {
  'draft-not-found': define<{ why: 'no-file' | 'no-recipe' }>({
    exit: 3,
    http: 404,
    message: (f) =>
      f.why === 'no-file'
        ? 'There is no draft: nothing was recovered or chosen.'
        : 'The draft names no recipe yet.',
    kept: () => 'Nothing was queued or written.',
    next: () => 'Take one from a run with `art run recover <run>`, or name a recipe: art generate <recipe>.',
  }),
  'draft-invalid': define<{ path: string; why: string }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.path} cannot be used: ${f.why}.`,
    kept: (f) => `${f.path} was left as it is.`,
    next: () => 'Mend it, or start anew with `art draft clear`, which keeps a copy.',
  }),
  'draft-changed': define<{ path: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.path} was changed while this command worked on it.`,
    kept: () => 'The draft was left as it is.',
    next: () => 'Run the command again: it compares with what is there now.',
  }),
  'draft-recipe-differs': define<{ recipeId: string; fromRun: string | null; isGone: boolean }>({
    exit: 10,
    http: 409,
    message: (f) =>
      `The draft holds a text of ${f.recipeId} that is ${f.isGone ? 'not in content/recipes any more' : 'not the one in content/recipes'}.`,
    kept: () => 'Nothing was queued or written; the draft stands.',
    next: (f) =>
      f.fromRun === null
        ? `Write the text to content/recipes, or take the project’s own: art recipe diff ${f.recipeId}`
        : `Make it a recipe of its own with \`art run recover ${f.fromRun} --recipe-as <id>\`, or go on from the run ` +
          `itself with \`art run recover ${f.fromRun} --continue\`.`,
  }),
  /** `paths`: what is not as in the run; of the lock where the id is locked, else of `content/`. */
  'run-recipe-differs': define<{
    run: string;
    recipeId: string;
    paths: readonly string[];
    isLocked: boolean;
    /** An id that nothing has yet. */
    freeId: string;
  }>({
    exit: 10,
    http: 409,
    message: (f) =>
      `${f.run} was made of another ${f.recipeId} than ${f.isLocked ? 'is locked' : 'lies in content/recipes'} by now: ` +
      `${few(f.paths)}.`,
    kept: () => 'Nothing was queued or written.',
    next: (f) =>
      `Make the run’s text a recipe of its own: art run recover ${f.run} --recipe-as ${f.freeId}, then ` +
      '`art generate --draft`.',
  }),
  /** `fields`: what does not match, such as `version of final 2 -> 3`, with the cell that shows it. */
  'resume-mismatch': define<{
    run: string;
    fields: readonly { readonly field: string; readonly job: string }[];
  }>({
    exit: 10,
    http: 409,
    message: (f) =>
      `${f.run} cannot go on as what it was: ${few(f.fields.map(({ field, job }) => `${field} (${job})`))}.`,
    kept: () => 'Nothing was queued; every finished stage is kept.',
    next: (f) =>
      `Go on in a new run, which reuses what has not changed: art run recover ${f.run} --continue --dry-run`,
  }),
  'run-not-queued': define<{ run: string }>({
    exit: 5,
    http: 409,
    message: (f) => `The database knows no job of ${f.run}, and so not what was decided about them.`,
    kept: () => 'Nothing was queued or written.',
    next: (f) => `Make its rows from its files: art run resume ${f.run}`,
  }),
  /** `atGate` are among the `undecided`. */
  'nothing-rejected': define<{
    run: string;
    cells: number;
    undecided: number;
    atGate: number;
    failed: number;
  }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `Nothing of ${f.run} is rejected: of ${count(f.cells, 'cell')} ${f.cells - f.undecided - f.failed} approved, ` +
      `${f.undecided} undecided, ${f.failed} failed.`,
    kept: () => 'Nothing was queued or written.',
    next: (f) =>
      f.atGate > 0
        ? `Decide first: art review ${f.run}`
        : f.undecided > 0
          ? `Let a worker finish: art run show ${f.run}`
          : f.failed > 0
            ? `What failed is made again in place: art run resume ${f.run}`
            : 'For more pictures of the same levers: art generate <recipe> --more 4',
  }),
};
