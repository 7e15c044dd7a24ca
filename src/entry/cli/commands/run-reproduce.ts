import { reproduceRun, type Reproduction } from '../../../app/reproduce-run.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { toolDifferenceText } from '../../../domain/run/compare-ingredients.ts';
import {
  firstDifferent,
  tallyOf,
  type ReproducedOutput,
  type ReproducedStage,
  type ReproductionReason,
} from '../../../domain/run/reproduction.ts';
import { count, few } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import { version } from '../../../version.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, type CommandContext } from '../context.ts';
import { arranged, listingLines, type ListingColumn } from '../listing.ts';
import { textOption, unknownWord, usage, wholeNumber } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { untilSignal } from '../signals.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const cell = wholeNumber('--cell', options['cell'], 1, 999_999);
  if (!cell.ok) return finish(context, cell);
  const opened = context.project();
  if (!opened.ok) return finish(context, opened);
  const { project } = opened.value;
  const folders = await project.runs.list();
  if (!folders.ok) return finish(context, folders);
  const chosen = chooseRun(operands[0] ?? '', folders.value);
  if (!chosen.ok) return finish(context, chosen);
  const read = await project.runs.read(chosen.value);
  if (!read.ok) return finish(context, read);
  const { cells, pipelines } = read.value.record;
  if (cell.value !== null && cell.value > cells.length)
    return context.output.failure(usage(`--cell takes a whole number from 1 to ${cells.length}.`));
  const stage = textOption(options['stage']);
  const stages = [...new Set(Object.values(pipelines).flatMap((all) => all.map((one) => one.stage)))];
  if (stage !== null && !stages.includes(stage))
    return context.output.failure(unknownWord('--stage', stage, stages));

  const scratch = project.scratch(`reproduce-${chosen.value}`);
  const signal = { aborted: false };
  void untilSignal(context.output).then(() => {
    signal.aborted = true;
  });
  const request = { run: chosen.value, cell: cell.value, stage, allowsPaid: options['allowPaid'] === true };
  const reproduced = await reproduceRun(project, request, scratch, signal);
  if (!reproduced.ok) {
    await scratch.remove();
    return context.output.failure(reproduced.failure);
  }
  show(context, reproduced.value);
  return tallyOf(reproduced.value.stages).different === 0 ? 0 : 10;
};

interface Row {
  readonly of: ReproducedStage;
  readonly output: ReproducedOutput;
}

/** What a stage's ingredients would be called now, each difference once however many cells have it. */
function differencesOf(stages: readonly ReproducedStage[]) {
  const found = new Map<string, { stage: string; of: ReproducedStage['differences'][number] }>();
  for (const { stage, differences } of stages)
    for (const of of differences) found.set(`${stage} ${JSON.stringify(of)}`, { stage, of });
  return [...found.values()];
}

const reasons: { readonly [reason in ReproductionReason]: string } = {
  vendor: 'a service made it, and would make another',
  paid: 'it would be paid for; --allow-paid calls it',
  'backend-unavailable': 'its backend cannot run here',
  'input-missing': 'what it was made of is not here',
  'stage-failed': 'the stage failed',
  'output-gone': 'the stage gives no such output now',
  'output-new': 'the stage gave no such output then',
};

function show(context: CommandContext, { record, stages }: Reproduction): void {
  const { output } = context;
  const style = output.style('stdout');
  const rows: Row[] = stages.flatMap((of) => of.outputs.map((one) => ({ of, output: one })));
  const tally = tallyOf(stages);
  const differences = differencesOf(stages);
  const first = firstDifferent(stages);
  const told = Object.entries(tally).flatMap(([verdict, n]) => (n === 0 ? [] : [`${n} ${verdict}`]));
  const different = rows.filter((row) => row.output.verdict === 'different');
  output.result(json(record, rows, differences, tally, first), [
    ...(output.flags.plain ? [] : surroundings(record.tool.version, differences)),
    ...listingLines(output, listing(rows, output.flags.plain)),
    ...(output.flags.plain ? [] : different.slice(0, mostShown).flatMap(differenceLines)),
    ...(output.flags.plain
      ? []
      : [
          (tally.different > 0 ? style.red : style.green)(
            `${count(rows.length, 'output')}: ${told.join(', ')}`,
          ),
        ]),
  ]);
  if (different.length > mostShown)
    output.note(`${different.length - mostShown} more outputs differ: --json has all of them`);
  if (first !== null) output.note(`first different: cell ${first.cell}, ${first.folder}`);
}

/** Differences that are shown with all that is known of them. */
const mostShown = 5;

function surroundings(recordedBy: string, differences: ReturnType<typeof differencesOf>): readonly string[] {
  const tool = recordedBy === version ? `Artkiln ${version}, as then` : `Artkiln ${recordedBy} -> ${version}`;
  if (differences.length === 0) return [`${tool}; no ingredient differs.`];
  return [
    `${tool}; ingredients that differ:`,
    ...differences.map(({ stage, of }) =>
      printable(`  ${of.path[0] === 'version' ? '' : `${stage}: `}${toolDifferenceText(stage, of)}`),
    ),
  ];
}

function listing(rows: readonly Row[], isPlain: boolean) {
  const columns: readonly ListingColumn<readonly Row[]>[] = [
    { title: 'cell', align: 'right', cell: ([row]) => String(row?.of.cell ?? ''), said: null },
    { title: 'phase', leaves: 2, cell: ([row]) => row?.of.phase ?? '', said: null },
    { title: 'stage', isCuttable: true, cell: ([row]) => row?.of.stage ?? '', said: null },
    { title: 'backend', leaves: 1, cell: ([row]) => row?.of.backend ?? '', said: null },
    {
      title: 'outputs',
      isCuttable: true,
      cell: (group) =>
        few(
          group.map((row) => row.output.name),
          3,
        ),
      said: null,
    },
    { title: 'verdict', isWhole: true, cell: ([row]) => row?.output.verdict ?? '', said: null },
    {
      title: 'why',
      isCuttable: true,
      cell: ([row]) => (row?.output.reason == null ? '' : reasons[row.output.reason]),
      said: null,
    },
  ];
  return arranged(isPlain ? rows.map((row) => [row]) : grouped(rows), columns, isPlain);
}

/** Outputs of one stage with one verdict, together. */
function grouped(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.of.folder} ${row.output.verdict} ${row.output.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function differenceLines({ of, output }: Row): readonly string[] {
  const { difference: pixels, recorded, made } = output;
  const box = pixels?.box;
  const where = box == null ? '' : ` in ${box.w}x${box.h} at ${box.x},${box.y}`;
  const how = pixels === null ? '' : `: ${pixels.changed} of ${count(pixels.pixels, 'pixel')} differ${where}`;
  return [
    `cell ${of.cell}, ${of.stage} ${output.name}${how}`,
    ...(recorded === null ? [] : [`  recorded  ${recorded}`]),
    ...(made === null ? [] : [`  made now  ${made}`]),
  ].map(printable);
}

const json = (
  record: Reproduction['record'],
  rows: readonly Row[],
  differences: ReturnType<typeof differencesOf>,
  tally: ReturnType<typeof tallyOf>,
  first: ReproducedStage | null,
): Json => ({
  run: record.run_id,
  recipe_id: record.recipe.recipe_id,
  recorded_by: record.tool.version,
  tool: version,
  differences: differences.map(({ stage, of }) => ({
    stage,
    path: of.path,
    from: of.from ?? null,
    to: of.to ?? null,
  })),
  outputs: rows.map(({ of, output }) => ({
    cell: of.cell,
    place: of.place,
    stage: of.stage,
    phase: of.phase,
    backend: of.backend,
    output: output.name,
    verdict: output.verdict,
    reason: output.reason,
    recorded: output.recorded,
    made: output.made,
    different_pixels: output.difference?.changed ?? null,
    bounding_box: output.difference?.box == null ? null : { ...output.difference.box },
  })),
  counts: { ...tally },
  first_different: first === null ? null : { cell: first.cell, stage: first.stage, folder: first.folder },
  reproduced: tally.different === 0,
});
