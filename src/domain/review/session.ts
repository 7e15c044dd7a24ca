import {
  itemKey,
  type Draft,
  type ItemKey,
  type RejectReason,
  type ReviewItem,
  type Verdict,
} from './item.ts';
import type { Remark, Remarks } from './remark.ts';

/** What the next key means. */
export type ReviewMode =
  | { readonly kind: 'look' }
  /** Words are being typed: why the picture of `about` was rejected, or a note about it. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly purpose: 'reason' | 'note';
      readonly about: ItemKey;
    }
  /** The commit line waits for its one key; it takes that only once it was on the screen. */
  | { readonly kind: 'commit'; readonly isShown: boolean }
  | { readonly kind: 'help' };

export const reviewViews = ['single', 'grid', 'compare'] as const;
export type ReviewViewName = (typeof reviewViews)[number];

export type ReviewNote =
  /** A draft's final picture is never approved. */
  | 'draft'
  | 'not-on-screen'
  /** Only one of its sprites was on the screen, or a small picture of it. */
  | 'part-only'
  | 'unreadable'
  | 'nothing-decided'
  | 'nothing-to-undo'
  | 'nothing-to-clear'
  | 'nothing-undecided'
  | 'nothing-to-compare'
  | 'last-item'
  | 'first-item'
  | 'commit-first'
  | 'one-key-a-line'
  | 'advance-on'
  | 'advance-off'
  | 'draft-not-kept'
  | 'remark-not-kept'
  /** This was kept and the rest of its stack rejected; what was not looked at stays undecided. */
  | { readonly kind: 'stack'; readonly rejected: number; readonly unseen: number }
  /** The last rejection has its reason now. */
  | { readonly kind: 'explained'; readonly jobId: string; readonly reason: RejectReason };

interface Change {
  readonly key: ItemKey;
  readonly before: Verdict | null;
}

/**
 * One sitting at the gates. Laws, which the tests hold it to:
 * - a draft is always about an item that is here, and about the bytes that it had when it was judged;
 * - nothing is judged, starred or noted but what is on the screen when the key is read;
 * - nothing is approved before all of it was on the screen;
 * - `undo` takes back exactly what the last verdict key did;
 * - `refresh` never moves the cursor to another picture, unless its own is gone, and no verdict moves it to a picture
 *   that arrived in the sitting while it is among those that were there before.
 */
export interface ReviewSession {
  readonly items: readonly ReviewItem[];
  /** Place of the picture that a verdict is about; 0 where there is none. */
  readonly cursor: number;
  /** Which sprite is shown alone; `null` shows the whole picture. */
  readonly sprite: number | null;
  readonly isPlaying: boolean;
  readonly view: ReviewViewName;
  /** How many pictures there were when the grid was opened: it keeps the size that it has then. */
  readonly gridFor: number;
  /** What stands left of the present picture in `compare`, see `comparedWith`. */
  readonly reference: ItemKey | null;
  readonly isDifference: boolean;
  readonly verdicts: ReadonlyMap<ItemKey, Verdict>;
  /** How much of each picture has been on the screen in this sitting. */
  readonly seen: ReadonlyMap<ItemKey, 'part' | 'whole'>;
  /** What can be seen now. */
  readonly onScreen: ReadonlySet<ItemKey>;
  readonly unreadable: ReadonlySet<ItemKey>;
  /** Pictures that came while the sitting was open. */
  readonly arrivals: ReadonlySet<ItemKey>;
  /** One entry for each verdict key, with what it changed. */
  readonly history: readonly (readonly Change[])[];
  readonly mode: ReviewMode;
  /** The picture that the last key rejected: a digit gives its reason, any other key closes the offer. */
  readonly offer: ItemKey | null;
  /** Whether a verdict goes on to the next undecided picture. */
  readonly isAdvancing: boolean;
  /** Who gives the stars and the notes of this sitting. */
  readonly author: string;
  readonly remarks: Remarks;
  /** The remarks of this sitting, in their order, for whoever keeps them. */
  readonly made: readonly Remark[];
  readonly note: ReviewNote | null;
  readonly outcome: 'open' | 'commit' | 'quit';
}

/** What a person's keys ask for. `commit` is Enter: it takes the offered step. */
export type KeyAction =
  | { readonly kind: 'approve' | 'reject' | 'clear' | 'keep-of-stack' }
  /** 1-6 right after a rejection is its reason; else 0-5 are stars. */
  | { readonly kind: 'digit'; readonly digit: number }
  | { readonly kind: 'text-begin' | 'text-erase' | 'text-accept' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'next' | 'previous' | 'first' | 'last' | 'next-undecided' | 'previous-undecided' }
  /** So many places on; by more than there are, nowhere. */
  | { readonly kind: 'step'; readonly by: number }
  | { readonly kind: 'next-sprite' | 'previous-sprite' | 'play' }
  | { readonly kind: 'view'; readonly view: ReviewViewName }
  | { readonly kind: 'swap' | 'next-reference' | 'previous-reference' | 'difference' }
  | { readonly kind: 'toggle-advance' }
  | { readonly kind: 'commit' | 'back' | 'undo' | 'help' | 'quit' };

export type ReviewAction =
  | KeyAction
  /** A frame was drawn: what was on the screen before and is not named is gone from it. */
  | {
      readonly kind: 'shown';
      readonly whole: readonly ItemKey[];
      readonly part: readonly ItemKey[];
      readonly isCommitLine: boolean;
    }
  | { readonly kind: 'failed-to-load'; readonly key: ItemKey }
  | { readonly kind: 'tick' }
  | { readonly kind: 'note'; readonly note: ReviewNote }
  | { readonly kind: 'remark-lost'; readonly remark: Remark }
  | {
      readonly kind: 'refresh';
      readonly items: readonly ReviewItem[];
      /** What was said of pictures that are new here. */
      readonly remarks?: Remarks;
    };

export interface Opening {
  readonly drafts?: readonly Draft[];
  readonly remarks?: Remarks;
  readonly author?: string;
}

/**
 * Opens a sitting over what waits. Drafts of an earlier sitting are taken up where their picture still
 * waits with the same bytes; the others are left alone. The cursor starts at the first undecided picture.
 */
export function openReview(items: readonly ReviewItem[], opening: Opening = {}): ReviewSession {
  const here = distinct(items);
  const keys = new Set(here.map(itemKey));
  const verdicts = new Map<ItemKey, Verdict>();
  for (const draft of opening.drafts ?? []) {
    if (keys.has(itemKey(draft))) verdicts.set(itemKey(draft), verdictOf(draft));
  }
  const undecided = here.findIndex((item) => !verdicts.has(itemKey(item)));
  return {
    items: here,
    cursor: Math.max(0, undecided),
    sprite: null,
    isPlaying: false,
    view: 'single',
    gridFor: here.length,
    reference: null,
    isDifference: false,
    verdicts,
    seen: new Map(),
    onScreen: new Set(),
    unreadable: new Set(),
    arrivals: new Set(),
    history: [],
    mode: here.length > 0 && undecided < 0 ? { kind: 'commit', isShown: false } : { kind: 'look' },
    offer: null,
    isAdvancing: true,
    author: opening.author ?? '',
    remarks: opening.remarks ?? new Map(),
    made: [],
    note: null,
    outcome: 'open',
  };
}

/** The picture that a verdict is about. */
export const currentItem = (session: ReviewSession): ReviewItem | null =>
  session.items[session.cursor] ?? null;

export const itemOf = (session: ReviewSession, key: ItemKey | null): ReviewItem | null =>
  key === null ? null : (session.items.find((item) => itemKey(item) === key) ?? null);

export const verdictFor = (session: ReviewSession, item: ReviewItem): Verdict | null =>
  session.verdicts.get(itemKey(item)) ?? null;

export const remarksFor = (session: ReviewSession, item: ReviewItem): readonly Remark[] =>
  session.remarks.get(item.digest) ?? [];

/** The verdicts so far, in the order of the items. */
export function draftsOf(session: ReviewSession): Draft[] {
  return session.items.flatMap((item) => {
    const verdict = verdictFor(session, item);
    return verdict === null ? [] : [draftOf(item, verdict)];
  });
}

const draftOf = ({ gate, jobId, digest }: ReviewItem, verdict: Verdict): Draft => ({
  ...verdict,
  gate,
  jobId,
  digest,
});

/** A verdict that was given, changed or taken back. */
export type DraftChange =
  | { readonly kind: 'keep'; readonly draft: Draft }
  | { readonly kind: 'drop'; readonly draft: Pick<ReviewItem, 'gate' | 'jobId' | 'digest'> };

/**
 * What a person's key changed. A picture that left the gate is no change: its draft is not the person's to lose
 * because somebody else's look came in between.
 */
export function draftChanges(before: ReviewSession, after: ReviewSession): DraftChange[] {
  if (before.verdicts === after.verdicts) return [];
  return after.items.flatMap((item): DraftChange[] => {
    const [was, is] = [verdictFor(before, item), verdictFor(after, item)];
    if (was === is) return [];
    return is === null ? [{ kind: 'drop', draft: item }] : [{ kind: 'keep', draft: draftOf(item, is) }];
  });
}

export interface ReviewTally {
  readonly approve: number;
  readonly reject: number;
  readonly undecided: number;
  /** What the approvals let be spent, in micro-USD. */
  readonly releasesMicroUsd: number;
}

export function tally(session: ReviewSession): ReviewTally {
  let [approve, reject, releasesMicroUsd] = [0, 0, 0];
  for (const item of session.items) {
    const verdict = verdictFor(session, item);
    if (verdict?.verdict === 'reject') reject += 1;
    if (verdict?.verdict !== 'approve') continue;
    approve += 1;
    releasesMicroUsd += item.releasesMicroUsd;
  }
  return { approve, reject, undecided: session.items.length - approve - reject, releasesMicroUsd };
}

const verdictOf = (draft: Draft): Verdict =>
  draft.verdict === 'approve' ? { verdict: 'approve' } : { verdict: 'reject', reason: draft.reason };

/** The items without repeats; of two with one key the later says how it is now. */
export function distinct(items: readonly ReviewItem[]): ReviewItem[] {
  return [...new Map(items.map((item) => [itemKey(item), item])).values()];
}
