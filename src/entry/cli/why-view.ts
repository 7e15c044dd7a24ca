import type { StageReason, Why } from '../../app/why.ts';
import type { Json } from '../../domain/canonical-json.ts';
import { changeText, sharedChangesText } from '../../domain/run/change-text.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { Output } from './output.ts';
import { changeJson, isExplainedByChanges, reasonText, stageName, stageTitle } from './reason-text.ts';
import { plainRows } from './terminal/table.ts';
import { groupsOf, hung, oneOfKind, sharedLines, type Shared } from './grouped.ts';
import { bindingText } from './words.ts';

export const whyJson = ({ record, isSealed, stages }: Why): Json => ({
  run_id: record.run_id,
  recipe_id: record.recipe.recipe_id,
  sealed: isSealed,
  stages: stages.map((one) => {
    const { cell, stage, outcome, from, reasons, waitsFor, compared } = one;
    const isWith = compared?.kind === 'with';
    return {
      cell,
      place: stage.place,
      stage: stage.stage,
      phase: stage.phase,
      backend: stage.backend,
      outcome,
      from,
      reasons,
      why: reasonText(one),
      waits_for: waitsFor === null ? null : { ...waitsFor },
      compared: compared?.kind ?? null,
      against: isWith ? { run_id: compared.run, cell: compared.cell } : null,
      changes: isWith ? compared.changes.map(changeJson) : null,
    };
  }),
});

/** One record for each stage of each cell. */
export const whyPlain = ({ stages }: Why): string[] =>
  plainRows(
    stages.map((one) => {
      const { cell, stage, outcome, from, compared } = one;
      const against = compared?.kind === 'with' ? `${compared.run}/${compared.cell}` : '';
      return [
        String(cell),
        stage.stage,
        stage.phase,
        stage.backend,
        outcome,
        from ?? '',
        reasonText(one),
        against,
      ];
    }),
  );

/** The reasons of one cell, each change in a line of its own. */
export function cellLines(output: Output, { record, stages }: Why, n: number): string[] {
  const cell = record.cells[n - 1];
  if (cell === undefined) return [];
  const style = output.style('stdout');
  const said = [
    `${record.run_id}/${n}`,
    bindingText(cell.binding),
    `child ${cell.child_index}`,
    `seed ${cell.seed}`,
  ];
  const title = said.filter((part) => part !== '').join('  ');
  return [
    ...hung(output, '', title).map(style.bold),
    ...stages.flatMap((one) => {
      const { compared, outcome } = one;
      const isWith = compared?.kind === 'with' && compared.changes.length > 0;
      const against = isWith ? `  against ${compared.run}/${compared.cell}` : '';
      const head = `${style.bold(printable(stageName(one.stage)))}  ${outcomeWord(outcome)}${style.dim(against)}`;
      const isTold = isWith && outcome === 'executed';
      return [
        head,
        ...(isTold ? [] : hung(output, '  ', reasonText(one))),
        ...(isTold
          ? compared.changes.flatMap((change) => {
              const lines = hung(
                output,
                '  ',
                changeText(change) + (change.isConsequence ? ' (follows)' : ''),
              );
              return change.isConsequence ? lines.map(style.dim) : lines;
            })
          : []),
      ];
    }),
  ];
}

/** The reasons of many cells: stage by stage, equal ones together, with how many cells have them. */
export function runLines(output: Output, { record, stages }: Why): string[] {
  const style = output.style('stdout');
  const byStage = groupsOf(stages, ({ stage }) => `${stage.place} ${stage.stage} ${stage.backend}`);
  const backends = new Set(record.cells.map(({ backend }) => backend));
  const jobs = count(record.cells.length, 'job');
  return [
    style.bold(`${record.run_id}  ${printable(record.recipe.recipe_id)}  ${jobs}`),
    ...byStage.flatMap((ofStage) => {
      const stage = ofStage[0]?.stage;
      if (stage === undefined) return [];
      return [
        style.bold(stageTitle(stage, backends.size > 1)),
        ...sharedLines(output, groupsOf(ofStage, kindOfReason).map(sharedReason)),
      ];
    }),
  ];
}

/** Reasons that are told as one: the same outcome for changes of the same fields. */
function kindOfReason({ outcome, from, reasons, waitsFor, compared }: StageReason): string {
  const fields =
    compared?.kind === 'with' ? compared.changes.map((change) => change.field) : [compared?.kind ?? ''];
  return JSON.stringify([outcome, from, reasons, waitsFor, fields]);
}

function sharedReason(group: readonly StageReason[]): Shared {
  const withs = group.flatMap(({ compared }) => (compared?.kind === 'with' ? [compared] : []));
  const runs = [...new Set(withs.map(({ run }) => run))];
  const isDifferent = withs.some(({ changes }) => changes.length > 0);
  const against = runs.length === 1 ? (runs[0] ?? '') : count(runs.length, 'run');
  const isExplained = isDifferent && group.every(isExplainedByChanges);
  const text = isExplained
    ? sharedChangesText(withs.map(({ changes }) => changes))
    : oneOfKind(group.map(reasonText));
  return {
    cells: group.length,
    label: outcomeWord(group[0]?.outcome ?? 'not-run'),
    text: `${text}${isDifferent ? `, against ${against}` : ''}`,
  };
}

const outcomeWord = (outcome: StageReason['outcome']): string =>
  outcome === 'not-run' ? 'not run' : outcome;
