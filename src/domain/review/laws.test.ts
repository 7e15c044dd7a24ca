import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aSprite, gateItem, play, reviewItems } from '../../../test/rig/review-session.ts';
import { review } from './act.ts';
import { itemKey, type ItemKey } from './item.ts';
import {
  currentItem,
  draftChanges,
  draftsOf,
  openReview,
  reviewViews,
  type ReviewAction,
  type ReviewSession,
} from './session.ts';
import { comparedWith } from './walk.ts';

const sides = ['s', 'w', 'n', 'e'].map((name) => aSprite(name, { direction: name as 's' }));
const pool = ['a', 'b', 'c', 'd', 'e'].flatMap((id, i) => [
  gateItem(id, { sprites: i === 0 ? sides : [], levers: { hair: i < 3 ? 'red' : 'blond' } }),
  gateItem(id, { digest: 'b'.repeat(64) }),
]);
const someItems = fc.subarray(pool);
const simple = (
  [
    'approve',
    'reject',
    'keep-of-stack',
    'clear',
    'undo',
    'text-begin',
    'text-erase',
    'text-accept',
    'next',
    'previous',
    'first',
    'last',
    'next-undecided',
    'previous-undecided',
    'next-sprite',
    'play',
    'swap',
    'next-reference',
    'difference',
    'toggle-advance',
    'commit',
    'help',
    'back',
  ] as const
).map((kind) => ({ kind }) as ReviewAction);
const anyKey: fc.Arbitrary<ReviewAction> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...simple) },
  fc.integer({ min: 0, max: 9 }).map((digit): ReviewAction => ({ kind: 'digit', digit })),
  fc.constantFrom(...reviewViews).map((view): ReviewAction => ({ kind: 'view', view })),
  fc.integer({ min: -3, max: 3 }).map((by): ReviewAction => ({ kind: 'step', by })),
  fc.constant<ReviewAction>({ kind: 'text', text: 'words' }),
);
const anyAction: fc.Arbitrary<ReviewAction> = fc.oneof(
  { weight: 9, arbitrary: anyKey },
  someItems.map((items): ReviewAction => ({ kind: 'refresh', items })),
  fc.constant<ReviewAction>({ kind: 'tick' }),
);
/** What a screen says of itself, at any moment: some pictures are on it, some of them in part. */
const anySight: fc.Arbitrary<ReviewAction> = fc
  .tuple(fc.subarray(pool), fc.subarray(pool), fc.boolean())
  .map(([whole, part, isCommitLine]): ReviewAction => ({
    kind: 'shown',
    whole: whole.map(itemKey),
    part: part.map(itemKey),
    isCommitLine,
  }));
const keyUnder = (session: ReviewSession): ItemKey | null => {
  const at = currentItem(session);
  return at === null ? null : itemKey(at);
};

describe('laws of a sitting', () => {
  test('drafts, undo steps and the offer only speak of items that are here, and the cursor is on one', () => {
    fc.assert(
      fc.property(someItems, fc.array(anyAction, { maxLength: 60 }), (items, actions) => {
        let session = openReview(items);
        for (const action of actions) {
          session = play(session, action);
          const keys = new Set<string>(session.items.map(itemKey));
          expect(keys.size).toBe(session.items.length);
          for (const key of session.verdicts.keys()) expect(keys).toContain(key);
          for (const step of session.history) {
            expect(step.length).toBeGreaterThan(0);
            for (const { key } of step) expect(keys).toContain(key);
          }
          if (session.offer !== null) expect(session.verdicts.get(session.offer)?.verdict).toBe('reject');
          expect(session.cursor).toBeGreaterThanOrEqual(0);
          expect(session.cursor).toBeLessThan(Math.max(1, session.items.length));
          if (session.mode.kind === 'commit') expect(session.verdicts.size).toBeGreaterThan(0);
          if (session.view === 'compare') expect(comparedWith(session)).not.toBeNull();
          if (session.view === 'compare') expect(comparedWith(session)).not.toBe(currentItem(session));
        }
      }),
    );
  });

  test('a key typed too soon hits nothing: what changes was on the screen when the key was read', () => {
    const events = fc.array(fc.oneof(anyKey, anySight), { maxLength: 60 });
    fc.assert(
      fc.property(someItems, events, (items, actions) => {
        let session = openReview(items);
        const everSeen = new Set<ItemKey>();
        for (const action of actions) {
          const before = session;
          session = review(session, action);
          for (const key of session.onScreen) everSeen.add(key);
          const isUndo = action.kind === 'undo' || action.kind === 'digit' || action.kind === 'text-accept';
          for (const change of draftChanges(before, session)) {
            const key = itemKey(change.draft);
            // The rest of a stack was looked at before; a reason and an undo are about an earlier key.
            const isRest = action.kind === 'keep-of-stack' && key !== keyUnder(before);
            expect(isRest ? everSeen : isUndo ? everSeen : before.onScreen).toContain(key);
            if (change.kind === 'keep' && change.draft.verdict === 'approve' && !isUndo) {
              expect(before.seen.get(key)).toBe('whole');
            }
          }
          if (session.made.length > before.made.length && action.kind === 'digit') {
            expect(before.onScreen).toContain(keyUnder(before));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('undo takes back exactly what the verdict key before it did', () => {
    fc.assert(
      fc.property(
        someItems,
        fc.array(anyAction, { maxLength: 40 }),
        fc.constantFrom('approve', 'reject', 'clear', 'keep-of-stack'),
        (items, actions, kind) => {
          const before = play(openReview(items), ...actions);
          fc.pre(before.outcome === 'open' && before.mode.kind === 'look');
          const after = play(before, kind);
          fc.pre(after.history.length > before.history.length);
          const back = review(after, { kind: 'undo' });
          expect(back.verdicts).toEqual(before.verdicts);
          expect(back.history).toEqual(before.history);
          expect(back.cursor).toBe(before.cursor);
          expect(back.mode).toEqual(before.mode);
        },
      ),
    );
  });

  test('undo until nothing is left gives back the drafts that the sitting began with', () => {
    fc.assert(
      fc.property(someItems, fc.array(anyKey, { maxLength: 40 }), (items, actions) => {
        const stays = actions.filter(({ kind }) => kind !== 'commit');
        const first = items[0];
        const drafts = first === undefined ? [] : [{ ...first, verdict: 'approve' as const }];
        const began = openReview(items, { drafts });
        let session = play(began, ...stays, { kind: 'text-accept' }, { kind: 'back' });
        while (session.history.length > 0) session = review(session, { kind: 'undo' });
        expect(session.verdicts).toEqual(began.verdicts);
      }),
    );
  });

  test('a refresh never moves to another picture while this one waits', () => {
    fc.assert(
      fc.property(someItems, fc.array(anyAction, { maxLength: 30 }), someItems, (items, actions, now) => {
        const before = play(openReview(items), ...actions);
        const at = keyUnder(before);
        const after = review(before, { kind: 'refresh', items: now });
        fc.pre(before.outcome === 'open');
        if (now.some((each) => itemKey(each) === at)) expect(keyUnder(after)).toBe(at);
      }),
    );
  });

  test('no verdict moves from a picture that was there to one that arrived', () => {
    fc.assert(
      fc.property(someItems, fc.array(anyAction, { maxLength: 40 }), (items, actions) => {
        const before = play(openReview(items), ...actions);
        const at = keyUnder(before);
        fc.pre(at !== null && !before.arrivals.has(at));
        for (const kind of ['approve', 'reject', 'keep-of-stack'] as const) {
          const now = keyUnder(play(before, kind));
          if (now !== null) expect(before.arrivals).not.toContain(now);
        }
      }),
    );
  });

  test('forty pictures take forty keys and the commit, whatever the verdicts are', () => {
    const forty = reviewItems(...Array.from({ length: 40 }, (_, i) => String(i)));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('approve', 'reject'), { minLength: 40, maxLength: 40 }),
        (kinds) => {
          const done = play(openReview(forty), ...kinds, 'commit');
          expect(done.outcome).toBe('commit');
          expect(draftsOf(done).map(({ verdict }) => verdict)).toEqual(kinds);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('a closed sitting stays as it was', () => {
    fc.assert(
      fc.property(fc.oneof(anyAction, anySight), (action) => {
        const closed = play(openReview(pool.slice(0, 3)), 'approve', 'quit');
        expect(review(closed, action)).toBe(closed);
      }),
    );
  });
});
