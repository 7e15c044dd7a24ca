import { chooseChildren } from '../../../app/choose-children.ts';
import { loadRecipe, type LoadedRecipe } from '../../../app/load-recipe.ts';
import { outlineRun, type RunOutline } from '../../../app/plan-run.ts';
import { failure } from '../../../domain/failure.ts';
import { firstChildren, parseChildren, type WantedChildren } from '../../../domain/recipe/children.ts';
import { finalBackends } from '../../../domain/recipe/fan-out.ts';
import { flagOfLever } from '../../../domain/recipe/lever-flag.ts';
import { chooseSweep } from '../../../domain/recipe/sweep.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Rebuild, RunRecord } from '../../../domain/run/run-record.ts';
import { parseUsd } from '../../../domain/spend/usd.ts';
import type { Given } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { readLeverFlags } from '../lever-flags.ts';
import { listOption, textOption, wholeNumber } from '../options.ts';
import { generateOptions } from '../specs/making-options.ts';

/** What is asked for, checked and spelled out, and nothing written yet. */
export interface Prepared {
  readonly loaded: LoadedRecipe;
  readonly outline: RunOutline;
  /** The run as the run folders have it now: with `--more` another one may have taken its children meanwhile. */
  outlineNow(): Promise<Result<RunOutline>>;
  /** Whether the children hang on what other runs have used. */
  readonly isMore: boolean;
  /** What multiplies to the number of jobs, such as `5 hair`; empty for one job. */
  readonly factors: readonly string[];
  /** What the run may cost, in micro-USD. */
  readonly limitMicroUsd: number | null;
  /** What of it the caller named just now, which agrees to the price too. */
  readonly agreedMicroUsd: number | null;
  readonly asksAgain: boolean;
  /** `--rebuild`: executed though the result is there. */
  readonly rebuild: Rebuild;
  readonly isAgreed: boolean;
  /** Where the run comes from. */
  readonly lineage: Pick<RunRecord, 'origin' | 'parent'>;
  /** State of the editor that asks. */
  readonly ui: RunRecord['ui'];
}

/** What a person says beside what is asked for. */
export type Said = Pick<Prepared, 'limitMicroUsd' | 'asksAgain' | 'rebuild' | 'isAgreed'>;

export function readSaid(options: Given['options']): Result<Said> {
  const limit = amount('--max-usd', options['maxUsd']);
  if (!limit.ok) return limit;
  const rebuild = rebuildOf(options);
  if (!rebuild.ok) return rebuild;
  return ok({
    limitMicroUsd: limit.value,
    asksAgain: options['regate'] === true,
    rebuild: rebuild.value,
    isAgreed: options['yes'] === true,
  });
}

/** Reads and checks everything that a person asks for. Needs no database; reads the run folders for `--more` alone. */
export async function prepare(
  context: CommandContext,
  { operands, options }: Given,
): Promise<Result<Prepared>> {
  if (options['draft'] === true) {
    const { prepareDraft } = await import('./prepare-from.ts');
    return prepareDraft(context, { operands, options });
  }
  const flags = readLeverFlags(operands, listOption(options['set']));
  if (!flags.ok) return flags;
  const wanted = wantedChildren(options);
  if (!wanted.ok) return wanted;
  const said = readSaid(options);
  if (!said.ok) return said;
  const opened = context.project();
  if (!opened.ok) return opened;
  const { project } = opened.value;
  const loaded = await loadRecipe(project, flags.value.recipeId);
  if (!loaded.ok) return loaded;
  const { recipe } = loaded.value;
  const sweep = chooseSweep(recipe, flags.value.given, ownFlags);
  if (!sweep.ok) return sweep;
  const outlineNow = async (): Promise<Result<RunOutline>> => {
    const chosen = await chooseChildren(project, recipe, sweep.value, wanted.value);
    return chosen.ok ? ok(outlineRun(loaded.value, chosen.value, project.sha256)) : chosen;
  };
  const outline = await outlineNow();
  if (!outline.ok) return outline;
  const factors = [
    ...Object.entries(sweep.value.values).map(([lever, values]) => factor(values.length, lever)),
    factor(finalBackends(recipe).length, 'backends'),
    factor(wanted.value.kind === 'more' ? wanted.value.count : wanted.value.children.length, 'children'),
  ].filter((one) => one !== null);
  return ok({
    loaded: loaded.value,
    outline: outline.value,
    outlineNow,
    isMore: wanted.value.kind === 'more',
    factors,
    ...said.value,
    agreedMicroUsd: said.value.limitMicroUsd,
    lineage: { origin: 'generate', parent: null },
    ui: {},
  });
}

const factor = (n: number, what: string): string | null => (n > 1 ? `${n} ${what}` : null);

/** The long flags of the command, each as `--concepts`. */
const ownFlags = generateOptions.map(([flags]) => flagOfLever(/--([a-z-]+)/.exec(flags)?.[1] ?? ''));

function wantedChildren(options: Given['options']): Result<WantedChildren> {
  const named = ['concepts', 'children', 'more'].filter((name) => options[name] !== undefined);
  if (named.length > 1)
    return fail(failure('children-conflict', { flags: named.map((name) => `--${name}`) }));
  const more = wholeNumber('--more', options['more'], 1, 1000);
  if (!more.ok) return more;
  if (more.value !== null) return ok({ kind: 'more', count: more.value });
  const list = textOption(options['children']);
  const concepts = wholeNumber('--concepts', options['concepts'], 1, 1000);
  if (!concepts.ok) return concepts;
  const children = list === null ? ok(firstChildren(concepts.value ?? 1)) : parseChildren(list);
  return children.ok ? ok({ kind: 'these', children: children.value }) : children;
}

/** What `--rebuild` and `--allow-paid-rebuild` say together. */
function rebuildOf(options: Given['options']): Result<Rebuild> {
  const isAsked = options['rebuild'] === true;
  if (options['allowPaidRebuild'] !== true) return ok(isAsked ? 'free' : 'none');
  if (isAsked) return ok('all');
  const what = '--allow-paid-rebuild says what --rebuild may do, and there is no --rebuild.';
  return fail(failure('usage', { what, next: 'Pass both, or neither.' }));
}

/** An option that is an amount in US dollars, in micro-USD; `null` when it was not given. */
function amount(flag: string, given: unknown): Result<number | null> {
  const text = textOption(given);
  if (text === null) return ok(null);
  const micro = parseUsd(text);
  return micro === null ? fail(failure('amount-invalid', { flag, text })) : ok(micro);
}
