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
import { boxesOf, generateLine } from '../../../domain/recipe/generate-line.ts';
import type { Recipe } from '../../../domain/recipe/recipe.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { didYouMean } from '../../../domain/source/nearest.ts';
import type { RunCommand } from '../command-spec.ts';
import { withDatabase, type CommandContext } from '../context.ts';
import { chooseAxes, coverageLines, totalsLine } from '../coverage-table.ts';
import { readLeverFlags } from '../lever-flags.ts';
import { textOption, wholeNumber } from '../options.ts';
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
    ? await readCoverage({ coverage: () => Promise.resolve(ok([])) }, composeShipping(project), request)
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
  const sets = Array.isArray(options['set']) ? (options['set'] as string[]) : [];
  const flags = readLeverFlags(operands, sets);
  if (!flags.ok) return flags;
  const loaded = await loadRecipe(project, flags.value.recipeId);
  if (!loaded.ok) return loaded;
  const { recipe, digest } = loaded.value;
  const levers = narrowLevers(recipe, flags.value.given);
  if (!levers.ok) return levers;
  const state = oneOf('--state', options['state'], coverageStates);
  if (!state.ok) return state;
  const require = oneOf('--require', options['require'], coverageLevels);
  if (!require.ok) return require;
  const names = Object.keys(recipe.levers);
  const [rows, columns] = [leverOption(options['rows']), leverOption(options['columns'])];
  for (const [flag, name] of [
    ['--rows', rows],
    ['--columns', columns],
  ] as const) {
    if (name !== null && !names.includes(name)) return fail(notOne(flag, name, names));
  }
  if (rows !== null && rows === columns) return fail(usage('--rows and --columns name the same lever.'));
  const backend = oneOf('--backend', options['backend'], finalBackends(recipe));
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
    rows,
    columns,
    limit: limit.value ?? mostHoles,
    offset: offset.value ?? 0,
  });
}

const usage = (what: string, next: string | null = null): Failure => failure('usage', { what, next });
const leverOption = (given: unknown): string | null => textOption(given)?.replaceAll('-', '_') ?? null;

function notOne(flag: string, typed: string, words: readonly string[]): Failure {
  const near = didYouMean(typed, words);
  return usage(
    `${flag} cannot be "${typed}"${near === undefined ? '' : `: ${near}`}`,
    `One of: ${words.join(', ')}.`,
  );
}

function oneOf<T extends string>(flag: string, given: unknown, words: readonly T[]): Result<T | null> {
  const typed = textOption(given);
  if (typed === null) return ok(null);
  const word = words.find((one) => one === typed);
  return word === undefined ? fail(notOne(flag, typed, words)) : ok(word);
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
