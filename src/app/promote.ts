import { approvedPath, parsePoolPath, poolPlace, sideRecordPath } from '../domain/candidate/paths.ts';
import type { SideRecord } from '../domain/candidate/side-record.ts';
import { failure } from '../domain/failure.ts';
import { isAssetId, splitRecipeId, type AssetId, type Digest } from '../domain/ids.ts';
import { approvalSubject } from '../domain/manifest/approval.ts';
import { nearestNames } from '../domain/manifest/nearest-names.ts';
import {
  makePromotion,
  promotionPath,
  promotionText,
  unsuperseded,
  type Promotion,
} from '../domain/manifest/promotion.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { PromoteWorld, ShippingWorld } from '../ports/shipping.ts';
import { findCandidate, type CandidateSelection } from './find-candidate.ts';
import { loadPoolPicture, type PoolPicture } from './load-frozen.ts';
import { promotionBook } from './project-age.ts';
import { readAges, type AgeFile } from './read-ages.ts';
import { readPromotions } from './read-promotions.ts';

export interface PromoteRequest {
  readonly candidate: CandidateSelection;
  /** `null`: the one entry that asks for this recipe and these levers. */
  readonly assetId: string | null;
  /**
   * Ids of the promotions that the person was shown as standing for the asset: with any others there by now nothing
   * is written (`promotion-moved`). Left out: whatever stands is superseded.
   */
  readonly replaces?: readonly Digest[];
}

/** A promotion as it would be made now. */
export interface PlannedPromotion {
  readonly assetId: AssetId;
  readonly ages: readonly string[];
  /** Where the frozen file is, or will be. */
  readonly path: string;
  readonly bytes: Digest;
  /** Promotions of the asset that nothing supersedes, whether or not their approval stands. */
  readonly standing: readonly Promotion[];
  /** Of those, frames with a standing approval and other bytes: what the asset shows now and would not any more. */
  readonly displaces: readonly Promotion[];
  /** `false` when exactly this is promoted already. */
  readonly isNew: boolean;
}

export interface Promoted {
  readonly promotion: Promotion;
  /** `false` when exactly this was promoted already: nothing was written. */
  readonly isNew: boolean;
  /** Ages whose manifest has an entry of this asset; empty when `art ship` will add one. */
  readonly ages: readonly string[];
}

/**
 * Chooses an approved frame for an asset: copies picture and side record to `art_pool/approved`, durably and never
 * overwriting, then writes the promotion record. Refuses without a valid signed approval of exactly these bytes,
 * this sprite table and this recipe, all measured on the files. Promoting the same again is a success that writes
 * nothing; promoting another frame supersedes every record that stands for the asset.
 *
 * A crash between the copies and the record leaves a frozen file that no record names; the same command run again
 * goes on from there.
 */
export async function promote(world: PromoteWorld, request: PromoteRequest): Promise<Result<Promoted>> {
  const lock = await world.takeLock('promote');
  if (!lock.ok) return lock;
  if (lock.value === null) return fail(failure('promote-running', {}));
  try {
    return await promoteLocked(world, request);
  } finally {
    await lock.value();
  }
}

interface Prepared {
  readonly candidate: PoolPicture;
  readonly plan: PlannedPromotion;
  readonly payload: Omit<Promotion, 'id'>;
  /** The record that says exactly this already. */
  readonly same: Promotion | null;
}

async function prepare(world: PromoteWorld, request: PromoteRequest): Promise<Result<Prepared>> {
  const path = await findCandidate(world, request.candidate);
  if (!path.ok) return path;
  const loaded = await loadPoolPicture(world, path.value);
  if (!loaded.ok) return loaded;
  const candidate = loaded.value;
  if (candidate === null) return fail(failure('candidate-not-found', { wanted: path.value, near: [] }));

  const decision = await approvalOf(world, candidate);
  if (!decision.ok) return decision;
  const slot = await findAsset(world, candidate.side, path.value, request.assetId);
  if (!slot.ok) return slot;
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;

  const { assetId, ages } = slot.value;
  const standing = unsuperseded(promotions.value, assetId);
  const payload = promotionPayload(world, candidate, assetId, decision.value, promotions.value);
  const [only] = standing;
  const same = only !== undefined && standing.length === 1 && isSameChoice(only, payload) ? only : null;
  const book = promotionBook(world, promotions.value);
  const displaces: Promotion[] = [];
  const counting = new Set<Digest>();
  for (const one of promotions.value.filter((each) => each.asset_id === assetId)) {
    const verdict = await book.standingOf(one);
    if (!verdict.ok) return verdict;
    if (verdict.value.verdict === 'approved') counting.add(one.id);
  }
  // What fills the asset now may be an earlier frame, where the approval of the last one was withdrawn.
  for (const one of unsuperseded(promotions.value, assetId, ({ id }) => counting.has(id)))
    if (one.bytes !== payload.bytes) displaces.push(one);
  const isNew = same === null;
  const plan = {
    assetId,
    ages,
    path: same?.path ?? payload.path,
    bytes: payload.bytes,
    standing,
    displaces,
    isNew,
  };
  return ok({ candidate, plan, payload, same });
}

/** What `promote` would do now. Writes nothing; fails as it would fail. */
export async function planPromotion(
  world: PromoteWorld,
  request: PromoteRequest,
): Promise<Result<PlannedPromotion>> {
  const prepared = await prepare(world, request);
  return prepared.ok ? ok(prepared.value.plan) : prepared;
}

async function promoteLocked(world: PromoteWorld, request: PromoteRequest): Promise<Result<Promoted>> {
  const prepared = await prepare(world, request);
  if (!prepared.ok) return prepared;
  const { candidate, plan, payload, same } = prepared.value;
  const { assetId, ages, standing } = plan;
  const ids = standing.map(({ id }) => id);
  const shown = request.replaces === undefined ? ids : [...request.replaces].sort();
  if (shown.join() !== [...ids].sort().join()) return fail(failure('promotion-moved', { assetId }));
  if (same !== null) {
    const frozen = await copyToApproved(world, candidate, same.path);
    return frozen.ok ? ok({ promotion: same, isNew: false, ages }) : frozen;
  }

  const copied = await copyToApproved(world, candidate, payload.path);
  if (!copied.ok) return copied;
  const promotion = makePromotion({ ...payload, supersedes: ids }, world.sha256);
  const written = await world.files.publish(promotionPath(promotion.id), promotionText(promotion));
  return written.ok ? ok({ promotion, isNew: true, ages }) : written;
}

async function approvalOf(world: ShippingWorld, { path, side }: PoolPicture): Promise<Result<Digest>> {
  const standing = await world.approvals.standingOf(approvalSubject(side), null);
  if (!standing.ok) return standing;
  if (standing.value.verdict === 'approved') return ok(standing.value.decision);
  if (standing.value.verdict === 'undecided') {
    // The same bytes approved under another table or recipe: somebody edited the record, and says so consistently.
    const approved = await world.approvals.approved();
    if (!approved.ok) return approved;
    const twin = approved.value.find(
      (one) =>
        one.bytes === side.bytes &&
        one.recipe_id === side.recipe_id &&
        one.binding_hash === side.binding_hash &&
        one.backend === side.backend &&
        one.child_index === side.child_index,
    );
    if (twin !== undefined) {
      const fields = [
        ...(twin.kind === side.kind ? [] : ['kind']),
        ...(twin.pixels === side.pixels ? [] : ['pixels']),
        ...(twin.recipe_digest === side.recipe_digest ? [] : ['recipe_digest']),
        ...(twin.sprites === side.sprites_digest ? [] : ['sprites']),
      ];
      return fail(failure('side-record-differs', { path: sideRecordPath(path), fields }));
    }
  }
  return fail(failure('candidate-not-approved', { path, verdict: standing.value.verdict }));
}

/** Which asset is filled, and in which ages it has an entry. */
async function findAsset(
  world: ShippingWorld,
  side: SideRecord,
  path: string,
  typed: string | null,
): Promise<Result<{ assetId: AssetId; ages: readonly string[] }>> {
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const facts = await world.recipeFacts(side.recipe_id, side.recipe_digest);
  if (!facts.ok) return facts;
  const named = typed === null ? askingEntry(ages.value, side, path) : knownAsset(ages.value, side, typed);
  if (!named.ok) return named;
  const assetId = named.value;
  const kinds = facts.value.validOutputKinds;
  const homes = ages.value.filter(({ manifest }) => manifest.entries.some((one) => one.asset_id === assetId));
  for (const { manifest } of homes) {
    const entryKind = manifest.entries.find((one) => one.asset_id === assetId)?.kind ?? side.kind;
    if (!kinds.includes(entryKind)) return fail(failure('asset-kind-differs', { assetId, entryKind, kinds }));
  }
  return ok({ assetId, ages: homes.map(({ age }) => age) });
}

function knownAsset(ages: readonly AgeFile[], side: SideRecord, typed: string): Result<AssetId> {
  const known = [...new Set(ages.flatMap(({ manifest }) => manifest.entries.map((one) => one.asset_id)))];
  const found = known.find((assetId) => assetId === typed);
  if (found !== undefined) return ok(found);
  const { age } = splitRecipeId(side.recipe_id);
  const isAppended = ages.some((file) => file.age === age && file.manifest.policy.append);
  if (isAppended && isAssetId(typed)) return ok(typed);
  return fail(failure('asset-unknown', { assetId: typed, near: nearestNames(typed, known) }));
}

/** The one entry that asks for this recipe and these levers. */
function askingEntry(ages: readonly AgeFile[], side: SideRecord, path: string): Result<AssetId> {
  const fitting = new Set<AssetId>();
  for (const { manifest } of ages) {
    for (const entry of manifest.entries) {
      if (entry.recipe_id === side.recipe_id && entry.binding_hash === side.binding_hash)
        fitting.add(entry.asset_id);
    }
  }
  const [only, another] = [...fitting].sort();
  return only !== undefined && another === undefined
    ? ok(only)
    : fail(failure('asset-not-named', { path, fitting: [...fitting].sort() }));
}

function promotionPayload(
  world: PromoteWorld,
  { path, side, sideText }: PoolPicture,
  assetId: AssetId,
  decision: Digest,
  earlier: readonly Promotion[],
): Omit<Promotion, 'id'> {
  const target = approvedPath(
    poolPlace(side.recipe_id, side.binding_hash, side.backend),
    side.child_index,
    side.bytes,
  );
  const place = parsePoolPath(path);
  // A frozen file's own name no longer tells the candidate's stem; the record that froze it does.
  const frozenFrame =
    place?.pool === 'approved' ? earlier.find((one) => one.path === path)?.frame : undefined;
  return {
    schema_version: 1,
    project_id: world.projectId,
    asset_id: assetId,
    path: target,
    bytes: side.bytes,
    pixels: side.pixels,
    sprites: side.sprites_digest,
    side_record: world.sha256(sideText),
    decision,
    recipe_id: side.recipe_id,
    recipe_digest: side.recipe_digest,
    binding: side.binding,
    binding_hash: side.binding_hash,
    kind: side.kind,
    backend: side.backend,
    frame: frozenFrame ?? place?.stem ?? '',
    run_id: side.run_id,
    supersedes: [],
    promoted_at: world.now(),
  };
}

const isSameChoice = (standing: Promotion, wanted: Omit<Promotion, 'id'>): boolean =>
  standing.path === wanted.path &&
  standing.bytes === wanted.bytes &&
  standing.sprites === wanted.sprites &&
  standing.side_record === wanted.side_record &&
  standing.recipe_digest === wanted.recipe_digest;

/** Picture first, side record last, as in the candidate's own folder. Restores either where it went missing. */
async function copyToApproved(
  world: ShippingWorld,
  candidate: PoolPicture,
  target: string,
): Promise<Result<void>> {
  const picture = await world.files.publish(target, candidate.bytes);
  return picture.ok ? world.files.publish(sideRecordPath(target), candidate.sideText) : picture;
}
