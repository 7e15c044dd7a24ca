import type { ReviewItem } from '../../../domain/review/item.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import type { Graphics } from './graphics.ts';
import type { Ground } from './ground.ts';

export type LoadedPicture =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'loaded'; readonly rgba: Rgba };

/** A picture for a small space. */
export type SmallPicture =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  /** `isPart`: of a sheet, its first sprite. */
  | { readonly kind: 'loaded'; readonly rgba: Rgba; readonly isPart: boolean };

/** What is drawn beside the session itself. */
export interface ReviewLook {
  readonly pictureOf: (item: ReviewItem) => LoadedPicture;
  readonly smallOf: (item: ReviewItem) => SmallPicture;
  readonly graphics: Graphics;
  readonly ground: Ground;
  /** Whether what is known of a picture stands beside it. */
  readonly hasDetails: boolean;
}
