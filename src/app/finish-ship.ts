import { newerFile } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { applyPack } from './apply-pack.ts';
import { promotionBook } from './project-age.ts';
import { currentLink, readIntactPack, readSeal } from './read-packs.ts';
import { readPromotions } from './read-promotions.ts';

/**
 * Names the pack that is being put in place. Written before the pack gets its name, removed when the age manifests
 * are rewritten: whoever finds it does the rest. Of this machine only, like the packs themselves. Without the
 * marker nobody rewrites age manifests from a pack: a pull may have brought newer ones than the pack here.
 */
const markerPath = '.art/pending/ship.json';

export const markShip = (world: ShippingWorld, number: number): Promise<Result<void>> =>
  world.files.replace(markerPath, `${JSON.stringify({ schema_version: 1, pack: number })}\n`);

/** The pack that a marker names; `null` without one, and for one that cannot be read. */
async function markedPack(world: ShippingWorld): Promise<Result<number | null>> {
  const text = await world.files.readText(markerPath);
  if (!text.ok || text.value === null) return text as Result<null>;
  try {
    const newer = newerFile(markerPath, text.value);
    if (newer !== null) return fail(newer);
    const { pack } = JSON.parse(text.value) as { pack?: unknown };
    return ok(typeof pack === 'number' && Number.isSafeInteger(pack) && pack > 0 ? pack : null);
  } catch {
    return ok(null);
  }
}

export interface FinishedShip {
  readonly pack: number;
  /** Age manifests that were rewritten. */
  readonly written: readonly string[];
}

/**
 * Puts a sealed pack in place: switches `dist/current` to it in one step, rewrites the age manifests from it,
 * forgets the marker. Each step may be done again.
 */
export async function putInPlace(world: ShippingWorld, number: number): Promise<Result<FinishedShip>> {
  const pack = await readIntactPack(world, number);
  if (!pack.ok) return pack;
  if (pack.value === null) throw new Error('a pack is put in place only when it is sealed');
  const target = await world.folders.readLink(currentLink);
  if (!target.ok) return target;
  if (target.value !== String(number)) {
    const switched = await world.folders.switchLink(currentLink, String(number));
    if (!switched.ok) return switched;
  }
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;
  const written = await applyPack(world, promotionBook(world, promotions.value), pack.value);
  if (!written.ok) return written;
  const forgotten = await world.files.remove(markerPath);
  return forgotten.ok ? ok({ pack: number, written: written.value }) : forgotten;
}

/** As `finishInterruptedShip`, for a caller that holds the lock already. */
export async function finishLocked(world: ShippingWorld): Promise<Result<FinishedShip | null>> {
  const cleared = await world.folders.clearTemporary('dist');
  if (!cleared.ok) return cleared;
  if (!(await world.files.exists(markerPath))) return ok(null);
  const marked = await markedPack(world);
  if (!marked.ok) return marked;
  const reading = marked.value === null ? null : await readSeal(world, marked.value);
  if (reading !== null && !reading.ok) return reading;
  const isIntact = reading?.value.reading === 'sealed' && reading.value.differences.length === 0;
  if (marked.value !== null && isIntact) return putInPlace(world, marked.value);
  // The crash came before the pack had its name, or the pack was deleted since: there is nothing to finish.
  const forgotten = await world.files.remove(markerPath);
  return forgotten.ok ? ok(null) : forgotten;
}

/**
 * Finishes a ship that a crash stopped between giving the pack its name and rewriting the age manifests. Any
 * command may call it first; it costs one look-up when there is nothing to do, and leaves a running ship alone.
 */
export async function finishInterruptedShip(world: ShippingWorld): Promise<Result<FinishedShip | null>> {
  if (!(await world.files.exists(markerPath))) return ok(null);
  const lock = await world.takeLock('ship');
  if (!lock.ok) return lock;
  if (lock.value === null) return ok(null);
  try {
    return await finishLocked(world);
  } finally {
    await lock.value();
  }
}
