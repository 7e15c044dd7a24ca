import { tell, type Failure } from '../../../domain/failure.ts';
import type { Result } from '../../../domain/result.ts';
import { itemKey, type ItemKey, type ReviewItem } from '../../../domain/review/item.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { fitPicture, reduce } from './picture.ts';
import type { LoadedPicture, SmallPicture } from './review-look.ts';
import { smallLook } from './review-picture.ts';

export interface Picture {
  readonly rgba: Rgba;
}

/** Reads a picture and checks it against the item's digest. Called once or more for each item. */
export type LoadPicture = (item: ReviewItem) => Promise<Result<Picture>>;

export type GalleryEvent =
  | { readonly kind: 'loaded'; readonly key: ItemKey; readonly hasFailed: boolean }
  | { readonly kind: 'load-threw'; readonly error: unknown }
  | { readonly kind: 'load-is-slow'; readonly key: ItemKey };

/** The pictures near the cursor, whole, and small ones of many more. */
export interface Gallery {
  readonly pictureOf: (item: ReviewItem) => LoadedPicture;
  readonly smallOf: (item: ReviewItem) => SmallPicture;
  /** Loads these, the first first: pictures that are kept whole, and pictures of which a small one is enough. */
  want(whole: readonly ReviewItem[], small: readonly ReviewItem[]): void;
  /** Whether so much time went by that the wait should be told. */
  isSlow(item: ReviewItem): boolean;
}

/** A picture that is there within this time is drawn at once; a slower one is announced. */
const slowLoadMs = 150;
/** Pictures decoded at once. */
const atOnce = 4;
/** Whole pictures in memory: those on the screen and around it. */
const keptWhole = 8;
/** Small pictures in memory; each is at most 64 KiB. */
const keptSmall = 400;
const smallSidePx = 128;

export function createGallery(load: LoadPicture, post: (event: GalleryEvent) => void): Gallery {
  const pictures = new Map<ItemKey, LoadedPicture>();
  const small = new Map<ItemKey, SmallPicture>();
  const slow = new Set<ItemKey>();
  const running = new Set<ItemKey>();
  let line: ReviewItem[] = [];
  let wholeKeys = new Set<ItemKey>();

  const begin = (item: ReviewItem): void => {
    const key = itemKey(item);
    running.add(key);
    const timer = setTimeout(() => {
      slow.add(key);
      post({ kind: 'load-is-slow', key });
    }, slowLoadMs);
    load(item)
      .then((result) => {
        hang(item, key, result);
        post({ kind: 'loaded', key, hasFailed: !result.ok });
      })
      .catch((error: unknown) => post({ kind: 'load-threw', error }))
      .finally(() => {
        clearTimeout(timer);
        running.delete(key);
        slow.delete(key);
        goOn();
      });
  };
  const goOn = (): void => {
    while (running.size < atOnce && line.length > 0) {
      const item = line.shift();
      if (item !== undefined && !running.has(itemKey(item))) begin(item);
    }
  };
  const hang = (item: ReviewItem, key: ItemKey, result: Result<Picture, Failure>): void => {
    if (!result.ok) {
      pictures.set(key, { kind: 'failed', message: tell(result.failure).message });
      small.set(key, { kind: 'failed' });
      return;
    }
    const { rgba } = result.value;
    small.set(key, smallPicture(item, rgba));
    // One that is wanted small only would push out those that are looked at.
    if (wholeKeys.has(key)) pictures.set(key, { kind: 'loaded', rgba });
  };

  return {
    pictureOf: (item) => pictures.get(itemKey(item)) ?? { kind: 'loading' },
    smallOf: (item) => small.get(itemKey(item)) ?? { kind: 'loading' },
    isSlow: (item) => slow.has(itemKey(item)),
    want: (whole, few) => {
      wholeKeys = new Set(whole.map(itemKey));
      for (const key of wholeKeys) touch(pictures, key);
      for (const item of few) touch(small, itemKey(item));
      trim(pictures, Math.max(keptWhole, wholeKeys.size));
      trim(small, Math.max(keptSmall, few.length));
      const missing = [
        ...whole.filter((item) => !pictures.has(itemKey(item))),
        ...few.filter((item) => !small.has(itemKey(item))),
      ];
      line = [...new Map(missing.map((item) => [itemKey(item), item])).values()].filter(
        (item) => !running.has(itemKey(item)),
      );
      goOn();
    },
  };
}

/** The map is in the order of last use. */
function touch<T>(kept: Map<ItemKey, T>, key: ItemKey): void {
  const value = kept.get(key);
  if (value === undefined) return;
  kept.delete(key);
  kept.set(key, value);
}

function trim<T>(kept: Map<ItemKey, T>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}

function smallPicture(item: ReviewItem, rgba: Rgba): SmallPicture {
  const { source, isPart } = smallLook(item, rgba);
  const fit = fitPicture(source, { width: smallSidePx, height: smallSidePx });
  return { kind: 'loaded', rgba: fit.kind === 'reduce' ? reduce(source, fit.by) : source, isPart };
}
