import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestReason, review } from './act.ts';
import { itemKey, type Draft, type ReviewItem } from './item.ts';
import {
  currentItem,
  draftsOf,
  openReview,
  tally,
  type ReviewAction,
  type ReviewSession,
} from './session.ts';

const item = (jobId: string, more: Partial<ReviewItem> = {}): ReviewItem => ({
  gate: 'concept',
  jobId,
  recipeId: 'skerry.character.raider.v1',
  recipeTitle: 'Raider',
  levers: { hair: 'red' },
  seed: 7,
  picturePath: `art_pool/${jobId}.png`,
  digest: 'a'.repeat(64),
  findings: [],
  candidates: 1,
  sprites: [],
  releasesMicroUsd: 0,
  ...more,
});

const three = ['a', 'b', 'c'].map((id) => item(id));

/** Runs actions by kind; the picture under the cursor is on the screen before each of them. */
function play(session: ReviewSession, ...actions: readonly (ReviewAction | string)[]): ReviewSession {
  return actions.reduce<ReviewSession>((now, action) => {
    const at = currentItem(now);
    const shown = at === null ? now : review(now, { kind: 'shown', key: itemKey(at) });
    return review(shown, typeof action === 'string' ? ({ kind: action } as ReviewAction) : action);
  }, session);
}
const reason = (code: 'palette' | null): ReviewAction => ({ kind: 'reason', code });
const text = (words: string): ReviewAction => ({ kind: 'text', text: words });

describe('a sitting', () => {
  test('goes to the next undecided picture after a verdict, and round the end', () => {
    const session = play(openReview(three), 'next', 'approve', 'approve');
    expect(session.cursor).toBe(0);
    expect(draftsOf(session).map((draft) => draft.jobId)).toEqual(['b', 'c']);
  });

  test('offers the commit as soon as the last picture is decided, and one key takes it', () => {
    const decided = play(openReview(three), 'approve', 'reject', reason(null), 'approve');
    expect(decided.mode.kind).toBe('commit');
    expect(play(decided, 'commit').outcome).toBe('commit');
  });

  test('asks before it commits a part of the pictures', () => {
    const asked = play(openReview(three), 'approve', 'commit');
    expect([asked.mode.kind, asked.outcome]).toEqual(['commit', 'open']);
    expect(play(asked, 'back').mode.kind).toBe('look');
    expect(play(asked, 'commit').outcome).toBe('commit');
  });

  test('does not commit nothing', () => {
    expect(play(openReview(three), 'commit', 'commit')).toMatchObject({
      outcome: 'open',
      note: 'nothing-decided',
    });
  });

  test('takes a one-digit reason, none, or typed words', () => {
    const session = play(
      openReview(three),
      'reject',
      reason('palette'),
      'reject',
      'commit',
      'reject',
      'text-begin',
      text(' thin h'),
      text('x'),
      'text-erase',
      text('ands '),
      'text-accept',
    );
    expect(draftsOf(session).map((draft) => draft.verdict === 'reject' && draft.reason)).toEqual([
      { kind: 'code', code: 'palette' },
      null,
      { kind: 'text', text: 'thin hands' },
    ]);
  });

  test('keeps a typed reason within its limit without cutting a character', () => {
    const session = play(openReview(three), 'reject', 'text-begin', text('👩'.repeat(longestReason + 5)));
    expect(session.mode).toEqual({ kind: 'text', text: '👩'.repeat(longestReason) });
  });

  test('does not take a verdict key for the picture that was just rejected', () => {
    const session = play(openReview(three), 'reject', 'approve');
    expect(session).toMatchObject({ cursor: 0, note: 'reason-first' });
    expect(draftsOf(session)[0]?.verdict).toBe('reject');
  });

  test('takes a rejection back with Escape', () => {
    expect(draftsOf(play(openReview(three), 'reject', 'back'))).toEqual([]);
  });

  test('judges nothing that was not on the screen', () => {
    expect(review(openReview(three), { kind: 'approve' })).toMatchObject({ note: 'not-on-screen' });
    expect(draftsOf(review(openReview(three), { kind: 'reject' }))).toEqual([]);
  });

  test('lets an unreadable picture be rejected and not approved', () => {
    const key = itemKey(item('a'));
    const failed = review(openReview(three), { kind: 'failed-to-load', key });
    expect(review(failed, { kind: 'approve' }).note).toBe('unreadable');
    expect(draftsOf(review(failed, { kind: 'reject' }))).toHaveLength(1);
  });

  test('takes up drafts of the same bytes and drops drafts of others', () => {
    const drafts: Draft[] = [
      { ...item('a'), verdict: 'approve' },
      { ...item('b', { digest: 'b'.repeat(64) }), verdict: 'approve' },
      { ...item('gone'), verdict: 'approve' },
    ];
    const session = openReview(three, drafts);
    expect(draftsOf(session).map((draft) => draft.jobId)).toEqual(['a']);
    expect(session.cursor).toBe(1);
  });

  test('opens on the commit line when every draft was made before', () => {
    expect(openReview([item('a')], [{ ...item('a'), verdict: 'approve' }]).mode.kind).toBe('commit');
  });

  test('ignores verdict keys on the commit line, and goes back to looking with the arrows', () => {
    const offered = play(openReview(three), 'approve', 'approve', 'approve');
    expect(play(offered, 'reject')).toMatchObject({ note: 'commit-first', mode: { kind: 'commit' } });
    expect(play(offered, 'previous')).toMatchObject({ cursor: 1, mode: { kind: 'look' } });
    expect(play(offered, 'undo')).toMatchObject({ cursor: 2, mode: { kind: 'look' } });
  });

  test('says what the approvals let be spent', () => {
    const dear = [item('a', { releasesMicroUsd: 90_000 }), item('b', { releasesMicroUsd: 10_000 })];
    expect(tally(play(openReview(dear), 'approve', 'reject')).releasesMicroUsd).toBe(90_000);
  });

  test('turns through the sprites and back to the whole picture', () => {
    const rectangle = { x: 0, y: 0, w: 1, h: 1 };
    const sheet = item('a', { sprites: ['s', 'n'].map((name) => ({ name, rectangle })) });
    const seen: (number | null)[] = [];
    let session = openReview([sheet]);
    for (let i = 0; i < 3; i += 1) {
      session = review(session, { kind: 'next-sprite' });
      seen.push(session.sprite);
    }
    expect(seen).toEqual([0, 1, null]);
    expect(review(session, { kind: 'previous-sprite' }).sprite).toBe(1);
  });

  test('has nothing to do without items', () => {
    const kinds = [
      'approve',
      'reject',
      'next',
      'previous',
      'first',
      'last',
      'undo',
      'clear',
      'commit',
      'help',
    ];
    expect(draftsOf(play(openReview([]), ...kinds))).toEqual([]);
  });
});

describe('new arrivals', () => {
  test('come last and leave the cursor where it is', () => {
    const session = play(openReview(three), 'next');
    const later = review(session, { kind: 'refresh', items: [item('new'), ...three] });
    expect(later.items.map((each) => each.jobId)).toEqual(['a', 'b', 'c', 'new']);
    expect(later.cursor).toBe(1);
  });

  test('with other bytes do not keep the old verdict', () => {
    const session = play(openReview(three), 'approve');
    const again = review(session, { kind: 'refresh', items: [item('a', { digest: 'b'.repeat(64) })] });
    expect(draftsOf(again)).toEqual([]);
  });
});

const pool = ['a', 'b', 'c', 'd', 'e'].flatMap((id) => [item(id), item(id, { digest: 'b'.repeat(64) })]);
const someItems = fc.subarray(pool);
const simple = (
  [
    'approve',
    'reject',
    'clear',
    'undo',
    'text-begin',
    'text-erase',
    'text-accept',
    'next',
    'previous',
    'first',
    'last',
    'next-sprite',
    'commit',
    'help',
    'back',
  ] as const
).map((kind) => ({ kind }) as ReviewAction);
const anyAction: fc.Arbitrary<ReviewAction> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...simple) },
  fc.constantFrom(reason('palette'), reason(null), text('words')),
  someItems.map((items): ReviewAction => ({ kind: 'refresh', items })),
);
const keyUnder = (session: ReviewSession): string | null => {
  const at = currentItem(session);
  return at === null ? null : itemKey(at);
};

describe('laws', () => {
  test('drafts and undo steps only speak of items that are here, and the cursor is on one', () => {
    fc.assert(
      fc.property(someItems, fc.array(anyAction, { maxLength: 60 }), (items, actions) => {
        let session = openReview(items);
        for (const action of actions) {
          session = play(session, action);
          const keys = new Set<string>(session.items.map(itemKey));
          expect(keys.size).toBe(session.items.length);
          for (const key of session.verdicts.keys()) expect(keys).toContain(key);
          for (const { key } of session.history) expect(keys).toContain(key);
          expect(session.cursor).toBeGreaterThanOrEqual(0);
          expect(session.cursor).toBeLessThan(Math.max(1, session.items.length));
          if (session.mode.kind === 'commit' && session.outcome === 'open') {
            expect(session.verdicts.size).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  test('undo takes back exactly the verdict before it', () => {
    fc.assert(
      fc.property(
        someItems,
        fc.array(anyAction, { maxLength: 40 }),
        fc.constantFrom('approve', 'reject', 'clear'),
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
      fc.property(someItems, fc.array(anyAction, { maxLength: 40 }), (items, actions) => {
        const stays = actions.filter(({ kind }) => kind !== 'refresh' && kind !== 'commit');
        const first = items[0];
        let session = openReview(items, first === undefined ? [] : [{ ...first, verdict: 'approve' }]);
        const began = session.verdicts;
        session = play(session, ...stays);
        for (let left = session.history.length; left > 0; left -= 1)
          session = review(session, { kind: 'undo' });
        expect(session.verdicts).toEqual(began);
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

  test('nothing is judged before it was on the screen', () => {
    fc.assert(
      fc.property(someItems, fc.array(anyAction, { maxLength: 40 }), (items, actions) => {
        const blind = actions.reduce(review, openReview(items));
        expect(draftsOf(blind)).toEqual([]);
      }),
    );
  });

  test('a closed sitting stays as it was', () => {
    fc.assert(
      fc.property(anyAction, (action) => {
        const closed = play(openReview(three), 'approve', 'quit');
        expect(review(closed, action)).toBe(closed);
      }),
    );
  });
});
