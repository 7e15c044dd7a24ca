import { isDigest, isProjectId, isRecipeId, isRunId } from '../ids.ts';
import type { RunRecord } from './run-record.ts';

/**
 * Reads `run.json`. The file may be a stranger's (an archive, a clone), so what the worker builds paths from is
 * checked here. Returns the record, or in words why it cannot be used.
 */
export function parseRunRecord(text: string): RunRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (typeof value !== 'object' || value === null) return 'it is not an object';
  const record = value as RunRecord;
  if (record.schema_version !== 1) {
    return `its schema version is ${JSON.stringify(record.schema_version)}, and this Artkiln reads version 1`;
  }
  if (!isText(record.run_id) || !isRunId(record.run_id)) return 'its run_id is not one';
  if (!isText(record.project_id) || !isProjectId(record.project_id)) return 'its project_id is not one';
  if (!isText(record.recipe?.recipe_id) || !isRecipeId(record.recipe.recipe_id))
    return 'its recipe_id is not one';
  if (!isText(record.recipe.digest) || !isDigest(record.recipe.digest)) return 'its recipe digest is not one';
  if (!isText(record.recipe.text) || !isText(record.recipe.kind)) return 'its recipe is incomplete';
  if (!isText(record.created_at) || Number.isNaN(Date.parse(record.created_at)))
    return 'its created_at is no time';
  if (!Array.isArray(record.cells) || record.cells.length === 0) return 'it has no cells';
  if (!Array.isArray(record.files)) return 'it has no list of files';
  for (const [i, cell] of record.cells.entries()) {
    if (cell.n !== i + 1) return `cell ${i + 1} is out of place`;
    if (!isText(cell.binding_hash) || !isDigest(cell.binding_hash))
      return `cell ${cell.n} has no binding hash`;
    if (!isPluginName(cell.backend)) return `cell ${cell.n} names no backend`;
    if (cell.concept_backend !== null && !isPluginName(cell.concept_backend))
      return `cell ${cell.n} names no backend`;
    if (!Number.isInteger(cell.child_index) || cell.child_index < 0 || cell.child_index > 999) {
      return `cell ${cell.n} has no child index`;
    }
    const stages = record.pipelines?.[cell.backend];
    if (!Array.isArray(stages) || stages.length === 0) return `there is no pipeline for ${cell.backend}`;
    for (const stage of stages) {
      if (!isPluginName(stage.stage) || !isPluginName(stage.backend) || !Number.isInteger(stage.place)) {
        return `the pipeline for ${cell.backend} is not one`;
      }
    }
  }
  return record;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isPluginName = (value: unknown): boolean => isText(value) && /^[a-z][a-z0-9-]{0,31}$/.test(value);
