import { sideRecordPath } from '../domain/candidate/paths.ts';
import type { Digest } from '../domain/ids.ts';
import {
  parsePromotion,
  promotionPath,
  promotionText,
  type Promotion,
} from '../domain/manifest/promotion.ts';
import { decisionPath, isDecisionId } from '../domain/gate/decision.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import type { SurveyedFile } from '../ports/survey.ts';
import { loadFrozen } from './load-frozen.ts';
import type { PromotionBook } from './project-age.ts';
import { promotionFaults, promotionIdOf, promotionsFolder } from './read-promotions.ts';
import { findingOf, note, type Notes } from './verify-notes.ts';

export interface ReadPromotions {
  /** Records that are what they say. */
  readonly believed: readonly Promotion[];
  /** All that can be read. */
  readonly readable: readonly Promotion[];
}

/** The records themselves. */
export async function checkPromotions(world: ShippingWorld, notes: Notes): Promise<Result<ReadPromotions>> {
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
    const parsed = text.ok ? parsePromotion(text.value ?? '') : null;
    if (parsed === null || !parsed.ok || !text.ok) {
      const faults = parsed === null || parsed.ok ? ['it is no text'] : parsed.faults.map(faultText);
      note(notes, 'MODIFIED', path, faults.join('; '));
      continue;
    }
    readable.push(parsed.value);
    const faults = promotionFaults(parsed.value, path, world.projectId, world);
    if (faults.length > 0) note(notes, 'KEY-MISMATCH', path, faults.join('; '));
    else believed.push(parsed.value);
    if (faults.length === 0 && promotionText(parsed.value) !== text.value)
      note(notes, 'MODIFIED', path, 'it is not laid out as it was written');
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

const approved = 'art_pool/approved';

/** Frozen files: each against its promotion, and that a decision stands behind it; and that no others are there. */
export async function checkFrozen(
  world: ShippingWorld,
  book: PromotionBook,
  readable: readonly Promotion[],
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  const found = await world.survey.below(approved, quick ? 'stat' : 'bytes', (path) =>
    path.endsWith('.json'),
  );
  if (!found.ok) return found;
  const fileAt = (path: string): SurveyedFile | null | undefined =>
    found.value.get(path.slice(approved.length + 1));
  for (const promotion of book.promotions) {
    notes.checked += 1;
    const isWhole = checkFrozenFiles(promotion, fileAt, notes);
    if (isWhole && !quick) {
      const frozen = await loadFrozen(world, promotion);
      if (!frozen.ok) {
        const finding = findingOf(frozen.failure);
        if (finding === null) return frozen;
        note(notes, finding.kind, finding.path, finding.detail);
      }
    }
    const standing = await book.standingOf(promotion);
    if (!standing.ok) return standing;
    // A rejection or withdrawal is history, signed like the rest; only silence is a fault.
    if (standing.value.verdict === 'undecided') {
      const detail = `no valid decision about ${promotion.path} stands behind it`;
      note(notes, 'UNSIGNED', promotionPath(promotion.id), detail);
    }
    const { decision } = promotion;
    if (isDecisionId(decision) && standing.value.verdict === 'undecided') {
      const file = decisionPath(decision);
      if (!(await world.files.exists(file))) note(notes, 'MISSING', file, `it allowed ${promotion.path}`);
    }
  }
  const named = new Set(readable.flatMap(({ path }) => [path, sideRecordPath(path)]));
  for (const name of found.value.keys()) {
    const path = `${approved}/${name}`;
    if (!named.has(path)) note(notes, 'UNEXPECTED', path, 'no promotion names it');
  }
  return ok(undefined);
}

/** The promotion holds the digests of both files, so it can be told which of them changed. */
function checkFrozenFiles(
  { path, asset_id: assetId, bytes, side_record }: Promotion,
  fileAt: (path: string) => SurveyedFile | null | undefined,
  notes: Notes,
): boolean {
  let isWhole = true;
  for (const [at, digest, what] of [
    [path, bytes, 'bytes'],
    [sideRecordPath(path), side_record, 'side record'],
  ] as const) {
    const file = fileAt(at);
    if (file !== undefined && file !== null && (file.bytes === null || file.bytes === digest)) continue;
    isWhole = false;
    if (file === undefined) note(notes, 'MISSING', at, `it fills ${assetId}`);
    else note(notes, 'MODIFIED', at, what);
  }
  return isWhole;
}
