import { failure } from '../domain/failure.ts';
import { leverOfFlag } from '../domain/recipe/lever-flag.ts';
import { bindingsOf, countBindings } from '../domain/recipe/lever-space.ts';
import { mostJobs } from '../domain/recipe/fan-out.ts';
import { narrowLevers, type GivenLever } from '../domain/recipe/sweep.ts';
import type { Sha256 } from '../domain/ids.ts';
import { fail, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { WantedCell } from '../domain/run/wanted.ts';
import { outlineCells } from './outline-cells.ts';
import type { RunOutline } from './plan-run.ts';
import type { RunRecipe } from './run-recipe.ts';

/** What is to be other than in the run that is continued. */
export interface RunChanges {
  /** A lever that is named gets these values in every cell. */
  readonly levers: readonly GivenLever[];
  /** These children of every binding and backend; `null`: those of the run. */
  readonly children: readonly number[] | null;
}

/**
 * The cells of a run that goes on from another: those of the record, with the changes. Seeds are not among what can be
 * changed: they are the recipe's. A record whose cells its own recipe does not have is `run-record-invalid`.
 */
export function outlineContinued(
  record: RunRecord,
  { loaded }: Pick<RunRecipe, 'loaded'>,
  changes: RunChanges,
  sha256: Sha256,
): Result<RunOutline> {
  const chosen = narrowLevers(loaded.recipe, changes.levers);
  if (!chosen.ok) return chosen;
  const named = new Set(changes.levers.map(({ name }) => leverOfFlag(name)));
  const replaced = Object.fromEntries(Object.entries(chosen.value).filter(([lever]) => named.has(lever)));
  // The record's own cells are judged as they stand, before a change hides what is wrong with them.
  const own = outlined(record, loaded, record.cells.map(asWanted), sha256);
  if (!own.ok || (named.size === 0 && changes.children === null)) return own;
  const jobs = own.value.cells.length * countBindings(replaced) * (changes.children?.length ?? 1);
  // An upper bound: cells that become the same are made once. What is over it is over by far.
  if (jobs > mostJobs * mostJobs) return fail(failure('run-too-large', { jobs, most: mostJobs }));
  const wanted = new Map<string, WantedCell>();
  for (const { binding, backend, child_index } of record.cells) {
    for (const change of bindingsOf(replaced)) {
      for (const childIndex of changes.children ?? [child_index]) {
        const cell = { binding: { ...binding, ...change }, backend, childIndex };
        wanted.set(JSON.stringify([sorted(cell.binding), backend, childIndex]), cell);
        if (wanted.size > mostJobs) return fail(failure('run-too-large', { jobs, most: mostJobs }));
      }
    }
  }
  return outlined(record, loaded, [...wanted.values()], sha256);
}

const sorted = (binding: WantedCell['binding']): readonly (readonly [string, string])[] =>
  Object.entries(binding).sort(([a], [b]) => (a < b ? -1 : 1));

export const asWanted = ({ binding, backend, child_index }: RunRecord['cells'][number]): WantedCell => ({
  binding,
  backend,
  childIndex: child_index,
});

/** Cells of a run under its own recipe; what that recipe does not have makes the record `run-record-invalid`. */
export function outlined(
  { run_id }: Pick<RunRecord, 'run_id'>,
  loaded: RunRecipe['loaded'],
  wanted: readonly WantedCell[],
  sha256: Sha256,
): Result<RunOutline> {
  const outline = outlineCells(loaded, wanted, sha256);
  if (typeof outline !== 'string') return outline;
  return fail(failure('run-record-invalid', { path: `runs/${run_id}/run.json`, why: outline }));
}
