import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetId, Digest, ProjectId, RecipeId, RunId, BindingHash, Sha256 } from '../ids.ts';
import {
  makePromotion,
  parsePromotion,
  promotionId,
  promotionText,
  standingPromotion,
  type Promotion,
} from './promotion.ts';

/** FNV-like stand-in for SHA-256: 64 hex digits, different for different text. */
const sha256: Sha256 = (data) => {
  let [a, b] = [2166136261, 40389];
  for (const char of String(data)) {
    a = Math.imul(a ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
    b = Math.imul(b + (char.codePointAt(0) ?? 0), 2246822519) >>> 0;
  }
  return `${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`.repeat(4) as Digest;
};

const raider = 'units/raider' as AssetId;
let count = 0;
const promotion = (supersedes: readonly Promotion[] = [], more: Partial<Promotion> = {}): Promotion => {
  count += 1;
  const bytes = sha256(`bytes ${count}`);
  return makePromotion(
    {
      schema_version: 1,
      project_id: `prj_${'a'.repeat(20)}` as ProjectId,
      asset_id: raider,
      path: `art_pool/approved/viking.character.raider.v1/a22d2e3975203893/procedural/000-${bytes.slice(0, 8)}.png`,
      bytes,
      pixels: bytes,
      sprites: bytes,
      side_record: bytes,
      decision: sha256(`decision ${count}`),
      recipe_id: 'viking.character.raider.v1' as RecipeId,
      recipe_digest: bytes,
      binding: { hair: 'red' },
      binding_hash: bytes as string as BindingHash,
      kind: 'character.humanoid',
      backend: 'procedural',
      frame: '000',
      run_id: 'run_0001_k3f2' as RunId,
      supersedes: supersedes.map(({ id }) => id),
      promoted_at: '2026-01-31T12:00:00.000Z',
      ...more,
    },
    sha256,
  );
};
const standing = (records: readonly Promotion[], counts?: (one: Promotion) => boolean): string => {
  const answer = standingPromotion(records, raider, counts);
  return answer.standing === 'one' ? answer.promotion.id : answer.standing;
};

describe('a promotion record', () => {
  it('comes back from its own text, and its id from its contents', () => {
    const one = promotion();
    expect(parsePromotion(promotionText(one))).toEqual({ ok: true, value: one });
    expect(promotionId(one, sha256)).toBe(one.id);
    expect(promotionId({ ...one, frame: '001' }, sha256)).not.toBe(one.id);
  });

  it('reports every fault of a bad record at once', () => {
    const parsed = parsePromotion(
      promotionText(promotion())
        .replace('"frame": "000"', '"frame": "../x", "extra": 1')
        .replace(/"path": "art_pool\/approved/, '"path": "art_pool/candidates'),
    );
    expect(parsed.ok ? [] : parsed.faults.map(({ code, at }) => `${code} ${at}`).sort()).toEqual([
      'unknown-field extra',
      'wrong-value frame',
      'wrong-value path',
    ]);
  });
});

describe('the standing promotion', () => {
  it('is the one that nothing supersedes', () => {
    const first = promotion();
    const second = promotion([first]);
    expect(standing([])).toBe('none');
    expect(standing([second, first])).toBe(second.id);
  });

  it('is ambiguous for two that know nothing of each other, until one supersedes both', () => {
    const first = promotion();
    const [left, right] = [promotion([first]), promotion([first])];
    expect(standing([first, left, right])).toBe('ambiguous-promotion');
    const choice = promotion([left, right]);
    expect(standing([first, left, right, choice])).toBe(choice.id);
  });

  it('is one where two records froze the same file', () => {
    const first = promotion();
    const { id: _, ...payload } = first;
    const twin = makePromotion({ ...payload, promoted_at: '2026-02-01T12:00:00.000Z' }, sha256);
    expect(standing([first, twin])).toBe([first.id, twin.id].sort()[0]);
  });

  it('goes back along the chain when approvals are withdrawn', () => {
    const first = promotion();
    const second = promotion([first]);
    const third = promotion([second]);
    const all = [first, second, third];
    const without =
      (...gone: readonly Promotion[]) =>
      (one: Promotion) =>
        !gone.includes(one);
    expect(standing(all, without(second))).toBe(third.id);
    expect(standing(all, without(third))).toBe(second.id);
    expect(standing(all, without(third, second))).toBe(first.id);
    expect(standing(all, () => false)).toBe('none');
  });

  it('does not depend on the order of the records', () => {
    const chain = [promotion()];
    for (let i = 0; i < 6; i += 1) chain.push(promotion([chain.at(-1) as Promotion]));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(chain, { minLength: chain.length }),
        fc.subarray(chain.map(({ id }) => id)),
        (shuffled, counting) => {
          const counts = ({ id }: Promotion): boolean => counting.includes(id);
          const last = chain.findLast(counts);
          expect(standing(shuffled, counts)).toBe(last?.id ?? 'none');
        },
      ),
    );
  });
});
