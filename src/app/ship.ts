import { failure } from '../domain/failure.ts';
import type { AssetId, PluginName } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ApprovedCandidate } from '../ports/approvals.ts';
import type { ShipWorld } from '../ports/shipping.ts';
import { shippedChoice } from './apply-pack.ts';
import { prepareAge, writePack, type PreparedAge } from './build-pack.ts';
import { finishLocked, markShip, putInPlace } from './finish-ship.ts';
import { projectAge, promotionBook, type ChoosePromotion, type PromotionBook } from './project-age.ts';
import { readAge, readAges, type AgeFile } from './read-ages.ts';
import { currentPack, listPacks, packFolder, readIntactPack, type IntactPack } from './read-packs.ts';
import { readPromotions } from './read-promotions.ts';

export interface ShipRequest {
  /** Bring only this age up to date; the others ship as they did last. `null`: all. */
  readonly age: string | null;
  /** Draw a box for every entry that nothing fills. Such a pack is not releasable. */
  readonly allowPlaceholders: boolean;
  /** Ship the entries of this earlier pack again; `null`: what is promoted now. */
  readonly rollback: number | null;
  /** Work everything out and write nothing; the pack that is told is the one that would be made. */
  readonly dryRun?: boolean;
}

export interface ShippedAge {
  readonly age: string;
  readonly version: number;
  readonly pages: number;
  readonly shipped: readonly AssetId[];
  /** Entries that no promoted frame fills: drawn with `allowPlaceholders`, else left out of the atlas. */
  readonly placeholders: readonly AssetId[];
  /** Whether its pages were taken from the pack before. */
  readonly isReused: boolean;
}

export interface Shipped {
  /** N of `dist/<N>`, which `dist/current` names. */
  readonly pack: number;
  /** `false`: nothing changed since that pack, and none was made. */
  readonly isNew: boolean;
  readonly isReleasable: boolean;
  readonly ages: readonly ShippedAge[];
  /** Age manifests that were rewritten. */
  readonly written: readonly string[];
  /** Approved and promoted nowhere: good enough, and nobody has said "this one". */
  readonly approvedNotPromoted: readonly ApprovedCandidate[];
  /** Promoted for an asset that no age manifest has an entry of. */
  readonly withoutEntry: readonly AssetId[];
  /** Rollback only: assets of the earlier pack whose approval no longer stands. They are placeholders now. */
  readonly notRestored: readonly AssetId[];
}

/**
 * Ships every promoted asset with a standing approval: the highest version of every age, one atlas each, as a new
 * `dist/<n>/` that is checked region by region against the signed pixels and sealed; then switches `dist/current`
 * and rewrites the age manifests. Never promotes. With nothing changed it writes nothing. One at a time.
 */
export async function ship(world: ShipWorld, request: ShipRequest): Promise<Result<Shipped>> {
  const lock = await world.takeLock('ship');
  if (!lock.ok) return lock;
  if (lock.value === null) return fail(failure('ship-running', {}));
  try {
    const finished = request.dryRun === true ? ok(null) : await finishLocked(world);
    return finished.ok ? await shipLocked(world, request) : finished;
  } finally {
    await lock.value();
  }
}

async function shipLocked(world: ShipWorld, request: ShipRequest): Promise<Result<Shipped>> {
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;
  const book = promotionBook(world, promotions.value);
  const current = await readCurrent(world);
  if (!current.ok) return current;
  const plan = await planShip(world, request, book, current.value);
  if (!plan.ok) return plan;
  const { prepared, notRestored } = plan.value;
  const waiting = await notPromoted(world, book);
  if (!waiting.ok) return waiting;

  const shownCount = prepared.reduce((sum, { packed }) => sum + packed.atlas.regions.length, 0);
  // With something in the last pack, an empty one is news: the last approval was withdrawn.
  const hadArt = [...(current.value?.manifests.values() ?? [])].some(({ entries }) =>
    entries.some(({ state }) => state === 'approved'),
  );
  if (shownCount === 0 && !hadArt && plan.value.claimsNothing)
    return fail(failure('nothing-to-ship', { approved: waiting.value.length, promote: [] }));

  const isSame = current.value !== null && isSamePack(current.value, prepared);
  const isDryRun = request.dryRun === true;
  const number =
    isSame && current.value !== null
      ? ok(current.value.number)
      : isDryRun
        ? await nextPack(world)
        : await newPack(world, prepared, current.value);
  if (!number.ok) return number;
  const placed = isDryRun ? ok({ written: [] }) : await putInPlace(world, number.value);
  if (!placed.ok) return placed;

  const claimed = new Set(
    prepared.flatMap(({ projected }) => projected.manifest.entries.map((entry) => entry.asset_id)),
  );
  return ok({
    pack: number.value,
    isNew: !isSame,
    isReleasable: prepared.every(({ shipped }) => shipped.is_releasable),
    ages: prepared.map((age) => shippedAge(age, current.value)),
    written: placed.value.written,
    approvedNotPromoted: waiting.value,
    withoutEntry: [...new Set(book.promotions.map((one) => one.asset_id))]
      .filter((assetId) => !claimed.has(assetId))
      .sort(),
    notRestored,
  });
}

/** The pack before. One that was damaged or deleted is no base for reuse, and no reason not to make a new one. */
async function readCurrent(world: ShipWorld): Promise<Result<IntactPack | null>> {
  const number = await currentPack(world);
  if (!number.ok) return number;
  if (number.value === null) return ok(null);
  const pack = await readIntactPack(world, number.value);
  return pack.ok || pack.failure.kind !== 'pack-differs' ? pack : ok(null);
}

interface ShipPlan {
  readonly prepared: readonly PreparedAge[];
  readonly notRestored: readonly AssetId[];
  /** Whether no age manifest on disk names a frozen file. */
  readonly claimsNothing: boolean;
}

async function planShip(
  world: ShipWorld,
  request: ShipRequest,
  book: PromotionBook,
  current: IntactPack | null,
): Promise<Result<ShipPlan>> {
  const earlier = await readRollback(world, request.rollback);
  if (!earlier.ok) return earlier;
  const ages = await agesToShip(world, request.age, earlier.value);
  if (!ages.ok) return ages;
  const claimed = new Set(ages.value.flatMap((file) => file.manifest.entries.map((entry) => entry.asset_id)));

  const prepared: PreparedAge[] = [];
  const notRestored = new Set<AssetId>();
  for (const file of ages.value) {
    const choose = choiceFor(file, request, book, earlier.value, current);
    const projected = await projectAge(book, file.manifest, choose, claimed);
    if (!projected.ok) return projected;
    const age = prepareAge(world, projected.value, request.allowPlaceholders);
    if (!age.ok) return age;
    prepared.push(age.value);
    for (const entry of earlier.value?.manifests.get(file.age)?.entries ?? []) {
      if (entry.state === 'approved' && !projected.value.assets.has(entry.asset_id))
        notRestored.add(entry.asset_id);
    }
  }
  return ok({
    prepared,
    notRestored: [...notRestored].sort(),
    claimsNothing: ages.value.every(({ manifest }) =>
      manifest.entries.every(({ state }) => state === 'placeholder'),
    ),
  });
}

/**
 * What fills the assets of an age: in a rollback, what the earlier pack had; in an age that is not to be brought up
 * to date, what ships now while its approval stands; else what is promoted.
 */
function choiceFor(
  { age }: AgeFile,
  request: ShipRequest,
  book: PromotionBook,
  earlier: IntactPack | null,
  current: IntactPack | null,
): ChoosePromotion {
  if (earlier !== null && (request.age === null || request.age === age))
    return shippedChoice(book, earlier.manifests.get(age));
  const isUpdated = request.rollback === null && (request.age === null || request.age === age);
  const shipping = current?.manifests.get(age);
  if (isUpdated || shipping === undefined) return (assetId) => book.choose(assetId);
  const asShipped = shippedChoice(book, shipping);
  const known = new Map(shipping.entries.map((entry) => [entry.asset_id, entry]));
  return async (assetId) => {
    const kept = await asShipped(assetId);
    if (!kept.ok || kept.value !== null) return kept;
    // A placeholder stays one; what was withdrawn since falls back as in any ship.
    return known.get(assetId)?.state === 'approved' ? book.choose(assetId) : ok(null);
  };
}

async function readRollback(world: ShipWorld, number: number | null): Promise<Result<IntactPack | null>> {
  if (number === null) return ok(null);
  const pack = await readIntactPack(world, number);
  if (!pack.ok || pack.value !== null) return pack;
  const packs = await listPacks(world);
  if (!packs.ok) return packs;
  return fail(failure('pack-not-found', { wanted: String(number), packs: packs.value.map(String) }));
}

/** The highest version of every age; in a rollback the versions that the earlier pack shipped. */
async function agesToShip(
  world: ShipWorld,
  only: string | null,
  earlier: IntactPack | null,
): Promise<Result<readonly AgeFile[]>> {
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const names = ages.value.map(({ age }) => age);
  if (names.length === 0 || (only !== null && !names.includes(only)))
    return fail(failure('age-not-found', { age: only ?? '', ages: names }));
  if (earlier === null) return ages;
  const files: AgeFile[] = [];
  for (const file of ages.value) {
    const version = only === null || only === file.age ? earlier.manifests.get(file.age)?.version : undefined;
    const older = version === undefined ? ok(null) : await readAge(world.files, file.age, version);
    if (!older.ok) return older;
    files.push(older.value ?? file);
  }
  return ok(files);
}

const isSamePack = (current: IntactPack, prepared: readonly PreparedAge[]): boolean =>
  current.seal.ages.length === prepared.length &&
  prepared.every(({ shipped, inputs }) =>
    current.seal.ages.some(
      (sealed) =>
        sealed.age === shipped.age && sealed.version === shipped.version && sealed.inputs === inputs,
    ),
  );

/** Makes a pack under a temporary name and gives it the next free number. */
async function newPack(
  world: ShipWorld,
  prepared: readonly PreparedAge[],
  current: IntactPack | null,
): Promise<Result<number>> {
  const temporary = await world.folders.makeTemporary('dist');
  if (!temporary.ok) return temporary;
  const written = await writePack(world, temporary.value, prepared, current);
  if (!written.ok) {
    await world.folders.clearTemporary('dist');
    return written;
  }
  const packs = await listPacks(world);
  if (!packs.ok) return packs;
  for (let number = (packs.value.at(-1) ?? 0) + 1; ; number += 1) {
    const marked = await markShip(world, number);
    if (!marked.ok) return marked;
    const published = await world.folders.publishFolder(temporary.value, packFolder(number));
    if (!published.ok) return published;
    if (published.value) return ok(number);
  }
}

async function nextPack(world: ShipWorld): Promise<Result<number>> {
  const packs = await listPacks(world);
  return packs.ok ? ok((packs.value.at(-1) ?? 0) + 1) : packs;
}

async function notPromoted(
  world: ShipWorld,
  book: PromotionBook,
): Promise<Result<readonly ApprovedCandidate[]>> {
  const approved = await world.approvals.approved();
  if (!approved.ok) return approved;
  const key = (one: { recipe_id: string; backend: PluginName; bytes: string; sprites: string }): string =>
    `${one.recipe_id} ${one.backend} ${one.bytes} ${one.sprites}`;
  const promoted = new Set(book.promotions.map(key));
  return ok(approved.value.filter((one) => !promoted.has(key(one))));
}

const shippedAge = ({ shipped, packed, inputs }: PreparedAge, before: IntactPack | null): ShippedAge => ({
  age: shipped.age,
  version: shipped.version,
  pages: packed.atlas.pages.length,
  shipped: shipped.entries.filter(({ state }) => state === 'approved').map((entry) => entry.asset_id),
  placeholders: shipped.entries.filter(({ state }) => state === 'placeholder').map((entry) => entry.asset_id),
  isReused:
    before?.seal.ages.some((sealed) => sealed.age === shipped.age && sealed.inputs === inputs) ?? false,
});
