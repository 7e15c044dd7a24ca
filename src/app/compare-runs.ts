import type { Json } from '../domain/canonical-json.ts';
import type { RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { compareJson } from '../domain/run/compare-ingredients.ts';
import type { NamedChange } from '../domain/run/explain.ts';
import { pairCells, type CellPair } from '../domain/run/pair-cells.ts';
import type { PipelineStage } from '../domain/run/pipeline.ts';
import { stageFolder } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { StageManifest, StageOutput } from '../domain/run/stage-manifest.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import { changesOf, type FileChange } from './compare-recipe.ts';
import { explainStage } from './explain-stage.ts';
import { stageLedger, type StageLedger } from './stage-ledger.ts';

/** One field of two run records, or of what they ran on, that differs. */
export interface FieldDifference {
  readonly field: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/** How the results of one stage compare: the same bytes, the same picture in other bytes, another picture. */
export type OutputVerdict = 'same-bytes' | 'same-pixels' | 'different' | 'only-first' | 'only-second';

export interface StageComparison {
  readonly pair: CellPair;
  readonly stage: PipelineStage;
  readonly verdict: OutputVerdict;
  /** What differs in the ingredients; `null` where one of the two has not run. */
  readonly changes: readonly NamedChange[] | null;
}

export interface RunComparison {
  readonly first: RunRecord;
  readonly second: RunRecord;
  /** The recipe and the files that it names. */
  readonly files: readonly FileChange[];
  /** Recipe id and digest, seeds, tool, pipelines, limits, and the environment of the stages. */
  readonly fields: readonly FieldDifference[];
  readonly cells: {
    readonly pairs: readonly CellPair[];
    readonly onlyFirst: readonly RunCell[];
    readonly onlySecond: readonly RunCell[];
  };
  /** By pair, then by place. */
  readonly stages: readonly StageComparison[];
}

/**
 * What differs between two runs, field by field, from their records and stage manifests alone: no store, no database.
 * Cells are compared with the same cell of the other run; what is left over, with what is most like it.
 */
export async function compareRuns(
  runs: RunFolders,
  firstId: RunId,
  secondId: RunId,
): Promise<Result<RunComparison>> {
  const [one, two] = await Promise.all([runs.read(firstId), runs.read(secondId)]);
  if (!one.ok) return one;
  if (!two.ok) return two;
  const [first, second] = [one.value.record, two.value.record];
  const ledger = stageLedger(runs);
  const cells = pairCells(first.cells, second.cells);
  const stages: StageComparison[] = [];
  const environments: Environments = [new Map(), new Map()];
  for (const pair of cells.pairs) {
    const pipelines = [first, second].map(
      (of, i) => of.pipelines[(i === 0 ? pair.first : pair.second).backend] ?? [],
    );
    for (const [a, b] of pairStages(pipelines[0] ?? [], pipelines[1] ?? [])) {
      const compared = await compareStage(ledger, [first, second], pair, [a, b], environments);
      if (compared !== null) stages.push(compared);
    }
  }
  return ok({
    first,
    second,
    files: changesOf(
      second.recipe.recipe_id,
      first.recipe.text,
      second.recipe.text,
      first.files,
      second.files,
    ),
    fields: [...differences(told(first), told(second)), ...environmentFields(environments)],
    cells,
    stages,
  });
}

type Environments = readonly [Map<string, Json>, Map<string, Json>];

/** Stages of two pipelines by name, phase and how often that name came before; in the order of the second. */
function pairStages(
  first: readonly PipelineStage[],
  second: readonly PipelineStage[],
): readonly (readonly [PipelineStage | null, PipelineStage | null])[] {
  const keyed = (stages: readonly PipelineStage[]): Map<string, PipelineStage> => {
    const seen = new Map<string, PipelineStage>();
    for (const stage of stages) {
      const name = `${stage.phase} ${stage.stage}`;
      let nth = 0;
      while (seen.has(`${name} ${nth}`)) nth += 1;
      seen.set(`${name} ${nth}`, stage);
    }
    return seen;
  };
  const [before, after] = [keyed(first), keyed(second)];
  return [
    ...[...after].map(([key, stage]) => [before.get(key) ?? null, stage] as const),
    ...[...before].flatMap(([key, stage]) => (after.has(key) ? [] : [[stage, null] as const])),
  ];
}

async function compareStage(
  ledger: StageLedger,
  records: readonly [RunRecord, RunRecord],
  pair: CellPair,
  [a, b]: readonly [PipelineStage | null, PipelineStage | null],
  environments: Environments,
): Promise<StageComparison | null> {
  const stage = b ?? a;
  if (stage === null) return null;
  const found = await Promise.all([
    manifestOf(ledger, records[0], pair.first, a),
    manifestOf(ledger, records[1], pair.second, b),
  ]);
  for (const [i, manifest] of found.entries())
    if (manifest !== null)
      environments[i === 0 ? 0 : 1].set(manifest.backend, mergedOf(environments, i, manifest));
  const [before, after] = found;
  if (before === null && after === null) return null;
  if (before === null) return { pair, stage, verdict: 'only-second', changes: null };
  if (after === null) return { pair, stage, verdict: 'only-first', changes: null };
  const views = await Promise.all([
    a === null ? null : ledger.view(records[0], pair.first, a),
    b === null ? null : ledger.view(records[1], pair.second, b),
  ]);
  const changes = views[0] === null || views[1] === null ? null : await explainStage(views[0], views[1]);
  return { pair, stage, verdict: verdictOf(before.outputs, after.outputs), changes };
}

const manifestOf = async (
  ledger: StageLedger,
  record: RunRecord,
  cell: RunCell,
  stage: PipelineStage | null,
): Promise<StageManifest | null> =>
  stage === null
    ? null
    : ledger.manifest(record.run_id, stageFolder(cell.binding_hash, cell.child_index, stage));

/** Of a backend the surroundings of its own stage; post stages have none. */
function mergedOf(environments: Environments, i: number, { backend, environment }: StageManifest): Json {
  const known = environments[i === 0 ? 0 : 1].get(backend);
  return known === undefined || Object.keys(environment).length > 0 ? environment : known;
}

/** Outputs by name: the vendor's own file counts as bytes, a picture also by what it shows. */
export function verdictOf(a: readonly StageOutput[], b: readonly StageOutput[]): OutputVerdict {
  const others = new Map(b.map((output) => [output.name, output]));
  if (a.length !== b.length || a.some(({ name }) => !others.has(name))) return 'different';
  const isEqual = (key: 'bytes' | 'pixels'): boolean =>
    a.every((output) => {
      const other = others.get(output.name);
      if (output.bytes === other?.bytes) return true;
      return key === 'pixels' && output.pixels !== null && output.pixels === other?.pixels;
    });
  if (isEqual('bytes')) return 'same-bytes';
  return isEqual('pixels') ? 'same-pixels' : 'different';
}

/** What of a record says how it was made; who asked when is no difference. */
const told = (record: RunRecord): { readonly [field: string]: Json } => ({
  recipe_id: record.recipe.recipe_id,
  recipe_digest: record.recipe.digest,
  kind: record.recipe.kind,
  draft: record.recipe.is_draft,
  gated: record.gated,
  asks_again: record.asks_again,
  rebuild: record.rebuild,
  seeds: { ...record.seeds },
  tool: { ...record.tool },
  limits: { ...record.limits },
  // By name: parameters of post stages are ingredients, and stand in the recipe.
  pipelines: Object.fromEntries(
    Object.entries(record.pipelines).map(([backend, stages]) => [backend, stages.map(({ stage }) => stage)]),
  ),
  // Files that the recipe names are compared as files.
  catalogue: Object.fromEntries(
    record.catalogue
      .filter(({ name }) => !record.files.some(({ path }) => path === name))
      .map((asset) => [asset.name, { ...asset }]),
  ),
});

const differences = (from: Json, to: Json): readonly FieldDifference[] =>
  compareJson(from, to).map(({ path, from: a, to: b }) => ({ field: path.join('.'), from: a, to: b }));

const environmentFields = ([first, second]: Environments): readonly FieldDifference[] =>
  [...second.keys()]
    .filter((backend) => first.has(backend))
    .sort()
    .flatMap((backend) =>
      differences({ environment: first.get(backend) ?? {} }, { environment: second.get(backend) ?? {} }).map(
        (one) => ({ ...one, field: one.field.replace(/^environment/, `environment of ${backend}`) }),
      ),
    );

/** Whether nothing was found that differs. */
export const isSameRun = ({ files, fields, cells, stages }: RunComparison): boolean =>
  files.length === 0 &&
  fields.length === 0 &&
  cells.onlyFirst.length === 0 &&
  cells.onlySecond.length === 0 &&
  cells.pairs.every(({ isSame }) => isSame) &&
  stages.every(({ verdict, changes }) => verdict === 'same-bytes' && changes?.length === 0);
