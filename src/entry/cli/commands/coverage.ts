import { readCoverage, type CoverageRequest } from '../../../app/coverage.ts';
import { loadRecipe } from '../../../app/load-recipe.ts';
import { composeShipping } from '../../../compose-shipping.ts';
import type { Project } from '../../../compose.ts';
import { failure, type Failure } from '../../../domain/failure.ts';
import { bindingHash } from '../../../domain/recipe/binding.ts';
import { narrowLevers } from '../../../domain/recipe/sweep.ts';
import {
  cellsOf,
  countBelow,
  coverageLevels,
  coverageStates,
  rankOf,
  statesBelow,
  type Coverage,
  type CoverageCell,
  type CoverageLevel,
  type CoverageState,
} from '../../../domain/recipe/coverage.ts';
import { finalBackends } from '../../../domain/recipe/fan-out.ts';
import { leverOfFlag } from '../../../domain/recipe/lever-flag.ts';
import { boxesOf, generateLine } from '../../../domain/recipe/generate-line.ts';
import type { Recipe } from '../../../domain/recipe/recipe.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import type { RunCommand } from '../command-spec.ts';
import { withDatabase, type CommandContext } from '../context.ts';
import { chooseAxes, coverageLines, totalsLine } from '../coverage-table.ts';
import { readLeverFlags } from '../lever-flags.ts';
import { listOption, textOption, unknownWord, usage, wholeNumber, wordOption } from '../options.ts';
import { bindingText } from '../words.ts';

/** Holes that a failed `--require` names; rows of the matrices; holes that are put into lines at once. */
const mostNamed = 10;
const mostRows = 200;
const mostHoles = 10_000;
const mostLines = 200;

interface Asked {
  readonly request: CoverageRequest;
  readonly recipe: Recipe;
  readonly state: CoverageState | null;
  readonly require: CoverageLevel | null;
  readonly rows: string | null;
  readonly columns: string | null;
  readonly limit: number;
  readonly offset: number;
}

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const asked = await readAsked(project, operands, options);
  if (!asked.ok) return context.output.failure(asked.failure);
  const { request, require } = asked.value;
  // What is promoted stands in files alone: CI can ask for it in a clone, without any database.
  const isInFiles = require === 'promoted' || require === 'shipped';
  const read = isInFiles
    ? await readCoverage(null, composeShipping(project), request)
    : await withDatabase(context, ({ listings }) =>
        readCoverage(listings, composeShipping(project), request),
      );
  if (!read.ok) return context.output.failure(read.failure);
  if (require !== null && countBelow(read.value, require) > 0)
    return context.output.failure(holesFailure(asked.value, read.value, require, isInFiles));
  tell(context, project, asked.value, read.value);
  return 0;
};

async function readAsked(
  project: Project,
  operands: readonly string[],
  options: { readonly [name: string]: unknown },
): Promise<Result<Asked>> {
  const flags = readLeverFlags(operands, listOption(options['set']));
  if (!flags.ok) return flags;
  const loaded = await loadRecipe(project, flags.value.recipeId);
  if (!loaded.ok) return loaded;
  const { recipe, digest } = loaded.value;
  const levers = narrowLevers(recipe, flags.value.given);
  if (!levers.ok) return levers;
  const state = wordOption('--state', options['state'], coverageStates);
  if (!state.ok) return state;
  const require = wordOption('--require', options['require'], coverageLevels);
  if (!require.ok) return require;
  const rows = leverOption('--rows', options['rows'], recipe);
  if (!rows.ok) return rows;
  const columns = leverOption('--columns', options['columns'], recipe);
  if (!columns.ok) return columns;
  if (rows.value !== null && rows.value === columns.value)
    return fail(usage('--rows and --columns name the same lever.'));
  const backend = wordOption('--backend', options['backend'], finalBackends(recipe));
  if (!backend.ok) return backend;
  const limit = wholeNumber('--limit', options['limit'], 1, 100_000);
  if (!limit.ok) return limit;
  const offset = wholeNumber('--offset', options['offset'], 0, 999_999_999);
  if (!offset.ok) return offset;
  return ok({
    request: { recipe, digest, levers: levers.value, backend: backend.value },
    recipe,
    state: state.value,
    require: require.value,
    rows: rows.value,
    columns: columns.value,
    limit: limit.value ?? mostHoles,
    offset: offset.value ?? 0,
  });
}

/** A lever by its name or as its flag is written. */
function leverOption(flag: string, given: unknown, { levers }: Recipe): Result<string | null> {
  const typed = textOption(given);
  const lever = typed === null ? null : leverOfFlag(typed);
  return lever === null || Object.hasOwn(levers, lever)
    ? ok(lever)
    : fail(unknownWord(flag, lever, Object.keys(levers)));
}

function holesFailure(
  { recipe }: Asked,
  coverage: Coverage,
  level: CoverageLevel,
  isInFiles: boolean,
): Failure {
  const holes: string[] = [];
  for (const { binding, state } of cellsOf(coverage, statesBelow(level))) {
    if (holes.length === mostNamed) break;
    // From files alone nothing is known of a binding before its promotion.
    const known = isInFiles && rankOf(state) < rankOf('promoted') ? '' : ` (${state})`;
    holes.push(`${bindingText(binding) || 'the one binding'}${known}`);
  }
  const below = countBelow(coverage, level);
  return failure('coverage-incomplete', {
    recipeId: recipe.recipe_id,
    level,
    below,
    size: coverage.size,
    holes,
  });
}

function tell(context: CommandContext, project: Project, asked: Asked, coverage: Coverage): void {
  const { output } = context;
  const { recipe, state } = asked;
  const style = output.style('stdout');
  const facts = output.facts('stdout');
  if (output.flags.json || output.flags.plain) {
    const page = pageOf(coverage, asked);
    output.result(
      {
        recipe_id: recipe.recipe_id,
        levers: coverage.levers,
        size: coverage.size,
        totals: coverage.totals,
        cells: output.flags.json
          ? page.cells.map((cell) => ({
              binding: cell.binding,
              binding_hash: bindingHash(cell.binding, project.sha256),
              state: cell.state,
              backends: cell.backends,
              jobs: cell.jobs,
            }))
          : [],
        next_offset: page.next,
      },
      page.cells.map((cell) => plainRow(cell)),
    );
    if (page.next !== null) output.note(`more cells: --offset ${page.next}, or a higher --limit`);
    return;
  }
  if (state !== null) {
    listState(context, asked, coverage, state);
    return;
  }
  const width = facts.isTty ? facts.columns : 100;
  const axes = chooseAxes(coverage.levers, asked, width);
  const table = output.table.bind(output);
  output.result({}, coverageLines(coverage, axes, { style, table, mostRows }));
  if (coverage.totals.missing > 0) output.note(`next: art coverage ${recipe.recipe_id} --state missing`);
}

/** Levers as `name=value`, then the state and the number of jobs; cells between tabs. */
const plainRow = ({ binding, state, jobs }: CoverageCell): string =>
  [...Object.entries(binding).map(([lever, value]) => bindingText({ [lever]: value })), state, jobs].join(
    '\t',
  );

function pageOf(
  coverage: Coverage,
  { state, limit, offset }: Asked,
): { readonly cells: readonly CoverageCell[]; readonly next: number | null } {
  const cells: CoverageCell[] = [];
  for (const cell of cellsOf(coverage, state === null ? null : new Set([state]), offset)) {
    if (cells.length === limit) return { cells, next: cell.index };
    cells.push(cell);
  }
  return { cells, next: null };
}

/** Holes as commands to paste, everything else as a list. */
function listState({ output }: CommandContext, asked: Asked, coverage: Coverage, state: CoverageState): void {
  const { recipe } = asked;
  const { cells, next } = pageOf(coverage, asked);
  const lines =
    state === 'missing'
      ? boxesOf(
          recipe.levers,
          cells.map(({ binding }) => binding),
        ).map((box) => generateLine(recipe.recipe_id, recipe.levers, box))
      : cells.map(({ binding, jobs }) => `${bindingText(binding)}  (${count(jobs, 'job')})`);
  output.result({}, lines.slice(0, mostLines));
  if (lines.length > mostLines)
    output.note(`and ${lines.length - mostLines} more lines; --limit asks for fewer`);
  if (next !== null) output.note(`more of them: --offset ${next}`);
  output.note(cells.length === 0 ? `No binding is ${state}. ${totalsLine(coverage)}` : totalsLine(coverage));
}
