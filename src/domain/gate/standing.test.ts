import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { context, decide, digestOf, draft, ringOf, threeReviewers } from '../../../test/rig/gate.ts';
import { sha256 } from '../../adapters/files/sha256.ts';
import { makePayload, type DecisionDraft } from './decision.ts';
import type { Verdict } from './gate.ts';
import { standingVerdict, subjectOf, supersedable, verdictOn } from './standing.ts';
import { trustDecision, type TrustedDecision } from './trust.ts';

const ring = ringOf(threeReviewers);
const { signature } = decide('Asa');

// What is tested here comes after the signature; signing each of thousands of decisions would only take time.
function one(by: string, change: Partial<DecisionDraft> = {}): TrustedDecision {
  const payload = makePayload(draft(by, change), sha256);
  const found = trustDecision({ payload, signature }, { ...context, ring, verify: () => true });
  if (!found.isTrusted) throw new Error(found.reason);
  return found.decision;
}
const verdictOf = (...decisions: TrustedDecision[]) => standingVerdict(decisions)?.verdict ?? null;

test('where nobody has decided nothing stands', () => {
  expect(standingVerdict([])).toBeNull();
});

test.each<Verdict>(['reject', 'withdraw'])(
  '%s beats an approval, in whichever order they come',
  (verdict) => {
    const approval = one('Asa', { decided_at: '2025-12-31T00:00:00.000Z' });
    const against = one('Bryn', { verdict });
    expect(verdictOf(approval, against)).toBe(verdict);
    expect(verdictOf(against, approval)).toBe(verdict);
  },
);

test('an approval that supersedes the rejection stands', () => {
  const rejection = one('Bryn', { verdict: 'reject' });
  const approval = one('Asa', { supersedes: [rejection.payload.id] });
  expect(verdictOf(approval, rejection)).toBe('approve');
});

test('a decision that was superseded itself still supersedes', () => {
  const first = one('Asa');
  const second = one('Bryn', { verdict: 'reject', supersedes: [first.payload.id] });
  const third = one('Calla', { supersedes: [second.payload.id] });
  const found = standingVerdict([first, second, third]);
  expect(found?.verdict).toBe('approve');
  expect(found?.standing).toEqual([third]);
});

test('two branches that reject and approve the same thing end in a rejection', () => {
  const first = one('Asa');
  const left = one('Asa', { supersedes: [first.payload.id], reason: 'still good' });
  const right = one('Bryn', { verdict: 'reject', supersedes: [first.payload.id] });
  expect(verdictOf(first, left, right)).toBe('reject');
});

describe('a decision about something else', () => {
  test.each<[string, Partial<DecisionDraft>]>([
    ['bytes', { bytes: digestOf('others') }],
    ['pixels', { pixels: digestOf('others') }],
    ['sprite table', { sprites: digestOf('others') }],
    ['recipe digest', { recipe_digest: digestOf('others') }],
    ['recipe', { recipe_id: 'viking.character.raider.v2' as DecisionDraft['recipe_id'] }],
    ['gate', { gate: 'concept', sprites: null }],
  ])('approves nothing here when the %s differs, and supersedes nothing', (_, change) => {
    const rejection = one('Bryn', { verdict: 'reject' });
    const elsewhere = one('Asa', { ...change, supersedes: [rejection.payload.id] });
    const here = subjectOf(rejection.payload);
    expect(verdictOn([elsewhere], here)).toBeNull();
    expect(verdictOn([elsewhere, rejection], here)?.verdict).toBe('reject');
    expect(() => standingVerdict([elsewhere, rejection])).toThrow(TypeError);
  });

  test('a concept decision stands for every job with that concept, whatever else it was made by', () => {
    const decision = one('Asa', { gate: 'concept', sprites: null, verdict: 'reject', child_index: 7 });
    const other = one('Asa', {
      gate: 'concept',
      sprites: null,
      child_index: null,
      backend: null,
      recipe_digest: digestOf('others'),
    });
    expect(subjectOf(other.payload)).toEqual(subjectOf(decision.payload));
    expect(verdictOn([decision, other], subjectOf(other.payload))?.verdict).toBe('reject');
  });
});

/** Decisions about one thing, each superseding some of those before it. */
const histories = fc
  .array(
    fc.record({
      by: fc.constantFrom('Asa', 'Bryn', 'Calla'),
      verdict: fc.constantFrom<Verdict>('approve', 'reject', 'withdraw'),
      supersedes: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) => {
    const made: TrustedDecision[] = [];
    for (const [i, { by, verdict, supersedes }] of steps.entries()) {
      const ids = supersedes.flatMap((n) => made[n]?.payload.id ?? []);
      made.push(one(by, { verdict, supersedes: ids, reason: `${i}` }));
    }
    return made;
  });

describe('laws', () => {
  test('the verdict does not depend on the order in which files are read', () => {
    fc.assert(
      fc.property(
        histories.chain((made) =>
          fc.tuple(
            fc.constant(made),
            fc.shuffledSubarray(made, { minLength: made.length, maxLength: made.length }),
          ),
        ),
        ([made, shuffled]) => {
          expect(standingVerdict(shuffled)).toEqual(standingVerdict(made));
        },
      ),
    );
  });

  test('something always stands, and an approval only where nothing else does', () => {
    fc.assert(
      fc.property(histories, (made) => {
        const found = standingVerdict(made);
        if (found === null) throw new Error('nothing stands');
        expect(found.standing).toContain(found.decision);
        const againstIt = found.standing.some(({ payload }) => payload.verdict !== 'approve');
        expect(found.verdict !== 'approve').toBe(againstIt);
      }),
    );
  });

  test('a decision that supersedes all that stands is the one that stands', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom<Verdict>('approve', 'reject'), (made, verdict) => {
        const subject = subjectOf(one('Asa').payload);
        const last = one('Calla', { verdict, supersedes: supersedable(made, subject), reason: 'last' });
        expect(standingVerdict([...made, last])?.standing).toEqual([last]);
      }),
    );
  });

  test('a rejection that supersedes nothing never turns into an approval', () => {
    fc.assert(
      fc.property(histories, (made) => {
        const rejection = one('Calla', { verdict: 'reject', reason: 'no' });
        expect(standingVerdict([...made, rejection])?.verdict).not.toBe('approve');
      }),
    );
  });
});
