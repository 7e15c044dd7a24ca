import { itemKey, type ReviewItem } from '../../src/domain/review/item.ts';
import type { Graphics } from '../../src/entry/cli/terminal/graphics.ts';
import type { Ground } from '../../src/entry/cli/terminal/ground.ts';
import { fitPicture, reduce } from '../../src/entry/cli/terminal/picture.ts';
import type { LoadedPicture, ReviewLook, SmallPicture } from '../../src/entry/cli/terminal/review-look.ts';
import { smallLook } from '../../src/entry/cli/terminal/review-picture.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import { demoPicture } from './review-items.ts';

const drawn = new Map<string, Rgba>();
const small = new Map<string, SmallPicture>();

/** How a sitting over made-up pictures is drawn when all of them are loaded. */
export const demoLook = (
  graphics: Graphics = { kind: 'blocks', depth: 24 },
  ground: Ground = 'checker',
  picture: (item: ReviewItem) => LoadedPicture = loadedDemo,
): ReviewLook => ({ pictureOf: picture, smallOf: smallDemo, graphics, ground, hasDetails: true });

export function loadedDemo(item: ReviewItem): LoadedPicture {
  if (item.jobId.endsWith('_broken')) return { kind: 'failed', message: 'it ends too early' };
  const rgba = drawn.get(itemKey(item)) ?? demoPicture(item);
  drawn.set(itemKey(item), rgba);
  return { kind: 'loaded', rgba };
}

function smallDemo(item: ReviewItem): SmallPicture {
  const whole = loadedDemo(item);
  if (whole.kind !== 'loaded') return { kind: 'failed' };
  const known = small.get(itemKey(item));
  if (known !== undefined) return known;
  const { source, isPart } = smallLook(item, whole.rgba);
  const fit = fitPicture(source, { width: 128, height: 128 });
  const made = {
    kind: 'loaded',
    rgba: fit.kind === 'reduce' ? reduce(source, fit.by) : source,
    isPart,
  } as const;
  small.set(itemKey(item), made);
  return made;
}
