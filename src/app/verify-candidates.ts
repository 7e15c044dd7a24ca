import { parsePoolPath, picturePathOf, sideRecordPath } from '../domain/candidate/paths.ts';
import {
  parseSideRecord,
  sideRecordContradictions,
  sideRecordText,
  type SideRecord,
} from '../domain/candidate/side-record.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import { selfDigestHolds } from '../domain/run/self-digest.ts';
import { pixelBytes } from '../pixels/rgba.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import type { SurveyedFile } from '../ports/survey.ts';
import { surveyedText } from './surveyed-text.ts';
import { findingOf, note, type Notes, type RunFacts } from './verify-notes.ts';

interface PoolCheck {
  readonly world: ShippingWorld;
  readonly facts: RunFacts;
  readonly quick: boolean;
  readonly notes: Notes;
  /** By path relative to the project. */
  readonly found: ReadonlyMap<string, SurveyedFile | null>;
}

/**
 * Concepts and candidates against their side records, and those against the runs that made them. Git carries neither
 * pool; one that is not here counts as absent.
 */
export async function checkCandidates(
  world: ShippingWorld,
  facts: RunFacts,
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  for (const pool of ['concepts', 'candidates']) {
    const folder = `art_pool/${pool}`;
    const tree = await world.survey.below(folder, quick ? 'stat' : 'bytes', (path) => path.endsWith('.json'));
    if (!tree.ok) return tree;
    if (tree.value.size === 0) notes.absent += 1;
    const found = new Map([...tree.value].map(([path, file]) => [`${folder}/${path}`, file]));
    const check: PoolCheck = { world, facts, quick, notes, found };
    const raws = new Set<string>();
    for (const path of found.keys()) {
      if (!path.endsWith('.json') || parsePoolPath(picturePathOf(path)) === null) continue;
      notes.checked += 1;
      const checked = await checkCandidate(check, path, raws);
      if (!checked.ok) return checked;
    }
    await checkStrangers(check, raws);
  }
  return ok(undefined);
}

async function checkCandidate(check: PoolCheck, sidePath: string, raws: Set<string>): Promise<Result<void>> {
  const { world, facts, found, notes, quick } = check;
  const path = picturePathOf(sidePath);
  const text = surveyedText(found.get(sidePath));
  const parsed = parseSideRecord(text ?? '');
  if (!parsed.ok) {
    note(notes, 'MODIFIED', sidePath, parsed.faults.map(faultText).join('; '));
    return ok(undefined);
  }
  const side = parsed.value;
  const wrong: string[] = [
    ...sideRecordContradictions(side, path, null, world.sha256),
    ...againstItsRun(facts, side),
  ];
  if (!isAsWritten(world, side, text ?? '')) wrong.push('not as it was written');
  checkRaw(check, side, path, raws);
  const file = found.get(path);
  if (file === undefined) note(notes, 'MISSING', path, 'its side record is there');
  const isOther = file === null || (file?.bytes != null && file.bytes !== side.bytes);
  if (isOther) {
    // Whoever of the two is known to the runs is the one that did not change.
    const isKnown = file?.bytes != null && facts.outputs.has(file.bytes);
    if (isKnown) wrong.push('bytes');
    else note(notes, 'MODIFIED', path, 'bytes');
  }
  const known = facts.pictures.get(side.bytes);
  if (known !== undefined) {
    for (const field of ['pixels', 'width', 'height'] as const)
      if (known[field] !== side[field]) wrong.push(field);
  } else if (!quick && file != null && !isOther) {
    const pixels = await pixelsOf(check, path);
    if (!pixels.ok) return pixels;
    if (pixels.value !== null && pixels.value !== side.pixels) wrong.push('pixels');
  }
  if (wrong.length > 0) note(notes, 'MODIFIED', sidePath, wrong.join(', '));
  return ok(undefined);
}

/** Older records do not hold their own digest; of those at least the layout is known. */
const isAsWritten = ({ sha256 }: ShippingWorld, side: SideRecord, text: string): boolean =>
  selfDigestHolds(text, sha256) ?? sideRecordText(side) === text;

/** Fields that the record of the run, where it is here, contradicts. */
function againstItsRun(facts: RunFacts, side: SideRecord): readonly string[] {
  const run = facts.runs.get(side.run_id);
  // Candidates are not for git and runs are: on another branch the run is not there.
  if (run === undefined) return [];
  const pairs: readonly (readonly [field: string, holds: boolean])[] = [
    ['recipe_id', run.recipeId === side.recipe_id],
    ['recipe_digest', run.recipeDigest === side.recipe_digest],
    ['kind', run.kind === side.kind],
    ['seed', run.seeds.get(`${side.binding_hash} ${side.child_index}`) === side.seed],
    ['stages', side.stages.every(({ fingerprint }) => run.fingerprints.has(fingerprint))],
    ['model', side.model === null || run.models.has(side.model)],
  ];
  return pairs.filter(([, holds]) => !holds).map(([field]) => field);
}

/** The vendor's file: only runs know its bytes. */
function checkRaw(
  { facts, found, notes }: PoolCheck,
  side: SideRecord,
  path: string,
  raws: Set<string>,
): void {
  const { raw } = side;
  if (raw === null) return;
  raws.add(raw);
  const file = found.get(raw);
  if (file === undefined) note(notes, 'MISSING', raw, `the vendor’s file of ${path}`);
  else if (
    file === null ||
    (file.bytes !== null && facts.runs.has(side.run_id) && !facts.outputs.has(file.bytes))
  )
    note(notes, 'MODIFIED', raw, 'no stage of its run gave these bytes');
}

/** The pixels of a picture that no run vouches for; `null` where it cannot be decoded, which is noted. */
async function pixelsOf({ world, notes }: PoolCheck, path: string): Promise<Result<string | null>> {
  const bytes = await world.files.read(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return ok(null);
  const picture = await world.decodePicture(bytes.value, path);
  if (picture.ok) return ok(world.sha256(pixelBytes(picture.value)));
  const finding = findingOf(picture.failure);
  if (finding === null) return picture;
  note(notes, finding.kind, path, finding.detail);
  return ok(null);
}

/**
 * What no side record names. The record is written last, so a worker may be between the two this moment: a picture
 * without one is looked at again.
 */
async function checkStrangers({ world, found, notes }: PoolCheck, raws: ReadonlySet<string>): Promise<void> {
  for (const path of found.keys()) {
    if (raws.has(path)) continue;
    const picture = path.endsWith('.json') ? picturePathOf(path) : path;
    if (parsePoolPath(picture) === null) {
      if (/\/\.raw\/[^/]+$/.test(path) && (await isBeingWritten(world, path))) continue;
      note(notes, 'UNEXPECTED', path, 'no side record names it');
    } else if (path === picture && !found.has(sideRecordPath(path))) {
      if (await isWhole(world, path)) continue;
      note(notes, 'MISSING', sideRecordPath(path), 'its picture is there');
    }
  }
}

const isWhole = (world: ShippingWorld, picture: string): Promise<boolean> =>
  world.files.exists(sideRecordPath(picture));

/** A vendor's file whose picture has come meanwhile. */
const isBeingWritten = (world: ShippingWorld, raw: string): Promise<boolean> =>
  isWhole(world, raw.replace(/\/\.raw\/([^/.]+)\.[^/]*$/, '/$1.png'));
