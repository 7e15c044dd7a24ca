import { canonicalJson, type Json } from '../canonical-json.ts';
import { isProjectId, type ProjectId } from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import { isUtcTime } from '../utc-time.ts';
import { isDecisionId, type DecisionId } from './decision.ts';
import type { FormatFault } from './faults.ts';
import { reviewerNameFrom } from './foreign-text.ts';
import { isKeyId, isPublicKey, isSignature, type KeyId, type PublicKey, type Signature } from './key.ts';
import { checkShape, orNull, parseExact, sortedTexts, text, type Shape } from './shape.ts';

/** Where the reviewers stand, relative to the project. */
export const reviewersPath = 'content/reviewers.json';

/** A key that may decide. Signed by the key that added it; the root signs itself. Never removed. */
export interface ReviewerEntry {
  /** Without it, an entry of one project could be copied into another one that has the same reviewer. */
  readonly project_id: ProjectId;
  readonly key_id: KeyId;
  readonly public_key: PublicKey;
  /** One line of at most 64 characters; foreign text all the same. */
  readonly name: string;
  readonly added_at: string;
  /** A key of an earlier entry; `null` for the root, which is the first entry and no other. */
  readonly added_by: KeyId | null;
  readonly signature: Signature;
}

/** Takes a key's trust back, save what is listed. Signed by another reviewer. A revocation is never undone. */
export interface Revocation {
  readonly project_id: ProjectId;
  readonly key_id: KeyId;
  readonly by: KeyId;
  readonly at: string;
  /** Decisions of the key that stay valid; sorted. Times are self-asserted, so only a list can say which. */
  readonly valid_decisions: readonly DecisionId[];
  /** Keys added by the key that stay valid; sorted. Else whoever stole it could go on adding keys with it. */
  readonly valid_reviewers: readonly KeyId[];
  readonly signature: Signature;
}

/** `content/reviewers.json`. Both lists only ever grow. */
export interface ReviewersFile {
  readonly schema_version: 1;
  readonly reviewers: readonly ReviewerEntry[];
  readonly revocations: readonly Revocation[];
}

const fileShape: Shape<ReviewersFile> = {
  schema_version: (value) => value === 1,
  reviewers: (value) => Array.isArray(value) && value.length > 0 && value.length <= 10_000,
  revocations: (value) => Array.isArray(value) && value.length <= 10_000,
};

const entryShape: Shape<ReviewerEntry> = {
  project_id: text(isProjectId),
  key_id: text(isKeyId),
  public_key: text(isPublicKey),
  name: text((name) => reviewerNameFrom(name) === name),
  added_at: text(isUtcTime),
  added_by: orNull(text(isKeyId)),
  signature: text(isSignature),
};

const revocationShape: Shape<Revocation> = {
  project_id: text(isProjectId),
  key_id: text(isKeyId),
  by: text(isKeyId),
  at: text(isUtcTime),
  valid_decisions: sortedTexts(isDecisionId, 100_000),
  valid_reviewers: sortedTexts(isKeyId, 10_000),
  signature: text(isSignature),
};

/** Reads the file's form. Says nothing about who signed what: see `checkReviewers`. */
export function parseReviewers(fileText: string): Result<ReviewersFile, FormatFault> {
  const value = parseExact(fileText);
  if (!value.ok) return value;
  const file = checkShape<ReviewersFile>(value.value, fileShape, null);
  if (!file.ok) return file;
  for (const [i, entry] of file.value.reviewers.entries()) {
    const checked = checkShape(entry, entryShape, `reviewers.${i}`);
    if (!checked.ok) return fail(checked.failure);
  }
  for (const [i, entry] of file.value.revocations.entries()) {
    const checked = checkShape(entry, revocationShape, `revocations.${i}`);
    if (!checked.ok) return fail(checked.failure);
  }
  return ok(file.value);
}

const inOrder = <T extends object>(entry: T, shape: Shape<T>): T =>
  Object.fromEntries(Object.keys(shape).map((key) => [key, entry[key as keyof T]])) as T;

/** The file's text: two-space JSON in a fixed order, so that git merges two additions as two additions. */
export function renderReviewers(file: ReviewersFile): string {
  const ordered = {
    schema_version: file.schema_version,
    reviewers: file.reviewers.map((entry) => inOrder(entry, entryShape)),
    revocations: file.revocations.map((entry) => inOrder(entry, revocationShape)),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function unsigned(entry: object): string {
  const { signature: _, ...rest } = entry as { readonly signature?: unknown };
  return canonicalJson(rest);
}

/** The text that the adding key signs, as UTF-8. */
export const reviewerSigningText = (entry: Omit<ReviewerEntry, 'signature'>): string =>
  `art-reviewer/1\0${unsigned(entry)}`;

/** The text that the revoking key signs, as UTF-8. */
export const revocationSigningText = (revocation: Omit<Revocation, 'signature'>): string =>
  `art-revocation/1\0${unsigned(revocation)}`;

/** Whether `after` is `before` with entries appended and nothing else changed. */
export function isAppended(before: ReviewersFile, after: ReviewersFile): boolean {
  const startsWith = (list: readonly object[], start: readonly object[]): boolean =>
    start.length <= list.length &&
    start.every((entry, i) => canonicalJson(entry as unknown as Json) === canonicalJson(list[i] as Json));
  return startsWith(after.reviewers, before.reviewers) && startsWith(after.revocations, before.revocations);
}
