import type { Anchors, Direction, Rectangle, SpriteName } from '../candidate/sprite.ts';
import type { AssetId } from '../ids.ts';

declare const brand: unique symbol;
/** What an engine calls a region: `<asset_id>/<sprite name>`. Made of two branded names, so nothing else is in it. */
export type FrameName = string & { readonly [brand]: 'FrameName' };

/** @example frameName(assetId, spriteName) // 'units/raider/walk-s-0' */
export const frameName = (assetId: AssetId, sprite: SpriteName): FrameName =>
  `${assetId}/${sprite}` as FrameName;

/** What an engine calls an animation: `<asset_id>/<animation>` or `<asset_id>/<animation>/<direction>`. */
export const animationName = (assetId: AssetId, variant: string): FrameName =>
  `${assetId}/${variant}` as FrameName;

export interface Size {
  readonly w: number;
  readonly h: number;
}

/** One sprite on a page. All lengths in px, x right, y down. */
export interface AtlasRegion {
  readonly name: FrameName;
  readonly asset_id: AssetId;
  readonly sprite: SpriteName;
  /** Index into the atlas's pages. */
  readonly page: number;
  /** What is on the page: the sprite without its transparent border. Never rotated. */
  readonly frame: Rectangle;
  /** The sprite's whole size. */
  readonly source: Size;
  /** Where `frame` lies in the whole sprite. */
  readonly offset: { readonly x: number; readonly y: number };
  readonly direction: Direction | null;
  readonly duration_ms: number | null;
  /** From the whole sprite's top left corner. */
  readonly anchors: Anchors;
}

export interface AtlasPage {
  /** File name of the picture, beside the engine files. */
  readonly image: string;
  readonly width: number;
  readonly height: number;
}

export interface AtlasAnimation {
  readonly name: FrameName;
  /** Frames in order. All on one page. */
  readonly frames: readonly FrameName[];
}

/** Everything that an exporter may know of an age's art. Regions and animations sorted by name. */
export interface Atlas {
  readonly age: string;
  readonly pages: readonly AtlasPage[];
  readonly regions: readonly AtlasRegion[];
  readonly animations: readonly AtlasAnimation[];
}
