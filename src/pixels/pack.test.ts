import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSkyline, type PackItem, type PackSettings, type Packing } from './pack.ts';

const settings: PackSettings = { maxSidePx: 256, paddingPx: 1, extrudePx: 1, isPowerOfTwo: true };

const item = (id: string, width: number, height: number, more: Partial<PackItem> = {}): PackItem => ({
  id,
  width,
  height,
  group: id,
  pixels: `pixels of ${id}`,
  ...more,
});

function packed(items: readonly PackItem[], own: PackSettings = settings): Packing {
  const answer = packSkyline(items, own);
  if (!answer.ok) throw new Error(`too large: ${answer.tooLarge.join(', ')}`);
  return answer.packing;
}

const anySettings = fc.record({
  maxSidePx: fc.integer({ min: 64, max: 300 }),
  paddingPx: fc.integer({ min: 0, max: 3 }),
  extrudePx: fc.integer({ min: 0, max: 2 }),
  isPowerOfTwo: fc.boolean(),
});

const anyItems = fc
  .array(
    fc.record({
      width: fc.integer({ min: 1, max: 58 }),
      height: fc.integer({ min: 1, max: 58 }),
      group: fc.constantFrom('a', 'b', 'c', 'd'),
      twin: fc.integer({ min: 0, max: 60 }),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    rows.map(({ width, height, group, twin }, index) =>
      // Equal pictures have equal sizes, so the size is part of the twin's name.
      item(`s${index}`, width, height, { group, pixels: `${twin}:${width}x${height}` }),
    ),
  );

describe('packing', () => {
  it('keeps pictures with their borders inside the page and the padding apart', () => {
    fc.assert(
      fc.property(anyItems, anySettings, (items, own) => {
        const { pages, placements } = packed(items, own);
        const sizes = new Map(items.map((one) => [one.id, one]));
        expect(placements.map(({ id }) => id)).toEqual(items.map(({ id }) => id).sort());
        const seen = new Map<string, { x: number; y: number; right: number; bottom: number; page: number }>();
        for (const { id, page, x, y } of placements) {
          const one = sizes.get(id) as PackItem;
          const rect = {
            page,
            x: x - own.extrudePx,
            y: y - own.extrudePx,
            right: x + one.width + own.extrudePx,
            bottom: y + one.height + own.extrudePx,
          };
          expect(rect.x).toBeGreaterThanOrEqual(0);
          expect(rect.y).toBeGreaterThanOrEqual(0);
          expect(rect.right).toBeLessThanOrEqual(pages[page]?.width ?? 0);
          expect(rect.bottom).toBeLessThanOrEqual(pages[page]?.height ?? 0);
          const key = `${page}:${one.pixels}`;
          const twin = seen.get(key);
          if (twin !== undefined) {
            expect(twin).toEqual(rect);
            continue;
          }
          for (const other of seen.values()) {
            if (other.page !== page) continue;
            const apart = own.paddingPx;
            const isApart =
              other.right + apart <= rect.x ||
              rect.right + apart <= other.x ||
              other.bottom + apart <= rect.y ||
              rect.bottom + apart <= other.y;
            expect(isApart).toBe(true);
          }
          seen.set(key, rect);
        }
      }),
    );
  });

  it('keeps to the largest side, in powers of two where asked', () => {
    fc.assert(
      fc.property(anyItems, anySettings, (items, own) => {
        for (const { width, height } of packed(items, own).pages) {
          expect(Math.max(width, height)).toBeLessThanOrEqual(own.maxSidePx);
          if (own.isPowerOfTwo) expect([Math.log2(width) % 1, Math.log2(height) % 1]).toEqual([0, 0]);
        }
      }),
    );
  });

  it('gives the same packing for the same items in any order', () => {
    const shuffled = anyItems.chain((items) =>
      fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
    );
    fc.assert(
      fc.property(shuffled, anySettings, ([items, other], own) => {
        expect(packed(other, own)).toEqual(packed(items, own));
      }),
    );
  });

  it('places pictures of one size by id, in whatever order they come', () => {
    const items = Array.from({ length: 9 }, (_, index) => item(`s${index}`, 16, 16));
    expect(packed([...items].reverse())).toEqual(packed(items));
    expect(packed(items).placements.slice(0, 2)).toMatchObject([
      { id: 's0', x: 1, y: 1 },
      { id: 's1', x: 20, y: 1 },
    ]);
  });

  it('gives identical pictures one place on a page', () => {
    const { placements } = packed([item('b', 8, 8, { pixels: 'same' }), item('a', 8, 8, { pixels: 'same' })]);
    expect(placements[0]).toMatchObject({ id: 'a', x: 1, y: 1 });
    expect(placements[1]).toMatchObject({ id: 'b', x: 1, y: 1 });
  });

  it('keeps a group on one page when everything needs several', () => {
    const items = ['a', 'b', 'c', 'd', 'e'].flatMap((group) =>
      Array.from({ length: 6 }, (_, index) => item(`${group}${index}`, 60, 60 - index, { group })),
    );
    const { pages, placements } = packed(items);
    expect(pages.length).toBeGreaterThan(1);
    for (const group of ['a', 'b', 'c', 'd', 'e']) {
      const homes = new Set(placements.filter(({ id }) => id.startsWith(group)).map(({ page }) => page));
      expect(homes.size).toBe(1);
    }
  });

  it('keeps a picture that two groups share on the page of each of them', () => {
    const big = (group: string): PackItem => item(`${group}-big`, 250, 240, { group });
    const shared = (group: string): PackItem => item(`${group}-shared`, 8, 8, { group, pixels: 'same' });
    const { pages, placements } = packed([big('a'), big('b'), shared('a'), shared('b')]);
    expect(pages.length).toBe(2);
    const home = new Map(placements.map(({ id, page }) => [id, page]));
    expect(home.get('a-shared')).toBe(home.get('a-big'));
    expect(home.get('b-shared')).toBe(home.get('b-big'));
  });

  it('names pictures that no page can hold', () => {
    expect(packSkyline([item('wide', 300, 4), item('fits', 4, 4)], settings)).toEqual({
      ok: false,
      tooLarge: ['wide'],
    });
  });

  it('takes a picture that fills a page to its last pixel', () => {
    const { pages } = packed([item('full', 254, 254)]);
    expect(pages).toEqual([{ width: 256, height: 256 }]);
  });

  it('packs nothing onto no page', () => {
    expect(packed([])).toEqual({ pages: [], placements: [] });
  });

  it('fills pages of mixed sprites to more than nine tenths', () => {
    let state = 7;
    const next = (): number => (state = (state * 48271) % 2147483647);
    const items = Array.from({ length: 1200 }, (_, i) =>
      item(`s${i}`, 16 + (next() % 113), 16 + (next() % 113)),
    );
    const own = { maxSidePx: 2048, paddingPx: 0, extrudePx: 0, isPowerOfTwo: false };
    const { pages } = packed(items, own);
    const used = items.reduce((sum, one) => sum + one.width * one.height, 0);
    const held = pages.reduce((sum, page) => sum + page.width * page.height, 0);
    expect(used / held).toBeGreaterThan(0.9);
  });
});
