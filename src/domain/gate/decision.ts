import { canonicalJson, type Json } from '../canonical-json.ts';
import {
  isDigest,
  isPluginName,
  isProjectId,
  isRecipeId,
  type BindingHash,
  type Digest,
  type PluginName,
  type ProjectId,
  type RecipeId,
  type Sha256,
} from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import { isUtcTime } from '../utc-time.ts';
import type { FormatFault } from './faults.ts';
import { reasonFrom } from './foreign-text.ts';
import type { Gate, Verdict } from './gate.ts';
import { isKeyId, isSignature, type KeyId, type Signature } from './key.ts';
import { checkShape, orNull, parseExact, sortedTexts, text, type Shape } from './shape.ts';

declare const brand: unique symbol;
/** SHA-256 of the canonical JSON of a decision's payload without its id. */
export type DecisionId = string & { readonly [brand]: 'DecisionId' };

/** Folder of the decision files, relative to the project. */
export const decisionFolder = 'content/decisions';

/** The part of a decision that is signed, in file form. What does not apply is `null`. */
export interface DecisionPayload {
  readonly schema_version: 1;
  readonly id: DecisionId;
  readonly project_id: ProjectId;
  readonly gate: Gate;
  readonly verdict: Verdict;
  readonly recipe_id: RecipeId;
  readonly recipe_digest: Digest;
  readonly binding_hash: BindingHash | null;
  readonly kind: string;
  /** The backend that made the bytes: at the concept gate the concept's, at the review gate the final one. */
  readonly backend: PluginName | null;
  readonly child_index: number | null;
  /** SHA-256 of the picture's file. */
  readonly bytes: Digest;
  /** SHA-256 of its decoded RGBA with its size. */
  readonly pixels: Digest;
  /** Digest of the sprite table; `null` at the concept gate, where there is none. */
  readonly sprites: Digest | null;
  readonly key_id: KeyId;
  readonly reason: string | null;
  /** UTC. Self-asserted: nothing may be concluded from it. */
  readonly decided_at: string;
  /** Decisions about the same thing that this one replaces; sorted, without repeats. */
  readonly supersedes: readonly DecisionId[];
}

/** A decision file. */
export interface DecisionFile {
  readonly payload: DecisionPayload;
  /** ed25519 over `signingText(payload)`. */
  readonly signature: Signature;
}

/** What a reviewer decides, before the id is known. */
export type DecisionDraft = Omit<DecisionPayload, 'schema_version' | 'id'>;

const one =
  <T>(...values: readonly T[]) =>
  (value: unknown): boolean =>
    values.includes(value as T);
const isCount = (value: unknown): boolean =>
  Number.isSafeInteger(value) && Number(value) >= 0 && !Object.is(value, -0);

const payloadShape: Shape<DecisionPayload> = {
  schema_version: one(1),
  id: text(isDigest),
  project_id: text(isProjectId),
  gate: one<Gate>('concept', 'review'),
  verdict: one<Verdict>('approve', 'reject', 'withdraw'),
  recipe_id: text(isRecipeId),
  recipe_digest: text(isDigest),
  binding_hash: orNull(text(isDigest)),
  kind: text((kind) => kind.length <= 64 && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(kind)),
  backend: orNull(text(isPluginName)),
  child_index: orNull(isCount),
  bytes: text(isDigest),
  pixels: text(isDigest),
  sprites: orNull(text(isDigest)),
  key_id: text(isKeyId),
  // Also keeps out lone surrogates, which have no canonical form.
  reason: orNull(text((reason) => reasonFrom(reason) === reason)),
  decided_at: text(isUtcTime),
  supersedes: sortedTexts(isDigest, 1000),
};

const fileShape: Shape<DecisionFile> = { payload: () => true, signature: text(isSignature) };

/** The fields in the order in which files show them. */
const payloadKeys = Object.keys(payloadShape) as readonly (keyof DecisionPayload)[];

function checkPayload(value: unknown, at: string | null): Result<DecisionPayload, FormatFault> {
  const payload = checkShape<DecisionPayload>(value, payloadShape, at);
  if (!payload.ok) return payload;
  const { gate, sprites, binding_hash, backend, child_index } = payload.value;
  const wrong = (field: string) =>
    fail<FormatFault>({ code: 'bad-value', at: at === null ? field : `${at}.${field}` });
  switch (gate) {
    case 'concept':
      return sprites === null ? payload : wrong('sprites');
    case 'review':
      // A candidate always has all four; a null here would let one signature stand for many.
      if (sprites === null) return wrong('sprites');
      if (binding_hash === null) return wrong('binding_hash');
      if (backend === null) return wrong('backend');
      return child_index === null ? wrong('child_index') : payload;
  }
}

const inFileOrder = (payload: DecisionPayload): DecisionPayload =>
  Object.fromEntries(payloadKeys.map((key) => [key, payload[key]])) as unknown as DecisionPayload;

const asJson = (payload: Partial<DecisionPayload>): Json => payload;

/** SHA-256 of the canonical JSON of the payload without its id. */
export function payloadId(
  payload: DecisionPayload | Omit<DecisionPayload, 'id'>,
  sha256: Sha256,
): DecisionId {
  const { id: _, ...rest } = payload as DecisionPayload;
  return sha256(canonicalJson(asJson(rest))) as string as DecisionId;
}

/** The text that is signed, as UTF-8. The first part keeps a signature from being valid for any other purpose. */
export const signingText = (payload: DecisionPayload): string =>
  `art-decision/1\0${canonicalJson(asJson(payload))}`;

/**
 * Makes a payload: sorts `supersedes`, gives it its id. Throws on fields that no decision file may hold
 * (foreign text becomes a reason through `reasonFrom` first): that is a bug of the caller.
 */
export function makePayload(draft: DecisionDraft, sha256: Sha256): DecisionPayload {
  const unnamed = {
    ...draft,
    schema_version: 1 as const,
    supersedes: [...new Set(draft.supersedes)].sort(),
  };
  const checked = checkPayload({ ...unnamed, id: payloadId(unnamed, sha256) }, null);
  if (!checked.ok) throw new TypeError(`not a decision: ${checked.failure.code} at ${checked.failure.at}`);
  return inFileOrder(checked.value);
}

/**
 * Reads a decision file. The shape is closed: a field more, a field less or a later version is refused. Says
 * nothing about who signed it: see `trustDecision`.
 */
export function parseDecision(fileText: string): Result<DecisionFile, FormatFault> {
  const value = parseExact(fileText);
  if (!value.ok) return value;
  const file = checkShape<DecisionFile>(value.value, fileShape, null);
  if (!file.ok) return file;
  const payload = checkPayload(file.value.payload, 'payload');
  return payload.ok ? ok({ payload: inFileOrder(payload.value), signature: file.value.signature }) : payload;
}

/** The file's text: two-space JSON in a fixed order, so equal decisions are equal files. */
export const renderDecision = (file: DecisionFile): string =>
  `${JSON.stringify({ payload: inFileOrder(file.payload), signature: file.signature }, null, 2)}\n`;

/** Where the file of a decision lies, relative to the project. */
export const decisionPath = (id: DecisionId): string => `${decisionFolder}/${id}.json`;

export const isDecisionId = (value: string): value is DecisionId => isDigest(value);
