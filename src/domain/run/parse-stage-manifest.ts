import { bindingHashShape, digestShape, pluginNameShape, runIdShape } from '../candidate/side-record.ts';
import { isDigest, type Fingerprint } from '../ids.ts';
import {
  freeObject,
  integer,
  list,
  nullable,
  oneOf,
  openRecord,
  parseRecord,
  text,
} from '../manifest/shape.ts';
import { isUtcTime } from '../utc-time.ts';
import type { Ingredients, InputIngredient } from './fingerprint.ts';
import { withoutSelfDigest } from './self-digest.ts';
import {
  outcomeKinds,
  reproducibilities,
  type ActionResult,
  type StageAttempt,
  type StageManifest,
  type StageOutput,
} from './stage-manifest.ts';

/** Outputs lie flat under `out/`: `000.png`. No separator, no leading dot, nothing that leads out of the folder. */
const outputName = /^[a-z0-9][a-z0-9_-]{0,31}\.[a-z0-9]{1,8}$/;
/** One folder name, such as `stageFolder` makes; nothing that leads out of the run. */
const stageFolderName = /^[0-9a-f]{16}\.[0-9]{3}\.[0-9]{2,3}-[a-z0-9.-]{1,80}$/;

const anyText = text('text');
const time = text('a UTC time to the millisecond', isUtcTime);
const fingerprint = text<Fingerprint>('a fingerprint', isDigest);

const outputShape = openRecord<StageOutput>({
  name: text('a file name such as 000.png', (name) => outputName.test(name)),
  bytes: digestShape,
  pixels: nullable(digestShape),
  size: integer(0),
  media_type: anyText,
  width: nullable(integer(0)),
  height: nullable(integer(0)),
});

const ingredientsShape = openRecord<Ingredients>(
  {
    stage: anyText,
    version: integer(0),
    backend: anyText,
    params: freeObject,
    inputs: list(openRecord<InputIngredient>({ role: anyText, digest: digestShape })),
    environment: freeObject,
    outputs: list(anyText),
    salt: anyText,
  },
  ['backend', 'salt'],
);

export const stageManifestShape = openRecord<StageManifest>({
  schema_version: oneOf(1),
  run_id: runIdShape,
  place: integer(0),
  stage: pluginNameShape,
  phase: oneOf('concept', 'final'),
  backend: pluginNameShape,
  binding_hash: bindingHashShape,
  child_index: integer(0, 999),
  fingerprint,
  ingredients: ingredientsShape,
  outcome: openRecord<StageManifest['outcome']>({
    kind: oneOf(...outcomeKinds),
    from: nullable(runIdShape),
    reasons: list(anyText),
  }),
  outputs: list(outputShape),
  attempts: list(
    openRecord<StageAttempt>({
      n: integer(1),
      started_at: time,
      ended_at: time,
      failure: nullable(text<NonNullable<StageAttempt['failure']>>('a kind of failure')),
    }),
  ),
  environment: freeObject,
  model: nullable(anyText),
  cost: openRecord<StageManifest['cost']>({
    reserved_micro_usd: integer(0),
    reported_micro_usd: nullable(integer(0)),
  }),
  reproducibility: oneOf(...reproducibilities),
  started_at: time,
  ended_at: time,
});

export const actionResultShape = openRecord<ActionResult>(
  {
    schema_version: oneOf(1),
    fingerprint,
    run_id: runIdShape,
    folder: text('the folder of a stage', (folder) => stageFolderName.test(folder)),
    outputs: list(outputShape),
    model: nullable(anyText),
    reproducibility: oneOf(...reproducibilities),
    created_at: time,
  },
  ['folder'],
);

/**
 * Reads the record of a finished stage; `null` for what is none. It may be a stranger's, so the names and digests of
 * which paths are made are checked here.
 */
export function parseStageManifest(source: string): StageManifest | null {
  const parsed = parseRecord(withoutSelfDigest(source), stageManifestShape);
  return parsed.ok ? parsed.value : null;
}

/** Reads an entry of the action cache; `null` for what is none, or one of another fingerprint. */
export function parseActionResult(source: string, of: string): ActionResult | null {
  const parsed = parseRecord(withoutSelfDigest(source), actionResultShape);
  return parsed.ok && parsed.value.fingerprint === of ? parsed.value : null;
}
