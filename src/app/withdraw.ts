import { failure } from '../domain/failure.ts';
import { requireWhole } from '../domain/gate/decision-book.ts';
import { reasonFrom } from '../domain/gate/foreign-text.ts';
import {
  isAbout,
  standingVerdict,
  subjectOf,
  type DecisionSubject,
  type Standing,
} from '../domain/gate/standing.ts';
import type { TrustedDecision } from '../domain/gate/trust.ts';
import type { AssetId, BindingHash, Digest, RecipeId } from '../domain/ids.ts';
import { promotionSubject } from '../domain/manifest/approval.ts';
import { standingPromotion, type Promotion } from '../domain/manifest/promotion.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { nearest } from '../domain/source/nearest.ts';
import type { Clock } from '../ports/clock.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import type { Signer } from '../ports/signer.ts';
import { readAges } from './read-ages.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';
import { readPromotions } from './read-promotions.ts';
import { readSideRecord } from './read-side-record.ts';
import { signDecision } from './sign-decision.ts';

/** What a cell of a run makes, as its record says: enough to find what was approved of it, without a database. */
export interface ApprovedCell {
  readonly recipeId: RecipeId;
  readonly recipeDigest: Digest;
  readonly bindingHash: BindingHash;
  readonly backend: string;
  readonly childIndex: number;
}

/** How a person points at an approval. */
export interface ApprovalName {
  /** An asset, the start of a picture's digest (8 hex digits or more), or a path in the art pool. */
  readonly typed: string;
  /** What a job that was named makes; `null` where none was. */
  readonly cell: ApprovedCell | null;
}

/** `withdraw` takes an approval back, `restore` approves withdrawn bytes again. */
export type ApprovalChange = 'withdraw' | 'restore';

/** What a change does to an asset at the next ship. `null` is its placeholder. */
export interface AssetChange {
  readonly assetId: AssetId;
  /** `iron v1`, of every age that has an entry. */
  readonly ages: readonly string[];
  readonly from: Promotion | null;
  readonly to: Promotion | null;
  /** Afterwards several promotions would stand that know nothing of each other, and a person has to choose. */
  readonly isAmbiguous: boolean;
}

/** A change of an approval, worked out and shown before it is signed. */
export interface PlannedChange {
  readonly change: ApprovalChange;
  /** What stands about the subject now: the new decision takes the place of exactly these. */
  readonly standing: Standing;
  readonly assets: readonly AssetChange[];
}

type Reader = Pick<ShippingWorld, 'files' | 'sha256' | 'projectId'>;
export interface WithdrawDeps {
  readonly world: Reader;
  readonly decisions: ReadDecisions;
  readonly clock: Clock;
}

/**
 * Finds the approval that is meant and works out what changing it does. From files alone; writes nothing. Failures:
 * `approval-not-found`, `approval-ambiguous`, `approval-withdrawn` and `approval-stands` (nothing to do).
 */
export async function planApprovalChange(
  { world, decisions }: WithdrawDeps,
  name: ApprovalName,
  change: ApprovalChange,
): Promise<Result<PlannedChange>> {
  const book = await readDecisions(decisions);
  if (!book.ok) return book;
  const trusted = requireWhole(book.value);
  if (!trusted.ok) return trusted;
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;
  const all = standings(trusted.value);
  const found = await meantBy(world, name, all, promotions.value);
  if (!found.ok) return found;
  const wanted = change === 'withdraw' ? 'approve' : 'withdraw';
  const fitting = choices(found.value, wanted, name, all, promotions.value);
  const [only, other] = fitting;
  if (other !== undefined) {
    const places = fitting.map((one) => placeOf(one, promotions.value));
    return fail(failure('approval-ambiguous', { wanted: name.typed, choices: places }));
  }
  if (only === undefined) return notFound(name.typed, found.value, change, promotions.value);
  const assets = await assetChanges(world, only, all, promotions.value, change);
  return assets.ok ? ok({ change, standing: only, assets: assets.value }) : assets;
}

/**
 * Signs the change and writes its file; the index of the database follows. Only what was shown is superseded: a
 * decision that somebody made in the meantime still counts, and no beats yes.
 */
export async function signApprovalChange(
  { decisions, clock }: WithdrawDeps,
  { change, standing }: PlannedChange,
  signer: Signer,
  reason: string | null,
): Promise<Result<TrustedDecision>> {
  const book = await readDecisions(decisions);
  if (!book.ok) return book;
  const {
    schema_version: _version,
    id: _id,
    key_id: _key,
    project_id: _project,
    ...about
  } = standing.decision.payload;
  const signed = await signDecision({
    ...decisions,
    ring: book.value.ring,
    signer,
    draft: {
      ...about,
      verdict: change === 'withdraw' ? 'withdraw' : 'approve',
      reason: reason === null ? null : reasonFrom(reason),
      decided_at: clock.now(),
      supersedes: standing.standing.map(({ payload }) => payload.id),
    },
  });
  if (!signed.ok) return signed;
  const written = await decisions.decisions.write(signed.value);
  return written.ok ? signed : written;
}

/** What stands about every candidate that was decided at the review gate. */
function standings(trusted: readonly TrustedDecision[]): readonly Standing[] {
  const bySubject = new Map<string, TrustedDecision[]>();
  for (const decision of trusted) {
    const { payload } = decision;
    if (payload.gate !== 'review') continue;
    const key = [
      payload.recipe_id,
      payload.recipe_digest,
      payload.bytes,
      payload.pixels,
      payload.sprites ?? '',
    ].join(' ');
    const own = bySubject.get(key);
    if (own === undefined) bySubject.set(key, [decision]);
    else own.push(decision);
  }
  return [...bySubject.values()].flatMap((decisions) => standingVerdict(decisions) ?? []);
}

const isOf = ({ decision }: Standing, promotion: Promotion): boolean =>
  isAbout(decision.payload, reviewSubject(promotion));

const reviewSubject = (promotion: Promotion): DecisionSubject => {
  const { recipe_id, recipe_digest, bytes, pixels, sprites } = promotionSubject(promotion);
  return { gate: 'review', recipe_id, recipe_digest, bytes, pixels, sprites };
};

/** Everything that the name may mean, whatever was decided about it. */
async function meantBy(
  world: Reader,
  { typed, cell }: ApprovalName,
  all: readonly Standing[],
  promotions: readonly Promotion[],
): Promise<Result<readonly Standing[]>> {
  const own = promotions.filter((promotion) => promotion.asset_id === typed);
  const side = typed.startsWith('art_pool/') ? await readSideRecord(world.files, typed) : ok(null);
  if (!side.ok) return side;
  const sideBytes = side.value?.bytes ?? null;
  const isDigest = /^[0-9a-f]{8,64}$/.test(typed);
  return ok(
    all.filter((standing) => {
      const { payload } = standing.decision;
      return (
        own.some((promotion) => isOf(standing, promotion)) ||
        (isDigest && payload.bytes.startsWith(typed)) ||
        payload.bytes === sideBytes ||
        (cell !== null &&
          payload.recipe_id === cell.recipeId &&
          payload.recipe_digest === cell.recipeDigest &&
          payload.binding_hash === cell.bindingHash &&
          payload.backend === cell.backend &&
          payload.child_index === cell.childIndex)
      );
    }),
  );
}

/** Of what a name may mean, what the change can be about. An asset means the frame that fills it, while one does. */
function choices(
  found: readonly Standing[],
  wanted: Standing['verdict'],
  { typed }: ApprovalName,
  all: readonly Standing[],
  promotions: readonly Promotion[],
): readonly Standing[] {
  const fitting = found.filter(({ verdict }) => verdict === wanted);
  if (wanted !== 'approve' || fitting.length < 2) return fitting;
  const filled = standingPromotion(promotions, typed as AssetId, (one) => isApproved(all, one));
  if (filled.standing !== 'one') return fitting;
  const current = fitting.filter((standing) => isOf(standing, filled.promotion));
  const own = promotions.filter((promotion) => promotion.asset_id === typed);
  // Only where every other meaning is an earlier frame of the same asset.
  const isAsset = fitting.every((standing) => own.some((promotion) => isOf(standing, promotion)));
  return isAsset ? current : fitting;
}

const isApproved = (all: readonly Standing[], promotion: Promotion): boolean =>
  all.some((standing) => standing.verdict === 'approve' && isOf(standing, promotion));

function notFound(
  wanted: string,
  found: readonly Standing[],
  change: ApprovalChange,
  promotions: readonly Promotion[],
): Result<never> {
  const done = found.find(({ verdict }) => verdict === (change === 'withdraw' ? 'withdraw' : 'approve'));
  if (done !== undefined) {
    const { payload, reviewerName: by } = done.decision;
    const about = { wanted, digest: payload.bytes, by };
    return fail(
      change === 'withdraw' ? failure('approval-withdrawn', about) : failure('approval-stands', about),
    );
  }
  const known = [...new Set(promotions.map((promotion) => promotion.asset_id))];
  return fail(failure('approval-not-found', { wanted, change, near: nearest(wanted, known) }));
}

/** `0f29d70d1d00 (hero/skald)`: what a person types to mean it, and where it is used. */
function placeOf(standing: Standing, promotions: readonly Promotion[]): string {
  const assets = new Set(promotions.filter((one) => isOf(standing, one)).map((one) => one.asset_id));
  const used = assets.size === 0 ? 'not promoted' : [...assets].sort().join(' ');
  return `${standing.decision.payload.bytes.slice(0, 12)} (${used})`;
}

/** The assets that are filled otherwise after the change. */
async function assetChanges(
  world: Reader,
  subject: Standing,
  all: readonly Standing[],
  promotions: readonly Promotion[],
  change: ApprovalChange,
): Promise<Result<readonly AssetChange[]>> {
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const about = subjectOf(subject.decision.payload);
  const isSubject = (promotion: Promotion): boolean =>
    isAbout(subject.decision.payload, reviewSubject(promotion));
  if (about.gate !== 'review') throw new TypeError('only review approvals are withdrawn');
  const before = (one: Promotion): boolean => isApproved(all, one);
  const after = (one: Promotion): boolean => (isSubject(one) ? change === 'restore' : isApproved(all, one));
  const changes: AssetChange[] = [];
  for (const assetId of [...new Set(promotions.filter(isSubject).map((one) => one.asset_id))].sort()) {
    const was = standingPromotion(promotions, assetId, before);
    const next = standingPromotion(promotions, assetId, after);
    const from = was.standing === 'one' ? was.promotion : null;
    const to = next.standing === 'one' ? next.promotion : null;
    if (was.standing === next.standing && from?.id === to?.id) continue;
    const homes = ages.value
      .filter(({ manifest }) => manifest.entries.some((entry) => entry.asset_id === assetId))
      .map(({ age, manifest }) => `${age} v${manifest.version}`);
    const isAmbiguous = next.standing === 'ambiguous-promotion';
    changes.push({ assetId, ages: homes, from, to, isAmbiguous });
  }
  return ok(changes);
}
