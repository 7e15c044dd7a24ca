import { isDigest, isRunId } from '../ids.ts';
import { isCount, isMembers, isText, isTime } from './record-shape.ts';
import type { ActionResult, StageManifest } from './stage-manifest.ts';

/** Outputs lie flat under `out/`: `000.png`. No separator, no leading dot, nothing that leads out of the folder. */
const outputName = /^[a-z0-9][a-z0-9_-]{0,31}\.[a-z0-9]{1,8}$/;

function isOutput(output: unknown): boolean {
  if (!isMembers(output)) return false;
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

const isResult = (value: unknown): value is ActionResult =>
  isMembers(value) &&
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
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Reads the record of a finished stage; `null` for what is none. It may be a stranger's, so the names and digests of
 * which paths are made are checked here.
 */
export function parseStageManifest(text: string): StageManifest | null {
  const value = parsed(text);
  if (!isResult(value)) return null;
  const manifest = value as unknown as StageManifest;
  return isText(manifest.stage) && isMembers(manifest.ingredients) && isMembers(manifest.outcome)
    ? manifest
    : null;
}

/** Reads an entry of the action cache; `null` for what is none, or one of another fingerprint. */
export function parseActionResult(text: string, fingerprint: string): ActionResult | null {
  const value = parsed(text);
  return isResult(value) && value.fingerprint === fingerprint && isTime(value.created_at) ? value : null;
}
