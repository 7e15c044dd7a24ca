import type { Rgba } from '../../pixels/rgba.ts';
import type { AtlasRegion, FrameName } from './atlas.ts';

/** What is wrong with one region of a page that was read back. */
export interface RegionFault {
  readonly name: FrameName;
  readonly fault:
    /** Its frame, or the frame's place in the sprite, leaves the page or the sprite. */
    | 'out-of-bounds'
    | 'size-differs'
    | 'pixels-differ'
    /** A signed sprite that no region shows. */
    | 'missing'
    /** A region that shows no signed sprite, or a second one of the same name. */
    | 'unexpected';
}

/**
 * Compares every region of decoded pages with the signed sprite that it must show. What counts is what a player
 * sees: the whole sprite, trimmed border included; colours under alpha 0 do not. Engines accept frames outside
 * their page without a word (measured with Pixi 8.22), so this does not.
 *
 * @param pages the pages in order, decoded from the files that will be shipped
 * @param expected frame name -> the sprite cut from its frozen, signed picture
 * @returns faults by name; none means that the pack shows exactly what was signed
 */
export function checkRegions(
  pages: readonly Rgba[],
  regions: readonly AtlasRegion[],
  expected: ReadonlyMap<FrameName, Rgba>,
): readonly RegionFault[] {
  const faults: RegionFault[] = [];
  const seen = new Set<FrameName>();
  for (const region of regions) {
    const sprite = expected.get(region.name);
    if (sprite === undefined || seen.has(region.name)) {
      faults.push({ name: region.name, fault: 'unexpected' });
      continue;
    }
    seen.add(region.name);
    const fault = regionFault(pages[region.page], region, sprite);
    if (fault !== null) faults.push({ name: region.name, fault });
  }
  for (const name of expected.keys()) {
    if (!seen.has(name)) faults.push({ name, fault: 'missing' });
  }
  return faults.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function regionFault(page: Rgba | undefined, region: AtlasRegion, sprite: Rgba): RegionFault['fault'] | null {
  const { frame, source, offset } = region;
  if (source.w !== sprite.width || source.h !== sprite.height) return 'size-differs';
  const isWhole = [frame.x, frame.y, frame.w, frame.h, offset.x, offset.y].every(
    (value) => Number.isInteger(value) && value >= 0,
  );
  if (page === undefined || !isWhole || frame.w === 0 || frame.h === 0) return 'out-of-bounds';
  if (frame.x + frame.w > page.width || frame.y + frame.h > page.height) return 'out-of-bounds';
  if (offset.x + frame.w > source.w || offset.y + frame.h > source.h) return 'out-of-bounds';
  for (let y = 0; y < source.h; y += 1) {
    for (let x = 0; x < source.w; x += 1) {
      const inX = x - offset.x;
      const inY = y - offset.y;
      const isShown = inX >= 0 && inY >= 0 && inX < frame.w && inY < frame.h;
      const at = isShown ? ((frame.y + inY) * page.width + frame.x + inX) * 4 : -1;
      if (!isSameSeen(page.data, at, sprite.data, (y * source.w + x) * 4)) return 'pixels-differ';
    }
  }
  return null;
}

/** Equal as seen; `at` below 0 stands for a transparent pixel. */
function isSameSeen(shown: Uint8Array, at: number, signed: Uint8Array, signedAt: number): boolean {
  const alpha = at < 0 ? 0 : shown[at + 3];
  if (alpha !== signed[signedAt + 3]) return false;
  if (alpha === 0) return true;
  return (
    shown[at] === signed[signedAt] &&
    shown[at + 1] === signed[signedAt + 1] &&
    shown[at + 2] === signed[signedAt + 2]
  );
}
