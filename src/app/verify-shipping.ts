import { ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { promotionBook } from './project-age.ts';
import { checkAges } from './verify-ages.ts';
import { checkCandidates } from './verify-candidates.ts';
import { inOrder, noFacts, noNotes, type RunFacts, type VerifyFinding } from './verify-notes.ts';
import { checkPacks } from './verify-packs.ts';
import { checkFrozen, checkPromotions } from './verify-promotions.ts';

export interface Verification {
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
 * @param quick reads records, and of everything else the names and sizes
 * @param facts what the runs of the project say of the same bytes
 * @returns findings, not failures: a failure means that verification itself could not go on
 */
export async function verifyShipping(
  world: ShippingWorld,
  { quick, facts = noFacts() }: { readonly quick: boolean; readonly facts?: RunFacts },
): Promise<Result<Verification>> {
  const notes = noNotes();
  const promotions = await checkPromotions(world, notes);
  if (!promotions.ok) return promotions;
  const { believed, readable } = promotions.value;
  const book = promotionBook(world, believed);
  for (const check of [
    () => checkFrozen(world, book, readable, quick, notes),
    () => checkCandidates(world, facts, quick, notes),
    () => checkAges(world, book, quick, notes),
    () => checkPacks(world, quick, notes),
  ]) {
    const checked = await check();
    if (!checked.ok) return checked;
  }
  return ok({ findings: inOrder(notes.findings), checked: notes.checked, absent: notes.absent });
}
