import { isDigest, isRunId } from '../ids.ts';
import { isObject, type Members } from '../json-object.ts';
import { isCount, isName, isText, isTime } from './record-shape.ts';
import { withoutSelfDigest } from './self-digest.ts';
import type { ActionResult, StageManifest } from './stage-manifest.ts';

/** Outputs lie flat under `out/`: `000.png`. No separator, no leading dot, nothing that leads out of the folder. */
const outputName = /^[a-z0-9][a-z0-9_-]{0,31}\.[a-z0-9]{1,8}$/;

function isOutput(output: unknown): boolean {
  if (!isObject(output)) return false;
  const { name, bytes, pixels, size, media_type, width, height } = output;
  return (
    isText(name) &&
    outputName.test(name) &&
    isText(bytes) &&
    isDigest(bytes) &&
    (pixels === null || (isText(pixels) && isDigest(pixels))) &&
    isCount(size) &&
    isText(media_type) &&
    (width === null || isCount(width)) &&
    (height === null || isCount(height))
  );
}

/** One folder name, such as `stageFolder` makes; nothing that leads out of the run. */
const stageFolderName = /^[0-9a-f]{16}\.[0-9]{3}\.[0-9]{2,3}-[a-z0-9.-]{1,80}$/;

const isResult = (value: unknown): value is ActionResult =>
  isObject(value) &&
  value['schema_version'] === 1 &&
  isText(value['fingerprint']) &&
  isDigest(value['fingerprint']) &&
  isText(value['run_id']) &&
  isRunId(value['run_id']) &&
  (value['model'] === null || isText(value['model'])) &&
  ['deterministic', 'environment', 'vendor'].includes(value['reproducibility'] as string) &&
  Array.isArray(value['outputs']) &&
  value['outputs'].every(isOutput);

function parsed(text: string): unknown {
  try {
    return JSON.parse(withoutSelfDigest(text));
  } catch {
    return null;
  }
}

/** What a manifest says beyond the result: all that is shown, compared or made a path of. */
const isManifest = (value: Members): boolean =>
  isCount(value['place']) &&
  isName(value['stage']) &&
  isName(value['backend']) &&
  (value['phase'] === 'concept' || value['phase'] === 'final') &&
  isText(value['binding_hash']) &&
  isDigest(value['binding_hash']) &&
  isCount(value['child_index']) &&
  isObject(value['ingredients']) &&
  isObject(value['environment']) &&
  isObject(value['cost']) &&
  Array.isArray(value['attempts']) &&
  isOutcome(value['outcome']) &&
  isTime(value['started_at']) &&
  isTime(value['ended_at']);

const isOutcome = (outcome: unknown): boolean =>
  isObject(outcome) &&
  ['executed', 'reused', 'pinned'].includes(outcome['kind'] as string) &&
  (outcome['from'] === null || (isText(outcome['from']) && isRunId(outcome['from']))) &&
  Array.isArray(outcome['reasons']) &&
  outcome['reasons'].every(isText);

/**
 * Reads the record of a finished stage; `null` for what is none. It may be a stranger's, so the names and digests of
 * which paths are made are checked here.
 */
export function parseStageManifest(text: string): StageManifest | null {
  const value = parsed(text);
  if (!isResult(value)) return null;
  return isManifest(value as unknown as Members) ? (value as unknown as StageManifest) : null;
}

/** Reads an entry of the action cache; `null` for what is none, or one of another fingerprint. */
export function parseActionResult(text: string, fingerprint: string): ActionResult | null {
  const value = parsed(text);
  const { folder } = isObject(value) ? value : {};
  if (folder !== undefined && !(isText(folder) && stageFolderName.test(folder))) return null;
  return isResult(value) && value.fingerprint === fingerprint && isTime(value.created_at) ? value : null;
}
