import { inspectRecipe, recipeIds, type InspectedRecipe } from '../../../app/inspect-recipe.ts';
import { stateOf } from '../../../app/list-recipes.ts';
import { requireSound } from '../../../app/load-recipe.ts';
import type { Project } from '../../../compose.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { narrowLevers } from '../../../domain/recipe/sweep.ts';
import { promptsOf } from '../../../domain/recipe/fill-template.ts';
import { generateLine } from '../../../domain/recipe/generate-line.ts';
import { countBindings } from '../../../domain/recipe/lever-space.ts';
import { flagOfLever } from '../../../domain/recipe/lever-flag.ts';
import { recipePath } from '../../../domain/recipe/lock.ts';
import type { LeverBinding, Recipe } from '../../../domain/recipe/recipe.ts';
import { versionsOf } from '../../../domain/recipe/version.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { formatDiagnostic } from '../../../domain/source/format-diagnostic.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { readLeverFlags } from '../lever-flags.ts';
import { driftJson, nextFor, stateWords } from '../recipe-words.ts';
import { wrap } from '../terminal/width.ts';
import { bindingText } from '../words.ts';

interface Shown {
  readonly inspected: InspectedRecipe;
  readonly recipe: Recipe;
  readonly binding: LeverBinding;
  readonly versions: readonly { readonly id: string; readonly state: string }[];
  readonly runs: { readonly total: number; readonly ofThisText: number };
}

export const run: RunCommand = async (context, { operands }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const seen = await look(opened.value.project, operands);
  if (!seen.ok) return context.output.failure(seen.failure);
  const { inspected, recipe } = seen.value;
  const { output } = context;
  for (const warning of inspected.diagnostics)
    for (const line of formatDiagnostic(warning)) output.note(line);
  output.result(dataOf(seen.value, opened.value.project), linesOf(context, seen.value, opened.value.project));
  const next = nextFor(stateOf(inspected), recipe.recipe_id);
  if (next !== null) output.note(`next: ${next}`);
  return 0;
};

async function look(project: Project, operands: readonly string[]): Promise<Result<Shown>> {
  const flags = readLeverFlags(operands, []);
  if (!flags.ok) return flags;
  const inspected = await inspectRecipe(project, flags.value.recipeId);
  if (!inspected.ok) return inspected;
  const { recipeId, digest } = inspected.value;
  const recipe = requireSound(recipePath(recipeId), inspected.value);
  if (!recipe.ok) return recipe;
  const levers = narrowLevers(recipe.value, flags.value.given);
  if (!levers.ok) return levers;
  // Only a lever with one value left says what a prompt would say.
  const bound = Object.entries(levers.value).flatMap(([lever, values]) =>
    values.length === 1 && values[0] !== undefined ? [[lever, values[0]] as const] : [],
  );
  const ids = await recipeIds(project.files);
  if (!ids.ok) return ids;
  const versions = [];
  for (const id of versionsOf(recipeId, ids.value)) {
    const one = id === recipeId ? inspected : await inspectRecipe(project, id);
    versions.push({ id, state: one.ok ? stateOf(one.value) : 'invalid' });
  }
  const runs = await countRuns(project, recipeId, digest);
  if (!runs.ok) return runs;
  return ok({
    inspected: inspected.value,
    recipe: recipe.value,
    binding: Object.fromEntries(bound),
    versions,
    runs: runs.value,
  });
}

/** Runs of a recipe, from their folders: a clone has them and no database. */
async function countRuns(project: Project, id: string, digest: string): Promise<Result<Shown['runs']>> {
  const names = await project.runs.list();
  if (!names.ok) return names;
  let [total, ofThisText] = [0, 0];
  for (const name of names.value) {
    const read = await project.runs.read(name);
    if (!read.ok || read.value.record.recipe.recipe_id !== id) continue;
    total += 1;
    if (read.value.record.recipe.digest === digest) ofThisText += 1;
  }
  return ok({ total, ofThisText });
}

function linesOf(context: CommandContext, shown: Shown, { registry }: Project): string[] {
  const { inspected, recipe, binding, versions, runs } = shown;
  const { output } = context;
  const style = output.style('stdout');
  const facts = output.facts('stdout');
  const width = facts.isTty ? facts.columns : 100;
  const id = recipe.recipe_id;
  const state = stateWords({ state: stateOf(inspected), drift: inspected.drift, faults: 0, why: null });
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [style.bold(title), ...lines.map((line) => `  ${line}`)];
  const pairs = (rows: readonly (readonly [string, string])[]): string[] => {
    const room = Math.min(24, Math.max(0, ...rows.map(([name]) => name.length)) + 2);
    return rows.flatMap(([name, text]) => {
      const [first = '', ...more] = wrap(printable(text), Math.max(20, width - room - 3));
      return [`${printable(name).padEnd(room)}${first}`, ...more.map((line) => ' '.repeat(room) + line)];
    });
  };
  const gate = recipe.isGated ? ', meets the concept gate' : '';
  const ofText = runs.total === runs.ofThisText ? '' : `, ${runs.ofThisText} of this text`;
  const prompts = Object.entries(recipe.templates).flatMap(([name, { fields }]) =>
    promptsOf(fields, registry.backends.get(name)?.templateFields ?? {}, binding).map(
      ({ field, text }) => [`${name} ${field}`, text] as const,
    ),
  );
  const isBound = Object.keys(binding).length > 0;
  const first = Object.fromEntries(
    Object.entries(recipe.levers).map(([lever, [value = '']]) => [lever, value]),
  );
  const chosen = Object.entries({ ...first, ...binding }).map(([lever, value]) => [lever, [value]] as const);
  return [
    style.bold(`${id}${recipe.title === null ? '' : `  ${printable(recipe.title)}`}`),
    `${printable(state)}, ${recipe.kind}${gate}, ${count(countBindings(recipe.levers), 'binding')}, ` +
      `${count(runs.total, 'run')}${ofText}`,
    ...section(
      'levers',
      pairs(Object.entries(recipe.levers).map(([lever, values]) => [flagOfLever(lever), values.join(' | ')])),
    ),
    ...section(
      'backends',
      pairs(
        Object.entries(recipe.templates).map(([name, { phase }]) => [
          name,
          backendWords(name, phase, registry),
        ]),
      ),
    ),
    ...section(
      'locked fields',
      pairs(Object.entries(recipe.locked).map(([name, value]) => [name, valueWords(value)])),
    ),
    ...section(
      'stages after',
      recipe.postprocess.length === 0 ? [] : [recipe.postprocess.map(({ stage }) => stage).join(', ')],
    ),
    ...section('files', pairs(inspected.files.map(({ path, digest }) => [digest.slice(0, 12), path]))),
    ...section(
      'versions',
      versions.length < 2
        ? []
        : pairs(versions.map((one) => [one.id, one.id === id ? `${one.state}, this one` : one.state])),
    ),
    ...prompts.flatMap(([name, text]) => [
      `${style.bold(name)}${isBound ? `  with ${bindingText(binding)}` : ''}`,
      ...wrap(printable(text), Math.max(20, width - 3)).map((line) => `  ${line}`),
    ]),
    style.bold('to generate'),
    `  ${generateLine(id, recipe.levers, Object.fromEntries(chosen))}`,
  ];
}

/** A value in a line: of tables, such as anchors in every direction, the names alone. */
function valueWords(value: Json): string {
  if (typeof value === 'string') return value;
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isTable ? Object.keys(value).join(', ') : JSON.stringify(value);
}

function backendWords(name: string, phase: string, registry: Project['registry']): string {
  const backend = registry.backends.get(name);
  const makes = phase === 'both' ? 'concept and final' : phase;
  return [
    makes,
    ...(backend?.isPaid === true ? ['paid'] : []),
    ...(backend?.runner === undefined ? ['cannot run in this version'] : []),
  ].join(', ');
}

function dataOf(shown: Shown, { registry }: Project): Json {
  const { inspected, recipe, binding, versions, runs } = shown;
  return {
    recipe_id: recipe.recipe_id,
    title: recipe.title,
    kind: recipe.kind,
    state: stateOf(inspected),
    drift: driftJson(inspected.drift),
    digest: inspected.digest,
    locked_digest: inspected.lock?.digest ?? null,
    gated: recipe.isGated,
    levers: recipe.levers,
    bindings: countBindings(recipe.levers),
    locked_fields: recipe.locked,
    backends: Object.entries(recipe.templates).map(([name, { phase, fields }]) => {
      const backend = registry.backends.get(name);
      return {
        backend: name,
        phase,
        paid: backend?.isPaid === true,
        can_run: backend?.runner !== undefined,
        prompts: promptsOf(fields, backend?.templateFields ?? {}, binding).map((one) => ({ ...one })),
      };
    }),
    binding,
    postprocess: recipe.postprocess.map(({ stage, params }) => ({ stage, params })),
    valid_output_kinds: recipe.validOutputKinds,
    files: inspected.files.map(({ path, digest }) => ({ path, digest })),
    versions: versions.map((one) => ({ recipe_id: one.id, state: one.state })),
    runs: runs.total,
    runs_of_this_text: runs.ofThisText,
  };
}
