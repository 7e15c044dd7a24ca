import {
  bindingHashShape,
  digestShape,
  pluginNameShape,
  recipeIdShape,
  runIdShape,
} from '../candidate/side-record.ts';
import { isProjectId, type ProjectId } from '../ids.ts';
import {
  faultText,
  freeObject,
  integer,
  list,
  map,
  nullable,
  oneOf,
  openRecord,
  parseRecord,
  text,
  truth,
} from '../manifest/shape.ts';
import { isProjectPath } from '../project-path.ts';
import { isUtcTime } from '../utc-time.ts';
import type { PipelineStage } from './pipeline.ts';
import {
  rebuilds,
  runOrigins,
  type CatalogueAsset,
  type RunCell,
  type RunFile,
  type RunRecord,
} from './run-record.ts';
import { withoutSelfDigest } from './self-digest.ts';

/** Highest place of a stage: two digits of a folder's name. */
const maxPlace = 99;

const anyText = text('text');

/** Older files do not say what they rebuild. */
type WrittenRecord = Omit<RunRecord, 'rebuild'> & { readonly rebuild?: RunRecord['rebuild'] };

export const runRecordShape = openRecord<WrittenRecord>(
  {
    schema_version: oneOf(1),
    run_id: runIdShape,
    project_id: text<ProjectId>('a project id', isProjectId),
    created_at: text('a UTC time to the millisecond', isUtcTime),
    origin: oneOf(...runOrigins),
    parent: nullable(runIdShape),
    tool: openRecord<RunRecord['tool']>({ name: oneOf('artkiln'), version: anyText }),
    actor: anyText,
    recipe: openRecord<RunRecord['recipe']>({
      recipe_id: recipeIdShape,
      digest: digestShape,
      kind: anyText,
      is_draft: truth,
      text: anyText,
    }),
    files: list(
      openRecord<RunFile>({
        path: text('a path inside the project', isProjectPath),
        digest: digestShape,
        size: integer(0),
        text: nullable(anyText),
      }),
    ),
    gated: truth,
    asks_again: truth,
    rebuild: oneOf(...rebuilds),
    seeds: openRecord<RunRecord['seeds']>({ production: integer(0) }),
    cells: list(
      openRecord<RunCell>({
        n: integer(1),
        // Whether these are the recipe's levers is for whoever reads the recipe.
        binding: map('a lever', () => true, anyText),
        binding_hash: bindingHashShape,
        backend: pluginNameShape,
        concept_backend: nullable(pluginNameShape),
        child_index: integer(0, 999),
        seed: integer(1),
      }),
      1,
    ),
    pipelines: map(
      'a backend',
      () => true,
      list(
        openRecord<PipelineStage>({
          place: integer(0, maxPlace),
          stage: pluginNameShape,
          phase: oneOf('concept', 'final'),
          backend: pluginNameShape,
          params: freeObject,
        }),
        1,
      ),
    ),
    catalogue: list(
      openRecord<CatalogueAsset>({
        name: anyText,
        role: anyText,
        digest: nullable(digestShape),
        size: nullable(integer(0)),
        licence: nullable(anyText),
      }),
    ),
    ui: freeObject,
    limits: openRecord<RunRecord['limits']>({ max_micro_usd: nullable(integer(0)) }),
  },
  ['rebuild'],
);

/**
 * Reads `run.json`. The file may be a stranger's (an archive, a clone), so everything that a worker builds paths from
 * or that goes into a row is checked here. Returns the record, or in words why it cannot be used.
 */
export function parseRunRecord(source: string): RunRecord | string {
  const parsed = parseRecord(withoutSelfDigest(source), runRecordShape);
  // The first of them: a file that is something else altogether has hundreds.
  if (!parsed.ok) return parsed.faults.slice(0, 1).map(faultText).join();
  const record = { ...parsed.value, rebuild: parsed.value.rebuild ?? 'none' };
  return orderFault(record) ?? record;
}

/** What no field tells alone: cells and stages stand in their order, and every cell has a pipeline. */
function orderFault({ cells, pipelines }: RunRecord): string | null {
  for (const [i, { n, backend }] of cells.entries()) {
    if (n !== i + 1) return `cell ${i + 1} is out of place`;
    // Own members only: `constructor` is a fine name for a backend and no pipeline.
    const stages = Object.hasOwn(pipelines, backend) ? pipelines[backend] : undefined;
    if (stages === undefined) return `there is no pipeline for ${backend}`;
    // One folder for each stage of a cell: two at one place would take each other's result for their own.
    if (stages.some(({ place }, at) => place !== at)) return `the pipeline for ${backend} is out of order`;
  }
  return null;
}
