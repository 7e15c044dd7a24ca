import { isDigest, isProjectId, isRecipeId, isRunId } from '../ids.ts';
import { isObject, type Members } from '../json-object.ts';
import { isProjectPath } from '../project-path.ts';
import { isCount, isName, isText, isTime } from './record-shape.ts';
import { rebuilds, runOrigins, type RunRecord } from './run-record.ts';
import { withoutSelfDigest } from './self-digest.ts';

/** Highest place of a stage: two digits of a folder's name. */
const maxPlace = 99;

/**
 * Reads `run.json`. The file may be a stranger's (an archive, a clone), so everything that a worker builds paths from
 * or that goes into a row is checked here. Returns the record, or in words why it cannot be used.
 */
export function parseRunRecord(text: string): RunRecord | string {
  let record: unknown;
  try {
    record = JSON.parse(withoutSelfDigest(text));
  } catch {
    return 'it is not JSON';
  }
  if (!isObject(record)) return 'it is not an object';
  if (record['schema_version'] !== 1) {
    return `its schema version is ${JSON.stringify(record['schema_version'])}, and this Artkiln reads version 1`;
  }
  const fault =
    headFault(record) ??
    recipeFault(record['recipe']) ??
    listFault(record['files'], 'file', fileFault) ??
    cellsFault(record['cells'], record['pipelines']);
  return fault ?? ({ ...record, rebuild: record['rebuild'] ?? 'none' } as unknown as RunRecord);
}

function headFault(record: Members): string | null {
  const { run_id, project_id, created_at, origin, parent, tool, seeds } = record;
  if (!isText(run_id) || !isRunId(run_id)) return 'its run_id is not one';
  if (!isText(project_id) || !isProjectId(project_id)) return 'its project_id is not one';
  if (!isTime(created_at)) return 'its created_at is no time';
  if (!(runOrigins as readonly unknown[]).includes(origin)) return 'its origin is none';
  if (parent !== null && !(isText(parent) && isRunId(parent))) return 'its parent is no run';
  if (!isObject(tool) || !isText(tool['version'])) return 'it names no tool';
  if (!isText(record['actor'])) return 'it names no actor';
  if (typeof record['gated'] !== 'boolean' || typeof record['asks_again'] !== 'boolean')
    return 'it does not say whether it is gated and asks again';
  if (record['rebuild'] !== undefined && !(rebuilds as readonly unknown[]).includes(record['rebuild']))
    return 'it does not say what it rebuilds';
  if (!isObject(seeds) || !isCount(seeds['production'])) return 'it has no seed';
  if (!Array.isArray(record['catalogue']) || !isObject(record['ui']) || !isObject(record['limits']))
    return 'its catalogue, ui or limits are missing';
  const { max_micro_usd } = record['limits'];
  if (max_micro_usd !== null && !isCount(max_micro_usd)) return 'its limit is no amount';
  return null;
}

function recipeFault(recipe: unknown): string | null {
  if (!isObject(recipe)) return 'it has no recipe';
  const { recipe_id, digest, kind, is_draft, text } = recipe;
  if (!isText(recipe_id) || !isRecipeId(recipe_id)) return 'its recipe_id is not one';
  if (!isText(digest) || !isDigest(digest)) return 'its recipe digest is not one';
  if (!isText(text) || !isText(kind) || typeof is_draft !== 'boolean') return 'its recipe is incomplete';
  return null;
}

function listFault(list: unknown, what: string, fault: (item: Members) => boolean): string | null {
  if (!Array.isArray(list)) return `it has no list of ${what}s`;
  const at = list.findIndex((item) => !isObject(item) || fault(item));
  return at < 0 ? null : `${what} ${at + 1} is not one`;
}

const fileFault = ({ path, digest, size, text }: Members): boolean =>
  !isText(path) ||
  !isProjectPath(path) ||
  !isText(digest) ||
  !isDigest(digest) ||
  !isCount(size) ||
  !(text === null || isText(text));

function cellsFault(cells: unknown, pipelines: unknown): string | null {
  if (!Array.isArray(cells) || cells.length === 0) return 'it has no cells';
  if (!isObject(pipelines)) return 'it has no pipelines';
  for (const [i, cell] of cells.entries()) {
    if (!isObject(cell) || cell['n'] !== i + 1) return `cell ${i + 1} is out of place`;
    const { binding, binding_hash, backend, concept_backend, child_index, seed } = cell;
    if (!isObject(binding) || !Object.values(binding).every(isText)) return `cell ${i + 1} has no binding`;
    if (!isText(binding_hash) || !isDigest(binding_hash)) return `cell ${i + 1} has no binding hash`;
    if (!isName(backend)) return `cell ${i + 1} names no backend`;
    if (concept_backend !== null && !isName(concept_backend)) return `cell ${i + 1} names no backend`;
    if (!isCount(child_index, 999)) return `cell ${i + 1} has no child index`;
    if (!isCount(seed) || seed === 0) return `cell ${i + 1} has no seed`;
    // Own members only: `constructor` is a fine name for a backend and no pipeline.
    const stages: unknown = Object.hasOwn(pipelines, backend) ? pipelines[backend] : null;
    if (!Array.isArray(stages) || stages.length === 0) return `there is no pipeline for ${backend}`;
    if (!stages.every(isStage)) return `the pipeline for ${backend} is not one`;
    // One folder for each stage of a cell: two at one place would take each other's result for their own.
    if (stages.some((stage: Members, place) => stage['place'] !== place))
      return `the pipeline for ${backend} is out of order`;
  }
  return null;
}

const isStage = (stage: unknown): boolean =>
  isObject(stage) &&
  isCount(stage['place'], maxPlace) &&
  isName(stage['stage']) &&
  isName(stage['backend']) &&
  (stage['phase'] === 'concept' || stage['phase'] === 'final') &&
  isObject(stage['params']);
