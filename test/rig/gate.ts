import { createHash } from 'node:crypto';
import { publicKeyOf, signText, verifySignature } from '../../src/adapters/files/ed25519.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { addReviewer } from '../../src/app/add-reviewer.ts';
import {
  makePayload,
  signingText,
  type DecisionDraft,
  type DecisionFile,
  type DecisionId,
  type DecisionPayload,
} from '../../src/domain/gate/decision.ts';
import { keyIdOf, type KeyId } from '../../src/domain/gate/key.ts';
import { checkReviewers, type ReviewerRing } from '../../src/domain/gate/reviewer-ring.ts';
import {
  revocationSigningText,
  reviewerSigningText,
  type Revocation,
  type ReviewerEntry,
  type ReviewersFile,
} from '../../src/domain/gate/reviewers.ts';
import { trustDecision, type TrustedDecision } from '../../src/domain/gate/trust.ts';
import { asBindingHash, asDigest, type ProjectId, type RecipeId } from '../../src/domain/ids.ts';
import { ok, type Result } from '../../src/domain/result.ts';
import type { ReviewerFiles } from '../../src/ports/reviewer-files.ts';
import type { Signer } from '../../src/ports/signer.ts';

export const projectId = 'prj_abcdefghij2345672345' as ProjectId;
export const otherProjectId = 'prj_zzzzzzzzzz2345672345' as ProjectId;
export const recipeId = 'viking.character.raider.v1' as RecipeId;
export const someTime = '2025-01-31T09:30:00.000Z';
export const digestOf = (text: string) => asDigest(createHash('sha256').update(text).digest('hex'));
export const context = { projectId, sha256, verify: verifySignature, pinnedRoot: null };

/** The key of a person, the same for the same name, unlocked. */
export function signerOf(name: string): Signer {
  const seed = createHash('sha256').update(`seed of ${name}`).digest();
  const publicKey = publicKeyOf(seed);
  return {
    keyId: keyIdOf(publicKey, sha256),
    publicKey,
    name,
    sign: async (text) => signText(seed, text),
    dispose: () => undefined,
  };
}

const seedOf = (name: string) => createHash('sha256').update(`seed of ${name}`).digest();
const publicOf = (name: string) => publicKeyOf(seedOf(name));
export const keyIdFor = (name: string): KeyId => keyIdOf(publicOf(name), sha256);

/** An entry for `name`, signed by `by` (itself where it is the root). */
export function entry(name: string, by: string | null, change: Partial<ReviewerEntry> = {}): ReviewerEntry {
  const unsigned = {
    project_id: projectId,
    key_id: keyIdFor(name),
    public_key: publicOf(name),
    name,
    added_at: someTime,
    added_by: by === null ? null : keyIdFor(by),
    ...change,
  };
  return { ...unsigned, signature: signText(seedOf(by ?? name), reviewerSigningText(unsigned)) };
}

export function revocation(
  name: string,
  by: string,
  kept: { decisions?: readonly DecisionId[]; reviewers?: readonly string[] } = {},
): Revocation {
  const unsigned = {
    project_id: projectId,
    key_id: keyIdFor(name),
    by: keyIdFor(by),
    at: someTime,
    valid_decisions: [...(kept.decisions ?? [])].sort(),
    valid_reviewers: (kept.reviewers ?? []).map(keyIdFor).sort(),
  };
  return { ...unsigned, signature: signText(seedOf(by), revocationSigningText(unsigned)) };
}

export const reviewersFile = (
  reviewers: readonly ReviewerEntry[],
  revocations: readonly Revocation[] = [],
): ReviewersFile => ({ schema_version: 1, reviewers, revocations });

/** The ring of a file without faults. */
export function ringOf(file: ReviewersFile): ReviewerRing {
  const { ring, faults } = checkReviewers(file, context);
  if (faults.length > 0) throw new Error(`faults: ${JSON.stringify(faults)}`);
  return ring;
}

/** Root signs for Bryn, Bryn for Calla. */
export const threeReviewers = reviewersFile([
  entry('Asa', null),
  entry('Bryn', 'Asa'),
  entry('Calla', 'Bryn'),
]);

export const draft = (by: string, change: Partial<DecisionDraft> = {}): DecisionDraft => ({
  project_id: projectId,
  gate: 'review',
  verdict: 'approve',
  recipe_id: recipeId,
  recipe_digest: digestOf('recipe'),
  binding_hash: asBindingHash(digestOf('binding')),
  kind: 'character',
  backend: 'procedural',
  child_index: 0,
  bytes: digestOf('bytes'),
  pixels: digestOf('pixels'),
  sprites: digestOf('sprites'),
  key_id: keyIdFor(by),
  reason: null,
  decided_at: someTime,
  supersedes: [],
  ...change,
});

/** A payload as it is, truly signed by `by`, whatever it claims. */
export const signAs = (by: string, payload: DecisionPayload): DecisionFile => ({
  payload,
  signature: signText(seedOf(by), signingText(payload)),
});

export const decide = (by: string, change: Partial<DecisionDraft> = {}): DecisionFile =>
  signAs(by, makePayload(draft(by, change), sha256));

/** Trusts decisions of the three reviewers; throws where one is not. */
export function trustAll(
  files: readonly DecisionFile[],
  ring: ReviewerRing = ringOf(threeReviewers),
): readonly TrustedDecision[] {
  return files.map((file) => {
    const verdict = trustDecision(file, { ...context, ring });
    if (!verdict.isTrusted) throw new Error(`not trusted: ${verdict.reason}`);
    return verdict.decision;
  });
}

/** Reviewers' files in memory, for tests of the app. */
export function memoryReviewers(start: ReviewersFile | null = null): ReviewerFiles & {
  readonly current: () => ReviewersFile | null;
} {
  let file = start;
  return {
    current: () => file,
    read: async () => ok(file),
    append: async (_before, after) => {
      file = after;
      return ok(undefined);
    },
  };
}

export async function add(reviewers: ReviewerFiles, name: string, signer: Signer) {
  const { publicKey } = signerOf(name);
  return addReviewer({ ...context, reviewers, publicKey, name, signer, addedAt: someTime });
}

/** The value of a result that a test expects to be one. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.failure)}`);
  return result.value;
}

/** The kind of the failure that a test expects. */
export function failureOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('did not fail');
  return result.failure.kind;
}
