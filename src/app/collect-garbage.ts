import type { Digest } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { holderKinds, type Holder, type HolderKind, type Holders } from '../domain/run/holder.ts';
import type { ActionResult } from '../domain/run/stage-manifest.ts';
import type { BlobStore } from '../ports/store.ts';
import type { Leftover, StoredAction, StoredBlob } from '../ports/store-sweep.ts';
import { gatherRoots, type RootDeps } from './store-roots.ts';

export interface GarbageDeps extends RootDeps {
  readonly blobs: Pick<BlobStore, 'look'>;
}

export interface GarbageRules {
  /** What is younger is left alone, in ms. */
  readonly graceMs: number;
  /** How long sealed and imported runs hold their bytes in the store, in ms; `null`: for ever. */
  readonly retentionMs: number | null;
}

/** Blobs with the same reason to stay, or none. */
export interface BlobGroup {
  /** `null`: nothing holds them. */
  readonly heldBy: HolderKind | null;
  readonly blobs: number;
  /** In bytes. */
  readonly size: number;
}

export interface GarbagePlan {
  /** In the order of `holderKinds`, what is held by nothing last; empty groups are left out. */
  readonly groups: readonly BlobGroup[];
  readonly blobs: readonly StoredBlob[];
  readonly actions: readonly StoredAction[];
  readonly leftovers: readonly Leftover[];
  /** Bytes that deleting would free, with what was moved aside before. */
  readonly size: number;
  /** Moved aside by an earlier gc, and not deleted yet. */
  readonly aside: { readonly blobs: number; readonly size: number };
}

export interface Collected {
  readonly blobs: number;
  readonly actions: number;
  readonly leftovers: number;
  /** Bytes that are free now. */
  readonly size: number;
  /** Moved aside, and deleted by the next gc: somebody at work may still want them. */
  readonly aside: { readonly blobs: number; readonly size: number };
  /** Wanted after all, and back in their place. */
  readonly broughtBack: number;
}

/**
 * Files that a process which was stopped left half written. A writer that lives touches its own more often than this,
 * whatever grace was asked for.
 */
const leastLeftoverMs = 600_000;

/** Says what holds each blob, and what nothing holds. Writes nothing. */
export async function planGarbage(deps: GarbageDeps, rules: GarbageRules): Promise<Result<GarbagePlan>> {
  const [blobs, actions] = [await deps.sweep.blobs(), await deps.sweep.actions()];
  if (!blobs.ok) return blobs;
  if (!actions.ok) return actions;
  const holders = await holdersOf(deps, rules, actions.value);
  if (!holders.ok) return holders;
  const leftovers = await deps.sweep.leftovers();
  if (!leftovers.ok) return leftovers;
  const passes = await deps.sweep.passes();
  if (!passes.ok) return passes;

  for (const { digest, ageMs } of blobs.value)
    if (ageMs < rules.graceMs) holders.value.hold(digest, 'young', 'it is younger than the grace period');
  const free = blobs.value.filter(({ digest }) => !holders.value.has(digest));
  const gone = new Set(free.map(({ digest }) => digest));
  const dead = actions.value.filter(({ result, ageMs }) => isBare(result, gone) && ageMs >= rules.graceMs);
  const old = leftovers.value.filter(({ ageMs }) => ageMs >= Math.max(rules.graceMs, leastLeftoverMs));
  const aside = passes.value.flatMap((pass) => pass.blobs);
  return ok({
    groups: groupsOf(blobs.value, holders.value),
    blobs: free,
    actions: dead,
    leftovers: old,
    size: sum(free) + sum(dead) + sum(old) + sum(aside),
    aside: { blobs: aside.length, size: sum(aside) },
  });
}

/**
 * Deletes what the plan names: entries of the action cache first, so that none ever speaks of bytes that are gone; then
 * blobs, in the steps that adapters/files/store-users.ts argues for; then leftovers. Stopped at any point it has lost
 * nothing that anybody speaks of, and the next gc goes on.
 */
export async function collectGarbage(
  deps: GarbageDeps,
  rules: GarbageRules,
  plan: GarbagePlan,
): Promise<Result<Collected>> {
  for (const { path } of plan.actions) {
    const removed = await deps.sweep.removeAction(path);
    if (!removed.ok) return removed;
  }
  const moved = await deps.sweep.setAside(plan.blobs.map(({ digest }) => digest));
  if (!moved.ok) return moved;
  const swept = await deletePasses(deps, rules);
  if (!swept.ok) return swept;
  for (const { path } of plan.leftovers) {
    const removed = await deps.sweep.removeLeftover(path);
    if (!removed.ok) return removed;
  }
  return ok({
    ...swept.value,
    actions: plan.actions.length,
    leftovers: plan.leftovers.length,
    size: swept.value.size + sum(plan.actions) + sum(plan.leftovers),
  });
}

async function deletePasses(
  deps: GarbageDeps,
  rules: GarbageRules,
): Promise<Result<Pick<Collected, 'blobs' | 'size' | 'aside' | 'broughtBack'>>> {
  const passes = await deps.sweep.passes();
  if (!passes.ok) return passes;
  const aside = passes.value.filter(({ usersLeft }) => usersLeft > 0).flatMap((pass) => pass.blobs);
  let [blobs, size, broughtBack] = [0, 0, 0];
  const done = passes.value.filter(({ usersLeft }) => usersLeft === 0);
  if (done.length > 0) {
    // After the last of those who might have come to rely on them has gone: what they wrote is a root by now.
    const actions = await deps.sweep.actions();
    if (!actions.ok) return actions;
    const holders = await holdersOf(deps, rules, actions.value);
    if (!holders.ok) return holders;
    for (const pass of done) {
      for (const blob of pass.blobs) {
        if (holders.value.has(blob.digest)) {
          const back = await deps.sweep.bringBack(blob.digest);
          if (!back.ok) return back;
          broughtBack += 1;
          continue;
        }
        const removed = await deps.sweep.remove(pass.name, blob.digest);
        if (!removed.ok) return removed;
        if (!removed.value) continue;
        blobs += 1;
        size += blob.size;
      }
      const ended = await deps.sweep.endPass(pass.name);
      if (!ended.ok) return ended;
    }
  }
  return ok({ blobs, size, broughtBack, aside: { blobs: aside.length, size: sum(aside) } });
}

/** What holds one blob, and how large it is. `null` where the store has none that begins so. */
export async function whyHeld(
  deps: GarbageDeps,
  rules: GarbageRules,
  prefix: string,
): Promise<Result<readonly { readonly blob: StoredBlob; readonly holders: readonly Holder[] }[]>> {
  const [blobs, actions] = [await deps.sweep.blobs(), await deps.sweep.actions()];
  if (!blobs.ok) return blobs;
  if (!actions.ok) return actions;
  const holders = await holdersOf(deps, rules, actions.value);
  if (!holders.ok) return holders;
  const meant = blobs.value.filter(({ digest }) => digest.startsWith(prefix));
  for (const { digest, ageMs } of meant)
    if (ageMs < rules.graceMs) holders.value.hold(digest, 'young', 'it is younger than the grace period');
  return ok(meant.map((blob) => ({ blob, holders: holders.value.of(blob.digest) })));
}

/** Roots on the disk, and what the action cache alone knows of: results so young that their manifest may be to come. */
async function holdersOf(
  deps: GarbageDeps,
  rules: GarbageRules,
  actions: readonly StoredAction[],
): Promise<Result<Holders>> {
  const holders = await gatherRoots(deps, rules.retentionMs);
  if (!holders.ok) return holders;
  for (const { result, path, ageMs } of actions) {
    if (result === null) continue;
    const isPaid = result.reproducibility === 'vendor';
    if (!isPaid && ageMs >= rules.graceMs) continue;
    // What was paid for is not to be bought again because a run went out of retention: it goes from here only where
    // nothing speaks of it at all, and that is nobody's to say but a person's.
    for (const { bytes } of result.outputs) holders.value.hold(bytes, isPaid ? 'paid' : 'young', path);
  }
  return holders;
}

/** Whether an entry is one of a result that the store has no bytes of; what was paid for may still come back. */
const isBare = (result: ActionResult | null, gone: ReadonlySet<Digest>): boolean =>
  result === null ||
  (result.reproducibility !== 'vendor' && result.outputs.some(({ bytes }) => gone.has(bytes)));

function groupsOf(blobs: readonly StoredBlob[], holders: Holders): readonly BlobGroup[] {
  const byKind = new Map<HolderKind | null, { blobs: number; size: number }>();
  for (const { digest, size } of blobs) {
    const kind = holders.of(digest)[0]?.kind ?? null;
    const group = byKind.get(kind) ?? { blobs: 0, size: 0 };
    byKind.set(kind, { blobs: group.blobs + 1, size: group.size + size });
  }
  return [...holderKinds, null].flatMap((heldBy) => {
    const group = byKind.get(heldBy);
    return group === undefined ? [] : [{ heldBy, ...group }];
  });
}

const sum = (things: readonly { readonly size: number }[]): number =>
  things.reduce((total, { size }) => total + size, 0);
