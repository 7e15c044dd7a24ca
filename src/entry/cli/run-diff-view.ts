import { isSameRun, type RunComparison, type StageComparison } from '../../app/compare-runs.ts';
import type { Json } from '../../domain/canonical-json.ts';
import { changesText, sharedChangesText } from '../../domain/run/change-text.ts';
import type { CellPair } from '../../domain/run/pair-cells.ts';
import type { RunCell } from '../../domain/run/run-record.ts';
import { changeOfValue } from '../../domain/run/value-text.ts';
import { count, few } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import { groupsOf, hung, sharedLines, type Shared } from './grouped.ts';
import type { Output } from './output.ts';
import { changeJson, stageTitle } from './reason-text.ts';
import { changeJson as fileJson, changeLines } from './recipe-words.ts';
import { plainRows } from './terminal/table.ts';
import { bindingText } from './words.ts';

const cellJson = (cell: RunCell): Json => ({
  cell: cell.n,
  binding: cell.binding,
  backend: cell.backend,
  child_index: cell.child_index,
  seed: cell.seed,
});

export function runDiffJson(compared: RunComparison): Json {
  const { first, second, files, fields, cells, stages } = compared;
  return {
    first: first.run_id,
    second: second.run_id,
    same: isSameRun(compared),
    fields: fields.map(({ field, from, to }) => ({
      field,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      text: fieldText({ field, from, to }),
    })),
    files: files.map(fileJson),
    cells: {
      pairs: cells.pairs.map((pair) => ({ first: pair.first.n, second: pair.second.n, same: pair.isSame })),
      only_first: cells.onlyFirst.map(cellJson),
      only_second: cells.onlySecond.map(cellJson),
    },
    stages: stages.map(({ pair, stage, verdict, changes }) => ({
      first_cell: pair.first.n,
      second_cell: pair.second.n,
      place: stage.place,
      stage: stage.stage,
      phase: stage.phase,
      backend: stage.backend,
      outputs: verdict,
      changes: changes?.map(changeJson) ?? null,
    })),
  };
}

const fieldText = ({ field, from, to }: RunComparison['fields'][number]): string =>
  `${printable(field)} ${changeOfValue(from, to)}`;

/** One record for each field and file that differs, for each cell of one run only, and for each compared stage. */
export const runDiffPlain = ({ files, fields, cells, stages }: RunComparison): string[] =>
  plainRows([
    ...fields.map((one) => ['field', one.field, changeOfValue(one.from, one.to)]),
    ...files.map(({ path, change }) => ['file', path, change]),
    ...cells.onlyFirst.map((cell) => ['only-first', String(cell.n), cellText(cell)]),
    ...cells.onlySecond.map((cell) => ['only-second', String(cell.n), cellText(cell)]),
    ...stages.map(({ pair, stage, verdict, changes }) => [
      'stage',
      String(pair.first.n),
      String(pair.second.n),
      stage.stage,
      stage.phase,
      stage.backend,
      verdict,
      changes === null ? '' : changesText(changes),
    ]),
  ]);

const cellText = (cell: RunCell): string =>
  [bindingText(cell.binding), `child ${cell.child_index}`, cell.backend]
    .filter((part) => part !== '')
    .join('  ');

export function runDiffLines(output: Output, compared: RunComparison): string[] {
  const { first, second, files, fields, cells, stages } = compared;
  const style = output.style('stdout');
  const byStage = groupsOf(stages, ({ stage }) => `${stage.place} ${stage.stage} ${stage.backend}`);
  const backends = new Set(second.cells.map(({ backend }) => backend));
  return [
    style.bold(`${first.run_id} -> ${second.run_id}`),
    ...fields.flatMap((field) => hung(output, '  ', fieldText(field))),
    ...files.flatMap((change) => changeLines(change, style)),
    ...pairLines(output, cells.pairs),
    ...onlyLines(output, first.run_id, cells.onlyFirst),
    ...onlyLines(output, second.run_id, cells.onlySecond),
    ...byStage.flatMap((ofStage) => {
      const stage = ofStage[0]?.stage;
      if (stage === undefined) return [];
      return [
        style.bold(stageTitle(stage, backends.size > 1)),
        ...sharedLines(output, groupsOf(ofStage, kindOf).map(shared)),
      ];
    }),
  ];
}

/** What is compared with what, where it is not the same cell. */
function pairLines(output: Output, pairs: readonly CellPair[]): string[] {
  const others = pairs.filter(({ isSame }) => !isSame);
  const texts = others.map(({ first, second }) => `${first.n} with ${second.n}`);
  if (texts.length === 0) return [];
  return hung(output, '  ', `not the same cells, so the most alike are compared: ${few(texts, 6)}`);
}

function onlyLines(output: Output, run: string, cells: readonly RunCell[]): string[] {
  if (cells.length === 0) return [];
  return hung(output, '  ', `${count(cells.length, 'cell')} only in ${run}: ${few(cells.map(cellText), 3)}`);
}

const kindOf = ({ verdict, changes }: StageComparison): string =>
  JSON.stringify([verdict, changes?.map(({ field }) => field) ?? null]);

const words = {
  'same-bytes': 'same bytes',
  'same-pixels': 'same picture, other bytes',
  different: 'different',
  'only-first': 'run only in the first',
  'only-second': 'run only in the second',
} as const satisfies { readonly [verdict in StageComparison['verdict']]: string };

function shared(group: readonly StageComparison[]): Shared {
  const verdict = group[0]?.verdict ?? 'different';
  const changes = group.flatMap((one) => (one.changes === null ? [] : [one.changes]));
  const isUnexplained = changes.length > 0 && changes[0]?.length === 0 && verdict !== 'same-bytes';
  return {
    cells: group.length,
    label: words[verdict],
    text: isUnexplained ? 'though the same was asked for' : sharedChangesText(changes),
  };
}
