import type { ExplainedPlan } from '../../../app/explain-plan.ts';
import type { NearestStage } from '../../../app/nearest-stage.ts';
import { continuedBy } from '../../../app/parent-stages.ts';
import { planStages, type PlannedStageRow } from '../../../app/plan-run.ts';
import type { Project } from '../../../compose.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { childrenText } from '../../../domain/recipe/children.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { RunCell } from '../../../domain/run/run-record.ts';
import { changesText, sharedChangesText } from '../../../domain/run/change-text.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import { consentNeeded, mostUnasked } from '../../../domain/spend/consent.ts';
import {
  estimateOf,
  isKept,
  sumStages,
  type Estimate,
  type StageSum,
} from '../../../domain/spend/estimate.ts';
import { usdText } from '../../../domain/spend/usd.ts';
import type { CommandContext } from '../context.ts';
import { groupsOf, sharedLines } from '../grouped.ts';
import { commonLevers, without } from '../lever-columns.ts';
import { changeJson, stageName } from '../reason-text.ts';
import { plainRows } from '../terminal/table.ts';
import { ago, bindingText } from '../words.ts';
import type { Prepared } from './prepare.ts';
import { factorsText, priceText, requireWithin } from './price.ts';

/** At least so many lines for the cells, however small the screen is. */
const leastCellLines = 6;

/** Shows what a run would be: the sums first, then its cells, as many as a screen takes. Writes nothing. */
export async function showPlan(
  context: CommandContext,
  project: Project,
  prepared: Prepared,
): Promise<Result<void>> {
  const { loaded, outline, rebuild, lineage } = prepared;
  const planned = await planStages(project, loaded, outline, { parent: continuedBy(lineage), rebuild });
  if (!planned.ok) return planned;
  const explained = await explain(project, prepared, planned.value);
  if (!explained.ok) return explained;
  const { rows } = explained.value;
  const sums = sumStages(rows);
  const estimate = estimateOf(sums);
  const within = requireWithin(prepared, estimate);
  if (!within.ok) return within;
  const ungated = estimateOf(sums, true);
  const asks = consentNeeded({
    jobs: outline.cells.length,
    ungatedMicroUsd: ungated.microUsd,
    ungatedUnpriced: ungated.unpriced,
    isAgreed: prepared.isAgreed,
    limitMicroUsd: prepared.agreedMicroUsd,
  });
  context.output.result(
    planJson(prepared, explained.value, sums, estimate, asks !== null),
    context.flags.plain === true
      ? plainPlan(outline.cells, rows)
      : planLines(context, prepared, explained.value, sums, estimate, asks),
  );
  return ok(undefined);
}

/** A plan whose rows say what changed, and the stages that they were compared with. */
interface Explained {
  readonly rows: readonly PlannedStageRow[];
  readonly nearest: ExplainedPlan;
}

async function explain(
  project: Project,
  { loaded, outline }: Prepared,
  rows: readonly PlannedStageRow[],
): Promise<Result<Explained>> {
  // A plan in which nothing is executed has nothing to explain, and loads nothing for it.
  if (!rows.some(({ action }) => action === 'execute')) return ok({ rows, nearest: new Map() });
  const { explainPlan } = await import('../../../app/explain-plan.ts');
  const explained = await explainPlan(project.runs, loaded, outline, rows);
  if (!explained.ok) return explained;
  const nearest = new Map<PlannedStageRow, NearestStage>();
  const told = rows.map((row) => {
    const found = explained.value.get(row);
    if (found === undefined) return row;
    // What differs in nothing was executed before, and its result is gone: the plan's own words say so.
    const said = { ...row, why: found.changes.length === 0 ? row.why : changesText(found.changes) };
    nearest.set(said, found);
    return said;
  });
  return ok({ rows: told, nearest });
}

function planJson(
  { loaded, outline }: Prepared,
  { rows, nearest }: Explained,
  sums: readonly StageSum[],
  estimate: Estimate,
  wouldAsk: boolean,
): Json {
  const { recipe } = loaded;
  return {
    recipe_id: recipe.recipe_id,
    recipe_digest: loaded.digest,
    draft: recipe.isDraft,
    gated: recipe.isGated,
    would_lock: loaded.needsLock,
    would_ask: wouldAsk,
    price_micro_usd: estimate.microUsd,
    unpriced_calls: estimate.unpriced,
    sums: sums.map(({ microUsd, unpriced, ...sum }) => ({
      ...sum,
      price_micro_usd: microUsd,
      unpriced_calls: unpriced,
    })),
    jobs: outline.cells.map((cell) => ({
      cell: cell.n,
      binding: cell.binding as Json,
      binding_hash: cell.binding_hash,
      backend: cell.backend,
      concept_backend: cell.concept_backend,
      child_index: cell.child_index,
      seed: cell.seed,
    })),
    stages: rows.map((row) => {
      const { priceMicroUsd, environmentAt, ingredients: _, ...told } = row;
      const found = nearest.get(row);
      return {
        ...told,
        environment_at: environmentAt,
        price_micro_usd: priceMicroUsd,
        against: found === undefined ? null : { run_id: found.run, cell: found.cell },
        changes: found?.changes.map(changeJson) ?? null,
      };
    }),
  };
}

/** One record for each stage of each cell. */
function plainPlan(cells: readonly RunCell[], rows: readonly PlannedStageRow[]): string[] {
  return plainRows(
    rows.map((row) => {
      const cell = cells[row.cell - 1] as RunCell;
      const { binding, child_index, seed } = cell;
      const price = row.priceMicroUsd === null ? 'unknown' : String(row.priceMicroUsd);
      return [
        String(row.cell),
        bindingText(binding),
        String(child_index),
        String(seed),
        row.stage,
        row.phase,
        row.backend,
        row.action,
        price,
        row.why,
      ];
    }),
  );
}

function planLines(
  context: CommandContext,
  prepared: Prepared,
  { rows, nearest }: Explained,
  sums: readonly StageSum[],
  estimate: Estimate,
  asks: 'price' | 'size' | null,
): string[] {
  const { output } = context;
  const { loaded, outline } = prepared;
  const { recipe } = loaded;
  const { cells } = outline;
  const style = output.style('stdout');
  const common = bindingText(commonLevers(cells.map(({ binding }) => binding)));
  const gate = recipe.isGated ? ', with the concept gate' : '';
  const isPaid = estimate.microUsd > 0 || estimate.unpriced > 0;
  const head = [
    style.bold(
      `${recipe.recipe_id}: would queue ${count(cells.length, 'job')}${factorsText(prepared)}${gate}`,
    ),
    // What one cell is like stands in its own lines, below.
    ...(common === '' || cells.length === 1 ? [] : [`all with ${common}`]),
    ...(cells.length === 1 ? [] : [childrenLine(cells)]),
    ...(isPaid ? [`costs ${priceText(estimate)}`] : []),
    ...environmentLines(rows),
    ...(recipe.isDraft ? ['a draft: can be looked at and rejected, not approved'] : []),
    ...(loaded.needsLock ? [`would lock ${recipe.recipe_id}: its first use fixes it`] : []),
    ...(asks === 'size' ? [`would ask first: more than ${mostUnasked} jobs (--yes goes on without)`] : []),
    ...(asks === 'price' ? ['would ask first: it is paid before anybody has looked (--max-usd)'] : []),
    ...(cells.length === 1 && !isPaid ? [] : ['', ...sumLines(context, sums, isPaid), '']),
    ...(cells.length === 1 ? [] : changeLines(context, rows, nearest)),
  ];
  const facts = output.facts('stdout');
  const room = Math.max(leastCellLines, (facts.isTty ? facts.rows : 24) - head.length - 2);
  return [...head, ...cellLines(context, cells, rows, room), ...againstLine(nearest), 'Nothing was written.'];
}

/** Why stages would be executed, for all cells together: in a wide run no line of a cell has room for it. */
function changeLines(
  { output }: CommandContext,
  rows: readonly PlannedStageRow[],
  nearest: ExplainedPlan,
): string[] {
  const told = rows.filter((row) => nearest.has(row));
  const byStage = groupsOf(told, (row) => `${row.place} ${row.stage} ${row.backend}`);
  const changesOf = (row: PlannedStageRow) => nearest.get(row)?.changes ?? [];
  const fieldsOf = (row: PlannedStageRow): string => JSON.stringify(changesOf(row).map(({ field }) => field));
  const lines = byStage.flatMap((ofStage) =>
    sharedLines(
      output,
      groupsOf(ofStage, fieldsOf).map((group) => ({
        cells: group.length,
        label: `${group.length === 1 ? 'job' : 'jobs'}, ${group[0] === undefined ? '' : printable(stageName(group[0]))}:`,
        text: sharedChangesText(group.map(changesOf)) || (group[0]?.why ?? ''),
      })),
    ),
  );
  return lines.length === 0 ? [] : [...lines, ''];
}

function againstLine(nearest: ExplainedPlan): string[] {
  const runs = [
    ...new Set([...nearest.values()].filter(({ changes }) => changes.length > 0).map(({ run }) => run)),
  ];
  if (runs.length === 0) return [];
  return [
    `Compared with ${runs.length === 1 ? (runs[0] ?? '') : `the nearest of ${count(runs.length, 'run')}`}.`,
  ];
}

/** Fingerprints hang on what workers last found; what is older than that is not known here. */
function environmentLines(rows: readonly PlannedStageRow[]): string[] {
  const found = new Map<string, string>();
  for (const { backend, environmentAt } of rows)
    if (environmentAt !== null) found.set(backend, environmentAt);
  return [...found]
    .sort()
    .map(([backend, at]) => `taking it that ${backend} still runs on what a worker found ${ago(at)}`);
}

/** `children 0-2, seeds 7301 to 7303`. */
function childrenLine(cells: readonly RunCell[]): string {
  const children = [...new Set(cells.map((cell) => cell.child_index))].sort((a, b) => a - b);
  const seeds = cells.map((cell) => cell.seed);
  const first = seeds.reduce((least, seed) => Math.min(least, seed));
  const last = seeds.reduce((most, seed) => Math.max(most, seed));
  const byBinding = new Map<string, number[]>();
  for (const { binding_hash, backend, child_index } of cells) {
    const key = `${binding_hash} ${backend}`;
    byBinding.set(key, [...(byBinding.get(key) ?? []), child_index]);
  }
  const differ = new Set([...byBinding.values()].map(childrenText)).size > 1;
  return [
    `${children.length === 1 ? 'child' : 'children'} ${childrenText(children)}`,
    ...(differ ? [' (not the same ones of each binding)'] : []),
    first === last ? `, seed ${first}` : `, seeds ${first} to ${last}`,
  ].join('');
}

function sumLines(context: CommandContext, sums: readonly StageSum[], isPaid: boolean): string[] {
  const backends = new Set(sums.map(({ backend }) => backend));
  // Columns of what is rare are there when something stands in them.
  const rare = (['pin', 'restore', 'refuse'] as const).filter((action) =>
    sums.some((sum) => sum[action] > 0),
  );
  return context.output.table(
    [
      { title: 'stage' },
      { title: 'reuse', align: 'right' },
      ...rare.map((title) => ({ title, align: 'right' as const })),
      { title: 'execute', align: 'right' },
      { title: 'not known yet', align: 'right' },
      ...(isPaid ? [{ title: 'at most', align: 'right' as const }] : []),
    ],
    sums.map((sum) => {
      const name = stageName(sum);
      const isPost = !name.endsWith(')');
      const price = sum.unpriced > 0 ? 'not known' : sum.microUsd > 0 ? usdText(sum.microUsd) : '';
      return [
        isPost && sum.phase === 'final' && backends.size > 1 ? `${name} (${sum.backend})` : name,
        String(sum.reuse),
        ...rare.map((action) => String(sum[action])),
        String(sum.execute),
        String(sum.unknown),
        ...(isPaid ? [price] : []),
      ];
    }),
  );
}

/** Each cell with its stages where there is room for all; else one line for each, as many as there is room for. */
function cellLines(
  context: CommandContext,
  cells: readonly RunCell[],
  rows: readonly PlannedStageRow[],
  room: number,
): string[] {
  const { output } = context;
  const style = output.style('stdout');
  if (cells.length + rows.length <= room) {
    const stages = output.table(
      [{ title: '' }, { title: '' }, { title: '', isCuttable: true }],
      rows.map((row) => [`  ${row.action}`, stageName(row), row.why]),
    );
    return cells.flatMap((cell) => [
      style.bold(
        `cell ${cell.n}  ${bindingText(cell.binding)}  child ${cell.child_index}  seed ${cell.seed}  ${cell.backend}`,
      ),
      // The first line of the table is its titles.
      ...stages.slice(1).filter((_, i) => rows[i]?.cell === cell.n),
    ]);
  }
  const common = commonLevers(cells.map(({ binding }) => binding));
  const shown = cells.length <= room - 1 ? cells : cells.slice(0, Math.max(1, room - 2));
  const todo = new Map<number, PlannedStageRow>();
  for (const row of rows) if (!isKept(row.action) && !todo.has(row.cell)) todo.set(row.cell, row);
  const lines = output.table(
    [
      { title: 'cell', align: 'right' },
      { title: 'levers', isCuttable: true },
      { title: 'child', align: 'right' },
      { title: 'seed', align: 'right' },
      { title: 'backend' },
      { title: 'begins with' },
    ],
    shown.map((cell) => {
      const first = todo.get(cell.n);
      return [
        String(cell.n),
        bindingText(without(cell.binding, common)),
        String(cell.child_index),
        String(cell.seed),
        cell.backend,
        first === undefined
          ? 'all reused'
          : first.phase === first.stage
            ? first.stage
            : `${first.stage}, ${first.phase}`,
      ];
    }),
  );
  const rest = cells.length - shown.length;
  return rest === 0 ? lines : [...lines, style.dim(`and ${rest} more; --json and --plain have all of them`)];
}
