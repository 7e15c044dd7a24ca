import { sideRecordPath } from '../domain/candidate/paths.ts';
import type { Digest } from '../domain/ids.ts';
import { sealName } from '../domain/manifest/pack-seal.ts';
import { parsePromotion, promotionPath, type Promotion } from '../domain/manifest/promotion.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { loadFrozen } from './load-frozen.ts';
import { promotionBook, type PromotionBook } from './project-age.ts';
import { promotionFaults, promotionIdOf, promotionsFolder } from './read-promotions.ts';
import { currentLink, currentPack, listPacks, packFolder, readSeal } from './read-packs.ts';
import { checkAges } from './verify-ages.ts';
import { checkCandidates } from './verify-candidates.ts';
import { findingOf, note, type Notes, type VerifyFinding } from './verify-notes.ts';

export interface ShippingVerification {
  /** By path. */
  readonly findings: readonly VerifyFinding[];
  /** Records and files that were looked at. */
  readonly checked: number;
  /** What git does not carry and this clone does not have: counted, no fault. */
  readonly absent: number;
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
