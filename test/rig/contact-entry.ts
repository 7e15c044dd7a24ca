import type { ContactEntry } from '../../src/domain/contact-sheet/entry.ts';
import { asDigest, type RunId } from '../../src/domain/ids.ts';

/** An entry of a contact sheet that waits at the review gate, with what a test wants otherwise. */
export function someEntry(
  fields: Partial<Omit<ContactEntry, 'job' | 'digest'>> & {
    readonly cell?: number;
    readonly digest?: string;
  } = {},
): ContactEntry {
  const { cell = 1, digest = 'ab'.repeat(32), ...rest } = fields;
  return {
    job: { runId: 'run_0042_k3f9' as RunId, cell, try: 1 },
    recipeId: 'iron.character.raider.v1',
    recipeTitle: 'Raider',
    levers: [],
    binding: {},
    backend: 'procedural',
    seed: 1000,
    childIndex: 0,
    isDraft: false,
    state: 'AwaitingReview',
    gate: 'review',
    place: 0,
    digest: asDigest(digest),
    path: `art_pool/candidates/${cell}.png`,
    decided: null,
    notes: [],
    ...rest,
  };
}
