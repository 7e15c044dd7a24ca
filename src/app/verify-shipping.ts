import { parsePoolPath, picturePathOf, sideRecordPath } from '../domain/candidate/paths.ts';
import { parseSideRecord, sideRecordContradictions } from '../domain/candidate/side-record.ts';
import type { Failure } from '../domain/failure.ts';
import type { AssetId, Digest } from '../domain/ids.ts';
import {
  ageManifestPath,
  isAgeName,
  parseAgeManifest,
  entryJson,
  type Entry,
} from '../domain/manifest/age-manifest.ts';
import { sealName } from '../domain/manifest/pack-seal.ts';
import { promotedEntry } from '../domain/manifest/projection.ts';
import { parsePromotion, promotionPath, type Promotion } from '../domain/manifest/promotion.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { ok, type Result } from '../domain/result.ts';
import { pixelBytes } from '../pixels/rgba.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { loadFrozen } from './load-frozen.ts';
import { promotionBook, type PromotionBook } from './project-age.ts';
import { ageVersions } from './read-ages.ts';
import { promotionFaults, promotionIdOf, promotionsFolder } from './read-promotions.ts';
import { currentLink, currentPack, listPacks, packFolder, readSeal } from './read-packs.ts';

export interface VerifyFinding {
  readonly path: string;
  readonly kind:
    /** A record names a file that is not there. */
    | 'MISSING'
    /** A file is not what was recorded of it. */
    | 'MODIFIED'
    /** A file that no record names, where only recorded files belong. */
    | 'UNEXPECTED'
    /** A record stands under a name, an id or a project that its contents do not give. */
    | 'KEY-MISMATCH'
    /** No valid signed decision stands behind it. */
    | 'UNSIGNED';
  readonly detail: string;
}

export interface ShippingVerification {
  /** By path. */
  readonly findings: readonly VerifyFinding[];
  /** Records and files that were looked at. */
  readonly checked: number;
  /** What git does not carry and this clone does not have: counted, no fault. */
  readonly absent: number;
}

interface Notes {
  readonly findings: VerifyFinding[];
  checked: number;
  absent: number;
}

/**
 * Checks everything between approval and the game from files alone: promotion records, frozen pictures and side
 * records, candidates, age manifests and packs. Repairs nothing. Needs no database.
 *
 * @param quick leaves the pixels of candidates undecoded; frozen art is always decoded
 * @returns findings, not failures: a failure means that verification itself could not go on
 */
export async function verifyShipping(
  world: ShippingWorld,
  { quick }: { readonly quick: boolean },
): Promise<Result<ShippingVerification>> {
  const notes: Notes = { findings: [], checked: 0, absent: 0 };
  const promotions = await checkPromotions(world, notes);
  if (!promotions.ok) return promotions;
  const { believed, readable } = promotions.value;
  const book = promotionBook(world, believed);
  for (const check of [
    () => checkFrozen(world, book, notes),
    () => checkUnrecorded(world, readable, notes),
    () => checkCandidates(world, quick, notes),
    () => checkAges(world, book, notes),
    () => checkPacks(world, notes),
  ]) {
    const checked = await check();
    if (!checked.ok) return checked;
  }
  const findings = notes.findings.sort(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || (a.detail < b.detail ? -1 : 1),
  );
  return ok({ findings, checked: notes.checked, absent: notes.absent });
}

const note = (notes: Notes, kind: VerifyFinding['kind'], path: string, detail: string): void => {
  notes.findings.push({ kind, path, detail });
};

/** The records themselves: all that can be read, and those of them that can be believed. */
async function checkPromotions(
  world: ShippingWorld,
  notes: Notes,
): Promise<Result<{ believed: readonly Promotion[]; readable: readonly Promotion[] }>> {
  const names = await world.files.list(promotionsFolder);
  if (!names.ok) return names;
  const readable: Promotion[] = [];
  const believed: Promotion[] = [];
  for (const name of names.value) {
    const path = `${promotionsFolder}/${name}`;
    if (promotionIdOf(name) === null) {
      note(notes, 'UNEXPECTED', path, 'it is not a promotion record');
      continue;
    }
    notes.checked += 1;
    const text = await world.files.readText(path);
    if (!text.ok) return text;
    const parsed = parsePromotion(text.value ?? '');
    if (!parsed.ok) {
      note(notes, 'MODIFIED', path, parsed.faults.map(faultText).join('; '));
      continue;
    }
    readable.push(parsed.value);
    const faults = promotionFaults(parsed.value, path, world.projectId, world);
    if (faults.length === 0) believed.push(parsed.value);
    else note(notes, 'KEY-MISMATCH', path, faults.join('; '));
  }
  const known = new Set<Digest>(believed.map(({ id }) => id));
  for (const promotion of believed) {
    for (const id of promotion.supersedes) {
      if (!known.has(id))
        note(notes, 'MISSING', promotionPath(id), `superseded by ${promotion.id.slice(0, 12)}`);
    }
  }
  return ok({ believed, readable });
}

/** Failures that are findings about a file; everything else stops verification. */
function findingOf(told: Failure): Pick<VerifyFinding, 'kind' | 'path' | 'detail'> | null {
  switch (told.kind) {
    case 'frozen-missing':
      return { kind: 'MISSING', path: told.path, detail: `it fills ${told.assetId}` };
    case 'frozen-differs':
    case 'side-record-differs':
      return { kind: 'MODIFIED', path: told.path, detail: told.fields.join(', ') };
    case 'picture-unreadable':
      return { kind: 'MODIFIED', path: told.path, detail: told.why };
    default:
      return null;
  }
}

async function checkFrozen(world: ShippingWorld, book: PromotionBook, notes: Notes): Promise<Result<void>> {
  for (const promotion of book.promotions) {
    notes.checked += 1;
    const frozen = await loadFrozen(world, promotion);
    if (!frozen.ok) {
      const finding = findingOf(frozen.failure);
      if (finding === null) return frozen;
      note(notes, finding.kind, finding.path, finding.detail);
    }
    const standing = await book.standingOf(promotion);
    if (!standing.ok) return standing;
    // A rejection or withdrawal is history, signed like the rest; only silence is a fault.
    if (standing.value.verdict === 'undecided') {
      const detail = `no valid decision about ${promotion.path} stands behind it`;
      note(notes, 'UNSIGNED', promotionPath(promotion.id), detail);
    }
  }
  return ok(undefined);
}

/** Frozen files that no promotion names. */
async function checkUnrecorded(
  world: ShippingWorld,
  promotions: readonly Promotion[],
  notes: Notes,
): Promise<Result<void>> {
  const named = new Set(promotions.flatMap(({ path }) => [path, sideRecordPath(path)]));
  const tree = await world.folders.tree('art_pool/approved');
  if (!tree.ok) return tree;
  for (const name of tree.value) {
    const path = `art_pool/approved/${name}`;
    if (!named.has(path)) note(notes, 'UNEXPECTED', path, 'no promotion names it');
  }
  return ok(undefined);
}

async function checkCandidates(world: ShippingWorld, quick: boolean, notes: Notes): Promise<Result<void>> {
  for (const pool of ['concepts', 'candidates']) {
    const tree = await world.folders.tree(`art_pool/${pool}`);
    if (!tree.ok) return tree;
    if (tree.value.length === 0) notes.absent += 1;
    for (const name of tree.value) {
      const sidePath = `art_pool/${pool}/${name}`;
      if (!name.endsWith('.json') || parsePoolPath(picturePathOf(sidePath)) === null) continue;
      notes.checked += 1;
      const checked = await checkCandidate(world, sidePath, quick, notes);
      if (!checked.ok) return checked;
    }
  }
  return ok(undefined);
}

async function checkCandidate(
  world: ShippingWorld,
  sidePath: string,
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  const path = picturePathOf(sidePath);
  const text = await world.files.readText(sidePath);
  if (!text.ok) return text;
  const parsed = parseSideRecord(text.value ?? '');
  if (!parsed.ok) {
    note(notes, 'MODIFIED', sidePath, parsed.faults.map(faultText).join('; '));
    return ok(undefined);
  }
  const side = parsed.value;
  const wrong = sideRecordContradictions(side, path, null, world.sha256);
  if (wrong.length > 0) note(notes, 'MODIFIED', sidePath, wrong.join(', '));
  const bytes = await world.files.read(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) {
    note(notes, 'MISSING', path, 'its side record is there');
    return ok(undefined);
  }
  if (world.sha256(bytes.value) !== side.bytes) {
    note(notes, 'MODIFIED', path, 'bytes');
    return ok(undefined);
  }
  if (quick) return ok(undefined);
  const picture = await world.decodePicture(bytes.value, path);
  if (!picture.ok) {
    const finding = findingOf(picture.failure);
    if (finding === null) return picture;
    note(notes, finding.kind, path, finding.detail);
  } else if (world.sha256(pixelBytes(picture.value)) !== side.pixels) {
    note(notes, 'MODIFIED', sidePath, 'pixels');
  }
  return ok(undefined);
}

async function checkAges(world: ShippingWorld, book: PromotionBook, notes: Notes): Promise<Result<void>> {
  const names = await world.files.list('content/ages');
  if (!names.ok) return names;
  for (const age of names.value.filter(isAgeName)) {
    const versions = await ageVersions(world.files, age);
    if (!versions.ok) return versions;
    for (const version of versions.value) {
      const path = ageManifestPath(age, version);
      const text = await world.files.readText(path);
      if (!text.ok) return text;
      if (text.value === null) continue;
      notes.checked += 1;
      const parsed = parseAgeManifest(text.value);
      if (!parsed.ok) {
        note(notes, 'MODIFIED', path, parsed.faults.map(faultText).join('; '));
        continue;
      }
      if (parsed.value.age !== age || parsed.value.version !== version)
        note(notes, 'KEY-MISMATCH', path, `it says ${parsed.value.age} v${parsed.value.version}`);
      for (const entry of parsed.value.entries) {
        const checked = await checkEntry(book, path, entry, version === versions.value[0], notes);
        if (!checked.ok) return checked;
      }
    }
  }
  return ok(undefined);
}

/**
 * An entry must be what some promotion of its asset projects to. Not necessarily the last: between `art promote`
 * and `art ship` the manifest rightly says what ships, and after a rollback as well.
 */
async function checkEntry(
  book: PromotionBook,
  path: string,
  entry: Entry,
  isHighest: boolean,
  notes: Notes,
): Promise<Result<void>> {
  if (entry.state === 'placeholder') return ok(undefined);
  const at = `${entry.asset_id}: `;
  const promotion = book.promotions.find((one) => isFilledBy(entry, one));
  if (promotion === undefined) {
    note(notes, 'MODIFIED', path, `${at}no promotion gives it ${entry.asset_path ?? 'its file'}`);
    return ok(undefined);
  }
  const standing = await book.standingOf(promotion);
  if (!standing.ok) return standing;
  if (standing.value.verdict !== 'approved') {
    // Older versions of an age are not rewritten, so what was withdrawn later may stand there.
    if (isHighest || standing.value.verdict === 'undecided') {
      const why =
        standing.value.verdict === 'undecided'
          ? 'has no valid approval'
          : `was ${standing.value.verdict}; the next \`art ship\` puts it back`;
      note(notes, 'UNSIGNED', path, `${at}${promotion.path} ${why}`);
    }
    return ok(undefined);
  }
  const asset = await book.load(promotion);
  if (!asset.ok) {
    // The frozen file's own finding was noted with its promotion.
    return findingOf(asset.failure) === null ? asset : ok(undefined);
  }
  const fields = entryDifferences(entry, promotedEntry(entry, asset.value));
  if (fields.length > 0) note(notes, 'MODIFIED', path, `${at}${fields.join(', ')}`);
  return ok(undefined);
}

const isFilledBy = (entry: Entry, promotion: Promotion): boolean =>
  promotion.asset_id === (entry.asset_id satisfies AssetId) &&
  promotion.path === entry.asset_path &&
  promotion.bytes === entry.bytes;

function entryDifferences(found: Entry, right: Entry): readonly string[] {
  const a = entryJson(found);
  const b = entryJson(right);
  return Object.keys(b)
    .filter((field) => canonicalJson(a[field] ?? null) !== canonicalJson(b[field] ?? null))
    .sort();
}

async function checkPacks(world: ShippingWorld, notes: Notes): Promise<Result<void>> {
  const packs = await listPacks(world);
  if (!packs.ok) return packs;
  if (packs.value.length === 0) notes.absent += 1;
  for (const number of packs.value) {
    const folder = packFolder(number);
    notes.checked += 1;
    const reading = await readSeal(world, number);
    if (!reading.ok) return reading;
    switch (reading.value.reading) {
      case 'none':
        note(notes, 'MISSING', `${folder}/${sealName}`, 'the pack has no seal');
        break;
      case 'unreadable':
        note(notes, 'MODIFIED', `${folder}/${sealName}`, reading.value.faults.join('; '));
        break;
      case 'sealed':
        for (const { path, difference } of reading.value.differences) {
          const kind = { missing: 'MISSING', modified: 'MODIFIED', unexpected: 'UNEXPECTED' } as const;
          note(notes, kind[difference], `${folder}/${path}`, 'against the seal of its pack');
        }
    }
  }
  const current = await currentPack(world);
  if (!current.ok) return current;
  if (current.value === null ? packs.value.length > 0 : !packs.value.includes(current.value))
    note(notes, 'MISSING', currentLink, 'it names no pack');
  return ok(undefined);
}
