import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenText, firstChildren, nextChildren, parseChildren } from './children.ts';

const child = fc.integer({ min: 0, max: 999 });

describe('parseChildren', () => {
  it('reads numbers and ranges, in rising order, each once', () => {
    expect(parseChildren('10-12')).toEqual({ ok: true, value: [10, 11, 12] });
    expect(parseChildren('9, 0-2,1')).toEqual({ ok: true, value: [0, 1, 2, 9] });
    expect(parseChildren('999')).toEqual({ ok: true, value: [999] });
  });

  it('refuses what names no child', () => {
    for (const text of ['', '1000', '-1', '5-2', '1,,2', 'a', '1-', '0x1', '1e2', '0-1000']) {
      const read = parseChildren(text);
      expect(read.ok ? text : read.failure.kind).toBe('children-invalid');
    }
  });

  it('reads what childrenText writes', () => {
    expect(childrenText([0, 1, 2, 7, 9])).toBe('0-2,7,9');
    fc.assert(
      fc.property(fc.uniqueArray(child, { minLength: 1 }), (some) => {
        const children = some.sort((a, b) => a - b);
        expect(parseChildren(childrenText(children))).toEqual({ ok: true, value: children });
      }),
    );
  });
});

describe('nextChildren', () => {
  it('gives the lowest free ones', () => {
    expect(nextChildren(new Set([0, 1, 5]), 4)).toEqual([2, 3, 4, 6]);
    expect(nextChildren(new Set(), 3)).toEqual(firstChildren(3));
    expect(nextChildren(new Set(firstChildren(998)), 5)).toEqual([998, 999]);
    expect(nextChildren(new Set(firstChildren(1000)), 1)).toEqual([]);
  });

  it('never gives a used one, and asked again and again gives all thousand once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(child, { maxLength: 50 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }),
        (before, counts) => {
          const used = new Set(before);
          for (const count of counts) {
            const next = nextChildren(used, count);
            expect(next).toHaveLength(Math.min(count, 1000 - used.size));
            expect(next.filter((one) => used.has(one))).toEqual([]);
            for (const one of next) used.add(one);
            expect(next).toEqual([...next].sort((a, b) => a - b));
          }
          expect(Math.max(...used)).toBeLessThan(1000);
        },
      ),
    );
  });
});
