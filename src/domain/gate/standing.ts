import type { Digest, RecipeId } from '../ids.ts';
import type { DecisionId, DecisionPayload } from './decision.ts';
import type { Verdict } from './gate.ts';
import type { TrustedDecision } from './trust.ts';

/**
 * What a decision is about. A concept decision stands for every job of the project with that concept. A review
 * decision carries over only where candidate, sprite table and recipe are all equal.
 */
export type DecisionSubject =
  | { readonly gate: 'concept'; readonly recipe_id: RecipeId; readonly bytes: Digest }
  | {
      readonly gate: 'review';
      readonly recipe_id: RecipeId;
      readonly recipe_digest: Digest;
      readonly bytes: Digest;
      readonly pixels: Digest;
      readonly sprites: Digest;
    };

/** What stands about one subject. */
export interface Standing {
  readonly verdict: Verdict;
  /** The decision to name: the one that gives the verdict. */
  readonly decision: TrustedDecision;
  /** All that nothing supersedes. A new decision about the subject supersedes exactly these. */
  readonly standing: readonly TrustedDecision[];
}

/** Whether a decision is about exactly this subject. */
export function isAbout(payload: DecisionPayload, subject: DecisionSubject): boolean {
  if (payload.bytes !== subject.bytes || payload.gate !== subject.gate) return false;
  if (payload.recipe_id !== subject.recipe_id) return false;
  if (subject.gate === 'concept') return true;
  return (
    payload.recipe_digest === subject.recipe_digest &&
    payload.pixels === subject.pixels &&
    payload.sprites === subject.sprites
  );
}

/** The subject of a decision. */
export function subjectOf(payload: DecisionPayload): DecisionSubject {
  const { gate, recipe_id, recipe_digest, bytes, pixels, sprites } = payload;
  if (gate === 'concept') return { gate, recipe_id, bytes };
  if (sprites === null) throw new TypeError('a review decision without a sprite table');
  return { gate, recipe_id, recipe_digest, bytes, pixels, sprites };
}

/**
 * The verdict of decisions about one and the same subject; `null` of none. Of those that nothing supersedes,
 * reject or withdraw beats approve. A superseded decision still supersedes: to undo a rejection of an approval,
 * approve again. Throws on decisions about different subjects, since one of them could then silence another.
 *
 * @example verdictOn(decisions, { gate: 'concept', recipe_id, bytes })?.verdict // 'approve'
 */
export function standingVerdict(decisions: readonly TrustedDecision[]): Standing | null {
  const first = decisions[0];
  if (first === undefined) return null;
  const subject = subjectOf(first.payload);
  if (!decisions.every((decision) => isAbout(decision.payload, subject))) {
    throw new TypeError('decisions about different subjects have no common verdict');
  }
  const superseded = new Set<DecisionId>(decisions.flatMap(({ payload }) => payload.supersedes));
  // A decision cannot name itself or a later one: its id is the digest of what it names. So something always stands.
  const standing = decisions.filter(({ payload }) => !superseded.has(payload.id)).sort(byTimeThenId);
  const deciding = standing.findLast(({ payload }) => payload.verdict !== 'approve') ?? standing[0];
  return deciding === undefined ? null : { verdict: deciding.payload.verdict, decision: deciding, standing };
}

/** What stands about a subject, out of all trusted decisions of the project. */
export const verdictOn = (decisions: readonly TrustedDecision[], subject: DecisionSubject): Standing | null =>
  standingVerdict(decisions.filter(({ payload }) => isAbout(payload, subject)));

/** What a new decision about the subject has to name in `supersedes`. */
export const supersedable = (
  decisions: readonly TrustedDecision[],
  subject: DecisionSubject,
): readonly DecisionId[] =>
  (verdictOn(decisions, subject)?.standing ?? []).map(({ payload }) => payload.id).sort();

// The time is self-asserted: it orders what is shown, it never decides between verdicts.
function byTimeThenId({ payload: a }: TrustedDecision, { payload: b }: TrustedDecision): number {
  if (a.decided_at !== b.decided_at) return a.decided_at < b.decided_at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
