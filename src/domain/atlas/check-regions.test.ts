import { describe, expect, it } from 'vitest';
import { blank, type Rgba } from '../../pixels/rgba.ts';
import type { AssetId } from '../ids.ts';
import { spriteNameFrom } from '../candidate/sprite.ts';
import { frameName, type AtlasRegion } from './atlas.ts';
import { checkRegions } from './check-regions.ts';

const assetId = 'units/raider' as AssetId;
const sprite = spriteNameFrom('idle/s');
const name = frameName(assetId, sprite);

/** One opaque pixel at (2, 1) of a 4 x 3 sprite. */
const signed = (): Rgba => {
  const picture = blank(4, 3);
  picture.data.set([10, 20, 30, 255], (1 * 4 + 2) * 4);
  return picture;
};
const page = (): Rgba => {
  const picture = blank(8, 8);
  picture.data.set([10, 20, 30, 255], (5 * 8 + 6) * 4);
  return picture;
};
const region: AtlasRegion = {
  name,
  asset_id: assetId,
  sprite,
  page: 0,
  frame: { x: 6, y: 5, w: 1, h: 1 },
  source: { w: 4, h: 3 },
  offset: { x: 2, y: 1 },
  direction: 's',
  duration_ms: null,
  anchors: {},
};
const check = (own: Partial<AtlasRegion>, pages: readonly Rgba[] = [page()], expected = signed()) =>
  checkRegions(pages, [{ ...region, ...own }], new Map([[name, expected]])).map(({ fault }) => fault);

describe('checking regions', () => {
  it('passes a region that shows exactly the signed sprite', () => {
    expect(check({})).toEqual([]);
  });

  it('does not mind colours that nobody sees', () => {
    const other = signed();
    other.data.set([1, 2, 3, 0], 0);
    expect(check({}, [page()], other)).toEqual([]);
  });

  it.each([
    ['moved on the page', { frame: { x: 5, y: 5, w: 1, h: 1 } }, 'pixels-differ'],
    ['moved in the sprite', { offset: { x: 1, y: 1 } }, 'pixels-differ'],
    ['larger than the page', { frame: { x: 6, y: 5, w: 3, h: 1 } }, 'out-of-bounds'],
    ['beside the page', { frame: { x: -1, y: 5, w: 1, h: 1 } }, 'out-of-bounds'],
    ['outside the sprite', { offset: { x: 4, y: 1 } }, 'out-of-bounds'],
    ['between pixels', { frame: { x: 6.5, y: 5, w: 1, h: 1 } }, 'out-of-bounds'],
    ['empty', { frame: { x: 6, y: 5, w: 0, h: 0 } }, 'out-of-bounds'],
    ['on a page that is not there', { page: 1 }, 'out-of-bounds'],
    ['of another size', { source: { w: 4, h: 4 } }, 'size-differs'],
  ])('finds one %s', (_, own, fault) => {
    expect(check(own)).toEqual([fault]);
  });

  it.each([0, 1, 2, 3])('finds a change of one step in channel %d', (channel) => {
    const changed = page();
    const at = (5 * 8 + 6) * 4 + channel;
    changed.data[at] = (changed.data[at] ?? 0) ^ 1;
    expect(check({}, [changed])).toEqual(['pixels-differ']);
  });

  it('finds a pixel that was trimmed away', () => {
    const fuller = signed();
    fuller.data.set([1, 1, 1, 1], 0);
    expect(check({}, [page()], fuller)).toEqual(['pixels-differ']);
  });

  it('finds sprites that are missing, unexpected or there twice', () => {
    expect(checkRegions([page()], [], new Map([[name, signed()]]))).toEqual([{ name, fault: 'missing' }]);
    expect(checkRegions([page()], [region], new Map())).toEqual([{ name, fault: 'unexpected' }]);
    expect(checkRegions([page()], [region, region], new Map([[name, signed()]]))).toEqual([
      { name, fault: 'unexpected' },
    ]);
  });
});
