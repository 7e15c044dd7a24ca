import { describe, expect, test } from 'vitest';
import { atReview, gateItem, play, reviewItems } from '../../../test/rig/review-session.ts';
import { longestText, review } from './act.ts';
import { itemKey, type Draft } from './item.ts';
import { currentItem, draftChanges, draftsOf, openReview, tally, type ReviewSession } from './session.ts';

const three = reviewItems('a', 'b', 'c');
const digit = (n: number) => ({ kind: 'digit', digit: n }) as const;
const text = (words: string) => ({ kind: 'text', text: words }) as const;
const reasons = (session: ReviewSession) =>
  draftsOf(session).map((draft) => draft.verdict === 'reject' && draft.reason);

describe('verdicts', () => {
  test('go on to the next undecided picture, and round the end', () => {
    const session = play(openReview(three), 'next', 'approve', 'approve');
    expect(session.cursor).toBe(0);
    expect(draftsOf(session).map((draft) => draft.jobId)).toEqual(['b', 'c']);
  });

  test('take one key each: a rejection goes on at once', () => {
    const session = play(openReview(three), 'reject', 'approve', 'reject');
    expect(draftsOf(session).map(({ verdict }) => verdict)).toEqual(['reject', 'approve', 'reject']);
    expect(session.mode.kind).toBe('commit');
  });

  test('stay on their picture while advancing is off', () => {
    const session = play(openReview(three), 'toggle-advance', 'approve');
    expect(session).toMatchObject({ cursor: 0, isAdvancing: false, mode: { kind: 'look' } });
    expect(play(session, 'toggle-advance', 'approve').cursor).toBe(1);
  });

  test('are not taken for a picture that was not on the screen', () => {
    expect(review(openReview(three), { kind: 'approve' })).toMatchObject({ note: 'not-on-screen' });
    expect(draftsOf(review(openReview(three), { kind: 'reject' }))).toEqual([]);
  });

  test('are not taken for a picture that was on the screen and left it', () => {
    const second = atReview(play(openReview(three), 'next'));
    expect(review(second, { kind: 'reject' }).note).toBeNull();
    expect(review(review(second, { kind: 'previous' }), { kind: 'reject' }).note).toBe('not-on-screen');
  });

  test('approve only what was on the screen whole; a part is enough to reject', () => {
    const key = itemKey(gateItem('a'));
    const glimpsed = review(openReview(three), {
      kind: 'shown',
      whole: [],
      part: [key],
      isCommitLine: false,
    });
    expect(review(glimpsed, { kind: 'approve' }).note).toBe('part-only');
    expect(draftsOf(review(glimpsed, { kind: 'reject' }))).toHaveLength(1);
    const whole = review(openReview(three), { kind: 'shown', whole: [key], part: [], isCommitLine: false });
    const later = review(whole, { kind: 'shown', whole: [], part: [key], isCommitLine: false });
    expect(draftsOf(review(later, { kind: 'approve' }))).toHaveLength(1);
  });

  test('let an unreadable picture be rejected and not approved', () => {
    const failed = play(openReview(three), { kind: 'failed-to-load', key: itemKey(gateItem('a')) });
    expect(play(failed, 'approve').note).toBe('unreadable');
    expect(draftsOf(play(failed, 'reject'))).toHaveLength(1);
  });

  test('never approve the final picture of a draft', () => {
    const session = openReview([gateItem('a', { gate: 'review', isDraft: true })]);
    expect(play(session, 'approve')).toMatchObject({ note: 'draft', cursor: 0 });
  });

  test('are told apart from what somebody else took away', () => {
    const before = play(openReview(three), 'approve', 'reject');
    const cleared = play(before, 'undo');
    expect(draftChanges(before, cleared)).toMatchObject([{ kind: 'drop', draft: { jobId: 'b' } }]);
    const gone = review(before, { kind: 'refresh', items: [gateItem('c')] });
    expect(draftChanges(before, gone)).toEqual([]);
  });
});

describe('the reason of a rejection', () => {
  test('is given by a digit right after it, though the next picture is there', () => {
    const session = play(openReview(three), 'reject', digit(2));
    expect(reasons(session)).toEqual([{ kind: 'code', code: 'palette' }]);
    expect(session).toMatchObject({ cursor: 1, offer: null });
    expect(session.made).toEqual([]);
  });

  test('is told back, but for the commit line, which says what will be signed', () => {
    const reason = { kind: 'code', code: 'palette' };
    expect(play(openReview(three), 'reject', digit(2)).note).toEqual({
      kind: 'explained',
      jobId: 'a',
      reason,
    });
    expect(play(openReview([gateItem('a')]), 'reject', digit(2)).note).toBeNull();
    const typed = ['reject', 'text-begin', text('no'), 'text-accept'] as const;
    expect(play(openReview(three), ...typed).note).toMatchObject({ kind: 'explained' });
    expect(play(openReview([gateItem('a')]), ...typed).note).toBeNull();
  });

  test('is offered to the next key alone: after any other a digit is stars', () => {
    for (const other of ['approve', 'next', 'difference', 'back'] as const) {
      const session = play(openReview(reviewItems('a', 'b', 'c', 'd')), 'reject', other, digit(3));
      expect(reasons(session)).not.toContainEqual({ kind: 'code', code: 'silhouette' });
      expect(session.made).toMatchObject([{ stars: 3 }]);
    }
  });

  test('is not 0, 7, 8 or 9: those close the offer and give no stars', () => {
    const session = play(openReview(three), 'reject', digit(0));
    expect([reasons(session), session.made, session.offer]).toEqual([[null], [], null]);
  });

  test('can be typed', () => {
    const session = play(
      openReview(three),
      'reject',
      'text-begin',
      text(' thin h'),
      text('x'),
      'text-erase',
      text('ands '),
      'text-accept',
    );
    expect(reasons(session)).toEqual([{ kind: 'text', text: 'thin hands' }]);
    expect(session.cursor).toBe(1);
  });

  test('can still be given on the commit line, which comes back after typing', () => {
    const last = play(openReview([gateItem('a')]), 'reject');
    expect(last.mode.kind).toBe('commit');
    expect(reasons(play(last, digit(6)))).toEqual([{ kind: 'code', code: 'duplicate' }]);
    expect(play(last, 'text-begin', text('no'), 'text-accept').mode.kind).toBe('commit');
  });

  test('is kept within its limit without cutting a character', () => {
    const session = play(openReview(three), 'reject', 'text-begin', text('👩'.repeat(longestText + 5)));
    expect(session.mode).toMatchObject({ text: '👩'.repeat(longestText) });
  });

  test('goes with its rejection when that is undone', () => {
    const session = play(openReview(three), 'reject', digit(1), 'undo');
    expect(session).toMatchObject({ cursor: 0, offer: null });
    expect(draftsOf(session)).toEqual([]);
  });
});

describe('a stack', () => {
  const stack = [1, 2, 3].map((n) => gateItem(`a/${n}`, { childIndex: n }));
  const other = gateItem('b', { levers: { hair: 'blond' } });

  test('is rejected as duplicates of the one that is kept, and one undo takes all of it back', () => {
    const looked = play(openReview([...stack, other]), 'next', 'next', 'previous');
    const kept = play(looked, 'keep-of-stack');
    expect(draftsOf(kept)).toMatchObject([
      { jobId: 'a/1', reason: { code: 'duplicate' } },
      { jobId: 'a/2', verdict: 'approve' },
      { jobId: 'a/3', reason: { code: 'duplicate' } },
    ]);
    expect(kept).toMatchObject({ cursor: 3, note: { kind: 'stack', rejected: 2, unseen: 0 } });
    expect(draftsOf(play(kept, 'undo'))).toEqual([]);
  });

  test('keeps what nobody has looked at undecided, and says so', () => {
    const kept = play(openReview(stack), 'keep-of-stack');
    expect(draftsOf(kept)).toHaveLength(1);
    expect(kept.note).toEqual({ kind: 'stack', rejected: 0, unseen: 2 });
  });

  test('keeps the reason of what was rejected before', () => {
    const kept = play(openReview(stack), 'reject', digit(1), 'keep-of-stack');
    expect(draftsOf(kept)[0]).toMatchObject({ reason: { code: 'anatomy' } });
  });
});

describe('the commit', () => {
  test('is offered as soon as the last picture is decided, and one key takes it', () => {
    const decided = play(openReview(three), 'approve', 'reject', 'approve');
    expect(decided.mode.kind).toBe('commit');
    expect(play(decided, 'commit').outcome).toBe('commit');
  });

  test('is not taken before its line was on the screen', () => {
    const decided = play(openReview(three), 'approve', 'reject', 'approve');
    expect(review(decided, { kind: 'commit' }).outcome).toBe('open');
  });

  test('is asked for before a part of the pictures is signed', () => {
    const asked = play(openReview(three), 'approve', 'commit');
    expect([asked.mode.kind, asked.outcome]).toEqual(['commit', 'open']);
    expect(play(asked, 'back').mode.kind).toBe('look');
    expect(play(asked, 'commit').outcome).toBe('commit');
  });

  test('is read again when what it says has changed', () => {
    const asked = atReview(play(openReview(three), 'approve', 'approve', 'commit'));
    const less = review(asked, { kind: 'refresh', items: three.slice(1) });
    expect(review(less, { kind: 'commit' }).outcome).toBe('open');
  });

  test('does not commit nothing', () => {
    expect(play(openReview(three), 'commit', 'commit')).toMatchObject({
      outcome: 'open',
      note: 'nothing-decided',
    });
  });

  test('takes no verdict key for the last picture, and goes back to looking with the arrows', () => {
    const offered = play(openReview(three), 'approve', 'approve', 'approve');
    expect(play(offered, 'reject')).toMatchObject({ note: 'commit-first', mode: { kind: 'commit' } });
    expect(play(offered, 'previous')).toMatchObject({ cursor: 1, mode: { kind: 'look' } });
    expect(play(offered, 'undo')).toMatchObject({ cursor: 2, mode: { kind: 'look' } });
  });

  test('says what the approvals let be spent', () => {
    const dear = [gateItem('a', { releasesMicroUsd: 90_000 }), gateItem('b', { releasesMicroUsd: 10_000 })];
    expect(tally(play(openReview(dear), 'approve', 'reject')).releasesMicroUsd).toBe(90_000);
  });
});

describe('stars and notes', () => {
  test('are given to the picture on the screen, and kept once', () => {
    const session = play(openReview(three, { author: 'kari' }), digit(4), digit(4), digit(0), digit(6));
    expect(session.made).toMatchObject([
      { author: 'kari', stars: 4, text: null },
      { author: 'kari', stars: 0, text: null },
    ]);
    expect(session.cursor).toBe(0);
  });

  test('are never given to a picture that is not on the screen', () => {
    expect(review(openReview(three), digit(4))).toMatchObject({ note: 'not-on-screen', made: [] });
    expect(review(openReview(three), { kind: 'text-begin' }).mode.kind).toBe('look');
  });

  test('can be typed, and change no verdict', () => {
    const session = play(openReview(three), 'text-begin', text('the best so far'), 'text-accept');
    expect(session.made).toMatchObject([{ text: 'the best so far', stars: null }]);
    expect([session.cursor, session.mode.kind, draftsOf(session)]).toEqual([0, 'look', []]);
  });

  test('that could not be kept do not look as if they were', () => {
    const session = play(openReview(three), digit(5));
    const [remark] = session.made;
    if (remark === undefined) throw new Error('nothing was said');
    const lost = review(session, { kind: 'remark-lost', remark });
    expect(lost).toMatchObject({ note: 'remark-not-kept' });
    expect(lost.remarks.get(remark.digest)).toEqual([]);
  });
});

describe('an opening', () => {
  test('takes up drafts of the same bytes and leaves drafts of others alone', () => {
    const drafts: Draft[] = [
      { ...gateItem('a'), verdict: 'approve' },
      { ...gateItem('b', { digest: 'b'.repeat(64) }), verdict: 'approve' },
      { ...gateItem('gone'), verdict: 'approve' },
    ];
    const session = openReview(three, { drafts });
    expect(draftsOf(session).map((draft) => draft.jobId)).toEqual(['a']);
    expect(session.cursor).toBe(1);
  });

  test('shows the commit line when every draft was made before', () => {
    const drafts: Draft[] = [{ ...gateItem('a'), verdict: 'approve' }];
    expect(openReview([gateItem('a')], { drafts }).mode.kind).toBe('commit');
  });

  test('has nothing to do without items', () => {
    const kinds = ['approve', 'reject', 'next', 'first', 'last', 'undo', 'clear', 'commit', 'play'] as const;
    expect(draftsOf(play(openReview([]), ...kinds, 'next-undecided', 'swap', 'help'))).toEqual([]);
    expect(currentItem(openReview([]))).toBeNull();
  });
});

describe('new arrivals', () => {
  test('come last and leave the cursor where it is', () => {
    const session = play(openReview(three), 'next');
    const later = review(session, { kind: 'refresh', items: [gateItem('new'), ...three] });
    expect(later.items.map((each) => each.jobId)).toEqual(['a', 'b', 'c', 'new']);
    expect(later.cursor).toBe(1);
  });

  test('are not jumped to by a verdict; Tab goes there', () => {
    const grown = review(openReview(three), { kind: 'refresh', items: [...three, gateItem('new')] });
    const decided = play(grown, 'last', 'previous', 'approve', 'approve', 'approve');
    expect(decided.mode.kind).toBe('commit');
    const there = play(decided, 'next-undecided');
    expect(currentItem(there)?.jobId).toBe('new');
    expect(play(there, 'approve').mode.kind).toBe('commit');
  });

  test('with other bytes do not keep the old verdict', () => {
    const session = play(openReview(three), 'approve');
    const again = review(session, { kind: 'refresh', items: [gateItem('a', { digest: 'b'.repeat(64) })] });
    expect(draftsOf(again)).toEqual([]);
  });
});
