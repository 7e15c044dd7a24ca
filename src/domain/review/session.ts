import { itemKey, type Draft, type ItemKey, type ReasonCode, type ReviewItem, type Verdict } from './item.ts';

/** What the next key means. */
export type ReviewMode =
  | { readonly kind: 'look' }
  /** The picture was just rejected and may be given a reason. */
  | { readonly kind: 'reason' }
  | { readonly kind: 'text'; readonly text: string }
  /** The commit line is shown and waits for its one key. */
  | { readonly kind: 'commit' }
  | { readonly kind: 'help' };

export type ReviewNote =
  /** A draft's final picture is never approved. */
  | 'draft'
  | 'not-on-screen'
  | 'unreadable'
  | 'nothing-decided'
  | 'nothing-to-undo'
  | 'nothing-to-clear'
  | 'last-item'
  | 'first-item'
  | 'reason-first'
  | 'commit-first'
  | 'one-key-a-line';

interface Undo {
  readonly key: ItemKey;
  readonly before: Verdict | null;
}

/**
 * One sitting at the gates. Laws, which the tests hold it to:
 * - a draft is always about an item that is here, and about the bytes that it had when it was judged;
 * - nothing is judged before it was on the screen;
 * - `undo` takes back exactly the last verdict;
 * - `refresh` never moves the cursor to another picture, unless its own is gone.
 */
export interface ReviewSession {
  readonly items: readonly ReviewItem[];
  /** Place of the picture on the screen; 0 where there is none. */
  readonly cursor: number;
  /** Which sprite is shown alone; `null` shows the whole picture. */
  readonly sprite: number | null;
  readonly verdicts: ReadonlyMap<ItemKey, Verdict>;
  /** Pictures that have been on the screen in this sitting. */
  readonly seen: ReadonlySet<ItemKey>;
  readonly unreadable: ReadonlySet<ItemKey>;
  readonly history: readonly Undo[];
  readonly mode: ReviewMode;
  readonly note: ReviewNote | null;
  readonly outcome: 'open' | 'commit' | 'quit';
}

/** Actions whose meaning depends on the mode. `commit` is Enter: it takes the offered step. */
export type ModalAction =
  | { readonly kind: 'approve' | 'reject' | 'clear' }
  | { readonly kind: 'reason'; readonly code: ReasonCode | null }
  | { readonly kind: 'text-begin' | 'text-erase' | 'text-accept' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'next' | 'previous' | 'first' | 'last' }
  | { readonly kind: 'next-sprite' | 'previous-sprite' }
  | { readonly kind: 'commit' | 'back' };

export type ReviewAction =
  | ModalAction
  | { readonly kind: 'shown' | 'failed-to-load'; readonly key: ItemKey }
  | { readonly kind: 'undo' | 'quit' | 'help' }
  | { readonly kind: 'note'; readonly note: ReviewNote }
  | { readonly kind: 'refresh'; readonly items: readonly ReviewItem[] };

/**
 * Opens a sitting over what waits. Drafts of an earlier sitting are taken up where their picture still
 * waits with the same bytes; the others are dropped. The cursor starts at the first undecided picture.
 */
export function openReview(items: readonly ReviewItem[], drafts: readonly Draft[] = []): ReviewSession {
  const here = distinct(items);
  const keys = new Set(here.map(itemKey));
  const verdicts = new Map<ItemKey, Verdict>();
  for (const draft of drafts) {
    if (keys.has(itemKey(draft))) verdicts.set(itemKey(draft), verdictOf(draft));
  }
  const undecided = here.findIndex((item) => !verdicts.has(itemKey(item)));
  return {
    items: here,
    cursor: Math.max(0, undecided),
    sprite: null,
    verdicts,
    seen: new Set(),
    unreadable: new Set(),
    history: [],
    mode: here.length > 0 && undecided < 0 ? { kind: 'commit' } : { kind: 'look' },
    note: null,
    outcome: 'open',
  };
}

/** The picture on the screen. */
export const currentItem = (session: ReviewSession): ReviewItem | null =>
  session.items[session.cursor] ?? null;

export const verdictFor = (session: ReviewSession, item: ReviewItem): Verdict | null =>
  session.verdicts.get(itemKey(item)) ?? null;

/** The verdicts so far, in the order of the items. */
export function draftsOf(session: ReviewSession): Draft[] {
  return session.items.flatMap((item) => {
    const verdict = verdictFor(session, item);
    const { gate, jobId, digest } = item;
    return verdict === null ? [] : [{ ...verdict, gate, jobId, digest }];
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
