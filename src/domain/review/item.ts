import { isObject } from '../json-object.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Sprite } from '../candidate/sprite.ts';
import type { LeverBinding } from '../recipe/recipe.ts';

/** What a validator said about a candidate. */
export interface ReviewFinding {
  readonly outcome: 'failed' | 'warning' | 'passed';
  readonly validator: string;
  readonly message: string;
}

/** One named picture inside an item, and when it is played. */
export type ReviewSprite = Pick<Sprite, 'rectangle' | 'direction' | 'animation' | 'step' | 'duration_ms'> & {
  readonly name: string;
};

/** One picture that waits for a person at a gate. Its text may be foreign: whoever prints it escapes it. */
export interface ReviewItem {
  readonly gate: 'concept' | 'review';
  /** The job's public id. */
  readonly jobId: string;
  readonly recipeId: string;
  readonly recipeTitle: string;
  readonly levers: LeverBinding;
  /** Who makes the final picture. */
  readonly backend: string;
  readonly childIndex: number;
  /** The effective seed: recipe seed + child index. */
  readonly seed: number;
  /** Where the picture lies, as a person may type it. */
  readonly picturePath: string;
  /** SHA-256 of the picture's file, 64 hex digits. A verdict is about these bytes. */
  readonly digest: string;
  readonly findings: readonly ReviewFinding[];
  /** How many candidates there are for these levers and this backend, this one included. */
  readonly candidates: number;
  /** The named pictures inside, to be looked at one by one. */
  readonly sprites: readonly ReviewSprite[];
  /** What approving lets be spent, in micro-USD; 0 for free work. */
  readonly releasesMicroUsd: number;
  /** Made from a draft recipe: at the review gate it can be looked at and rejected, never approved. */
  readonly isDraft?: boolean;
}

declare const brand: unique symbol;
/** Names one picture at one gate. Other bytes for the same job have another key. */
export type ItemKey = string & { readonly [brand]: 'ItemKey' };

export const itemKey = (item: Pick<ReviewItem, 'gate' | 'jobId' | 'digest'>): ItemKey =>
  `${item.gate} ${item.jobId} ${item.digest}` as ItemKey;

/** Pictures of one stack differ in the child alone: the same gate, recipe, levers and backend. */
export const stackKey = (item: Pick<ReviewItem, 'gate' | 'recipeId' | 'levers' | 'backend'>): string =>
  canonicalJson([item.gate, item.recipeId, item.levers, item.backend]);

export const reasonCodes = [
  'anatomy',
  'palette',
  'silhouette',
  'off-brief',
  'artefacts',
  'duplicate',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Why a picture was rejected: one of the six short reasons, or a person's own words. */
export type RejectReason =
  { readonly kind: 'code'; readonly code: ReasonCode } | { readonly kind: 'text'; readonly text: string };

export type Verdict =
  { readonly verdict: 'approve' } | { readonly verdict: 'reject'; readonly reason: RejectReason | null };

/** A verdict that nobody has signed yet. It names its picture, so that it can be kept and found again. */
export type Draft = Verdict & Pick<ReviewItem, 'gate' | 'jobId' | 'digest'>;

/** Whether a value read from a file is a draft: the file is this machine's, and may be old or a stranger's. */
export function isDraft(value: unknown): value is Draft {
  if (!isObject(value)) return false;
  const { gate, jobId, digest, verdict, reason } = value;
  if (gate !== 'concept' && gate !== 'review') return false;
  if (typeof jobId !== 'string' || typeof digest !== 'string') return false;
  return verdict === 'approve' || (verdict === 'reject' && (reason === null || isReason(reason)));
}

function isReason(value: unknown): value is RejectReason {
  if (!isObject(value)) return false;
  if (value['kind'] === 'text') return typeof value['text'] === 'string';
  return value['kind'] === 'code' && reasonCodes.some((code) => code === value['code']);
}
