import { sideRecordPath } from '../domain/candidate/paths.ts';
import { pixelsDigest } from '../domain/candidate/pixels-digest.ts';
import { parseSideRecord } from '../domain/candidate/side-record.ts';
import { spritesDigest } from '../domain/candidate/sprite.ts';
import { parseDecision, payloadId } from '../domain/gate/decision.ts';
import { parseReviewers } from '../domain/gate/reviewers.ts';
import type { Digest } from '../domain/ids.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { lockPath, parseLock } from '../domain/recipe/lock.ts';
import { ok, type Result } from '../domain/result.ts';
import { hasItsFingerprint } from '../domain/run/fingerprint.ts';
import { parseRunRecord } from '../domain/run/parse-run-record.ts';
import { parseStageManifest } from '../domain/run/parse-stage-manifest.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { parseRunSeal, runSealName, type RunSeal } from '../domain/run/seal.ts';
import { selfDigestHolds } from '../domain/run/self-digest.ts';
import { misplacedFields, stageInstances } from '../domain/run/stage-instances.ts';
import type { StageManifest, StageOutput } from '../domain/run/stage-manifest.ts';
import type { CheckedArchive, CheckedMember, Checking } from './checked-archive.ts';

type Checked = Pick<CheckedArchive, 'record' | 'seal' | 'manifests'>;

/** The records of a run in an archive whose bytes are known to be those of its index. */
export async function checkRunRecords(checking: Checking): Promise<Result<Checked>> {
  const record = checkRecord(checking);
  if (!record.ok) return record;
  const manifests = await checkStages(checking, record.value);
  if (!manifests.ok) return manifests;
  const seal = checkSeal(checking, record.value);
  if (!seal.ok) return seal;
  const art = checkArt(checking, record.value, manifests.value);
  if (!art.ok) return art;
  const gates = checkGates(checking, record.value, seal.value);
  return gates.ok ? ok({ record: record.value, seal: seal.value, manifests: manifests.value }) : gates;
}

const membersOf = (
  { members }: Checking,
  kind: CheckedMember['member']['kind'],
): readonly [path: string, member: CheckedMember][] =>
  [...members].filter(([, { member }]) => member.kind === kind);

function checkRecord({ deps, index, members, refuse }: Checking): Result<RunRecord> {
  const path = `runs/${index.run_id}/run.json`;
  const text = members.get(path)?.text ?? null;
  if (text === null) return refuse('missing', path);
  const record = parseRunRecord(text);
  if (typeof record === 'string') return refuse('record-invalid', path, record);
  if (record.run_id !== index.run_id || record.project_id !== index.project_id)
    return refuse('other-run', path);
  if (deps.sha256(record.recipe.text) !== record.recipe.digest)
    return refuse('record-invalid', path, 'the text of its recipe does not give the digest');
  const inputs = new Set<string>();
  for (const file of record.files) {
    if (file.text !== null) {
      if (deps.sha256(file.text) !== file.digest)
        return refuse('record-invalid', path, `the text of ${file.path} does not give the digest`);
      continue;
    }
    const input = `runs/${index.run_id}/inputs/${file.digest}`;
    const there = members.get(input);
    if (there === undefined) return refuse('missing', input);
    if (there.file.bytes !== file.digest) return refuse('digest-differs', input);
    inputs.add(input);
  }
  for (const [input, { member }] of members)
    if (member.kind === 'input' && !inputs.has(input)) return refuse('unknown', input);
  return ok(record);
}

async function checkStages(
  checking: Checking,
  record: RunRecord,
): Promise<Result<ReadonlyMap<string, StageManifest>>> {
  const { deps, index, members, refuse } = checking;
  const instances = stageInstances(record);
  const manifests = new Map<string, StageManifest>();
  const told = new Set<string>();
  for (const [path, { member, text }] of membersOf(checking, 'stage-manifest')) {
    if (member.kind !== 'stage-manifest') continue;
    const manifest = parseStageManifest(text ?? '');
    if (manifest === null) return refuse('record-invalid', path);
    if (manifest.run_id !== index.run_id) return refuse('other-run', path);
    const instance = instances.get(member.folder);
    if (instance === undefined) return refuse('unknown', path);
    const misplaced = misplacedFields(index.run_id, manifest, instance);
    if (misplaced.length > 0)
      return refuse('record-invalid', path, `it is the record of another stage: ${misplaced.join(', ')}`);
    if (!hasItsFingerprint(manifest, deps.sha256)) return refuse('fingerprint-differs', path);
    for (const output of manifest.outputs) {
      const out = `runs/${index.run_id}/stages/${member.folder}/out/${output.name}`;
      const there = members.get(out);
      if (there === undefined) return refuse('missing', out);
      if (told.has(out)) return refuse('record-invalid', path, `${output.name} is named twice`);
      told.add(out);
      if (there.file.bytes !== output.bytes || there.file.size !== output.size)
        return refuse('digest-differs', out);
      const shows = await checkOutput(checking, out, output);
      if (!shows.ok) return shows;
    }
    if (selfDigestHolds(text ?? '', deps.sha256) === false)
      return refuse('record-invalid', path, 'it does not have its own digest');
    manifests.set(member.folder, manifest);
  }
  for (const [path] of membersOf(checking, 'stage-output'))
    if (!told.has(path)) return refuse('unknown', path);
  return ok(manifests);
}

/** A picture shows what its record says of it; decoded under the limits of the decoder. */
async function checkOutput(
  { deps, archive, refuse }: Checking,
  path: string,
  { pixels, width, height }: StageOutput,
): Promise<Result<void>> {
  if (pixels === null) return ok(undefined);
  const bytes = await archive.read(path);
  if (!bytes.ok) return bytes;
  const picture = await deps.decoder.decode(bytes.value, path);
  if (!picture.ok) return refuse('picture-differs', path, picture.failure.kind);
  const isRight =
    picture.value.width === width &&
    picture.value.height === height &&
    pixelsDigest(picture.value, deps.sha256) === pixels;
  return isRight ? ok(undefined) : refuse('picture-differs', path);
}

function checkSeal({ index, members, refuse }: Checking, record: RunRecord): Result<RunSeal | null> {
  const prefix = `runs/${index.run_id}/`;
  const path = `${prefix}${runSealName}`;
  const text = members.get(path)?.text ?? null;
  if (index.sealed !== (text !== null)) return refuse(index.sealed ? 'missing' : 'unlisted', path);
  if (text === null) return ok(null);
  const parsed = parseRunSeal(text);
  if (!parsed.ok) return refuse('record-invalid', path, parsed.faults.slice(0, 3).map(faultText).join('; '));
  const seal = parsed.value;
  if (seal.run_id !== record.run_id || seal.project_id !== record.project_id)
    return refuse('other-run', path);
  if (seal.cells.length !== record.cells.length)
    return refuse('record-invalid', path, 'it seals another number of cells');
  const sealed = new Map(seal.files.map((file) => [`${prefix}${file.path}`, file]));
  for (const { path: file, bytes } of index.files) {
    if (!file.startsWith(prefix) || file === path) continue;
    if (sealed.get(file)?.bytes !== bytes) return refuse('seal-differs', file);
    sealed.delete(file);
  }
  const [lost] = sealed.keys();
  return lost === undefined ? ok(seal) : refuse('missing', lost);
}

/** Concepts and candidates: a record with its picture, of this recipe, and of bytes that this run made. */
function checkArt(
  checking: Checking,
  record: RunRecord,
  manifests: ReadonlyMap<string, StageManifest>,
): Result<void> {
  const { deps, members, refuse } = checking;
  const made = new Set<Digest>();
  for (const { outputs } of manifests.values()) for (const { bytes } of outputs) made.add(bytes);
  const raws = new Set<string>();
  for (const [path, { text }] of membersOf(checking, 'side-record')) {
    const parsed = parseSideRecord(text ?? '');
    if (!parsed.ok)
      return refuse('record-invalid', path, parsed.faults.slice(0, 3).map(faultText).join('; '));
    const side = parsed.value;
    const picture = path.replace(/\.json$/, '.png');
    const bytes = members.get(picture)?.file.bytes;
    if (bytes === undefined) return refuse('missing', picture);
    if (bytes !== side.bytes) return refuse('digest-differs', picture);
    const isOurs = side.recipe_id === record.recipe.recipe_id && made.has(side.bytes);
    if (!isOurs) return refuse('other-run', path);
    if (spritesDigest(side.sprites, deps.sha256) !== side.sprites_digest)
      return refuse('record-invalid', path, 'its sprites do not give their digest');
    if (side.raw === null) continue;
    const raw = members.get(side.raw);
    if (raw?.member.kind !== 'raw') return refuse('missing', side.raw);
    raws.add(side.raw);
  }
  for (const [path] of membersOf(checking, 'picture'))
    if (!members.has(sideRecordPath(path))) return refuse('missing', sideRecordPath(path));
  for (const [path] of membersOf(checking, 'raw')) if (!raws.has(path)) return refuse('unknown', path);
  return ok(undefined);
}

/**
 * Decisions, the keys to read them by, and the recipe's lock. Whose keys these are is not for an archive to say: none
 * of it is ever trusted where it comes to, and so nothing here asks whether it was signed well.
 */
function checkGates(checking: Checking, record: RunRecord, seal: RunSeal | null): Result<void> {
  const { deps, members, refuse } = checking;
  for (const [path, { text, member }] of membersOf(checking, 'decision')) {
    const parsed = parseDecision(text ?? '');
    if (!parsed.ok) return refuse('record-invalid', path, parsed.failure.code);
    const { payload } = parsed.value;
    const id = payloadId(payload, deps.sha256);
    if (member.kind !== 'decision' || id !== payload.id || (member.id as string) !== payload.id)
      return refuse('record-invalid', path, 'its contents do not give its id');
    if (payload.project_id !== record.project_id || payload.recipe_id !== record.recipe.recipe_id)
      return refuse('other-run', path);
  }
  for (const { decision } of seal?.cells ?? []) {
    const path = `content/decisions/${decision}.json`;
    if (decision !== null && !members.has(path)) return refuse('missing', path);
  }
  for (const [path, { text }] of membersOf(checking, 'reviewers')) {
    const parsed = parseReviewers(text ?? '');
    if (!parsed.ok) return refuse('record-invalid', path, parsed.failure.code);
  }
  for (const [path, { text }] of membersOf(checking, 'recipe-lock')) {
    if (path !== lockPath(record.recipe.recipe_id)) return refuse('unknown', path);
    if (!parseLock(record.recipe.recipe_id, text ?? '').ok) return refuse('record-invalid', path);
  }
  return ok(undefined);
}
