import {
  animationName,
  frameName,
  type Atlas,
  type AtlasAnimation,
  type AtlasRegion,
  type FrameName,
} from '../domain/atlas/atlas.ts';
import { isSpriteName, spriteNameFrom, type Sprite } from '../domain/candidate/sprite.ts';
import { failure } from '../domain/failure.ts';
import type { AssetId } from '../domain/ids.ts';
import type { AgeManifest, Entry, VariantSprites, VariantStep } from '../domain/manifest/age-manifest.ts';
import { variantOf } from '../domain/manifest/projection.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { crop } from '../pixels/arrange.ts';
import { composePage, tightRegion } from '../pixels/atlas-page.ts';
import { packSkyline, type PackSettings } from '../pixels/pack.ts';
import type { Region } from '../pixels/region.ts';
import { drawPlaceholder } from '../pixels/placeholder.ts';
import { pixelBytes, type Rgba } from '../pixels/rgba.ts';
import type { ShipWorld } from '../ports/shipping.ts';
import type { FrozenAsset, ProjectedAge } from './project-age.ts';

export interface PackedAge {
  readonly atlas: Atlas;
  /** Composes the picture of a page. Not done before it is needed: pages may be reused. */
  readonly drawPage: (page: number) => Rgba;
  /** What every region must show, cut from the signed pictures. */
  readonly expected: ReadonlyMap<FrameName, Rgba>;
}

interface Piece {
  readonly name: FrameName;
  readonly assetId: AssetId;
  readonly sprite: Sprite;
  readonly whole: Rgba;
  readonly box: Region;
  readonly trimmed: Rgba;
}

/** File name of a page's picture. Stable, so that a game can refer to it. */
export const pageImage = (page: number): string => `atlas-${page}.png`;

/**
 * Packs an age's sprites, one atlas. Trimmed, extruded, identical ones in one place. Pure but for the digest.
 * Fails with `asset-names-clash` when two sprites would have one name for engines, and with `atlas-too-small`
 * when a sprite or an animation does not fit on one page.
 */
export function packAge(
  { manifest, assets }: ProjectedAge,
  placeholders: readonly Entry[],
  { sha256, packSettings }: Pick<ShipWorld, 'sha256' | 'packSettings'>,
): Result<PackedAge> {
  const pieces = [
    ...[...assets].flatMap(([assetId, asset]) => frozenPieces(assetId, asset)),
    ...placeholders.flatMap(placeholderPieces),
  ].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const { age } = manifest;
  const clashes = pieces.filter((piece, index) => piece.name === pieces[index + 1]?.name);
  if (clashes.length > 0)
    return fail(failure('asset-names-clash', { age, frames: clashes.map(({ name }) => name) }));

  const packed = packSkyline(
    pieces.map(({ name, assetId, trimmed }) => ({
      id: name,
      width: trimmed.width,
      height: trimmed.height,
      group: assetId,
      pixels: sha256(pixelBytes(trimmed)),
    })),
    packSettings,
  );
  const tooSmall = (sprites: readonly string[]): Result<never> =>
    fail(failure('atlas-too-small', { age, sprites, maxSidePx: packSettings.maxSidePx }));
  if (!packed.ok) return tooSmall(packed.tooLarge);

  const { pages, placements } = packed.packing;
  const places = new Map(placements.map((place) => [place.id, place]));
  const regions = pieces.map((piece): AtlasRegion => {
    const place = places.get(piece.name);
    if (place === undefined) throw new Error(`the packer lost ${piece.name}`);
    return {
      name: piece.name,
      asset_id: piece.assetId,
      sprite: piece.sprite.name,
      page: place.page,
      frame: { x: place.x, y: place.y, w: piece.box.w, h: piece.box.h },
      source: { w: piece.whole.width, h: piece.whole.height },
      offset: { x: piece.box.x, y: piece.box.y },
      direction: piece.sprite.direction,
      duration_ms: piece.sprite.duration_ms,
      anchors: piece.sprite.anchors,
    };
  });
  const animations = animationsOf(pieces);
  const pageOf = new Map(regions.map(({ name, page }) => [name, page]));
  const torn = animations.filter(({ frames }) => new Set(frames.map((name) => pageOf.get(name))).size > 1);
  if (torn.length > 0) return tooSmall(torn.map(({ name }) => name));

  return ok({
    atlas: {
      age,
      pages: pages.map(({ width, height }, index) => ({ image: pageImage(index), width, height })),
      regions,
      animations,
    },
    drawPage: (page) => drawAtlasPage(page, pages, regions, pieces, packSettings),
    expected: new Map(pieces.map(({ name, whole }) => [name, whole])),
  });
}

function drawAtlasPage(
  page: number,
  pages: readonly { readonly width: number; readonly height: number }[],
  regions: readonly AtlasRegion[],
  pieces: readonly Piece[],
  { extrudePx }: PackSettings,
): Rgba {
  const size = pages[page];
  if (size === undefined) throw new RangeError('there is no such page');
  const own = regions.flatMap((region, index) => {
    const piece = pieces[index];
    return region.page === page && piece !== undefined
      ? [{ picture: piece.trimmed, x: region.frame.x, y: region.frame.y }]
      : [];
  });
  return composePage(size, own, extrudePx);
}

function frozenPieces(assetId: AssetId, { side, picture }: FrozenAsset): Piece[] {
  return side.sprites.map((sprite) => makePiece(assetId, sprite, crop(picture, sprite.rectangle)));
}

function makePiece(assetId: AssetId, sprite: Sprite, whole: Rgba): Piece {
  const box = tightRegion(whole);
  return { name: frameName(assetId, sprite.name), assetId, sprite, whole, box, trimmed: crop(whole, box) };
}

const defaultPlaceholder: VariantStep = {
  name: spriteNameFrom('placeholder'),
  rectangle: { x: 0, y: 0, w: 48, h: 48 },
  duration_ms: null,
  anchors: { feet: [24, 44] },
};

/** The variants that a drawn placeholder has: those that the author listed, else one box of 48 x 48 px. */
export const placeholderVariants = (entry: Entry): VariantSprites =>
  Object.values(entry.variant_sprites).some((steps) => steps.length > 0)
    ? entry.variant_sprites
    : { placeholder: [defaultPlaceholder] };

function placeholderPieces(entry: Entry): Piece[] {
  const pieces = new Map<string, Piece>();
  for (const [variant, steps] of Object.entries(placeholderVariants(entry))) {
    const animation = steps.length > 1 && isSpriteName(variant) ? variant : null;
    steps.forEach(({ name, rectangle, duration_ms: durationMs, anchors }, index) => {
      const step = animation === null ? null : index;
      const sprite = { name, rectangle, direction: null, animation, step, duration_ms: durationMs, anchors };
      pieces.set(name, makePiece(entry.asset_id, sprite, drawPlaceholder(rectangle.w, rectangle.h)));
    });
  }
  return [...pieces.values()];
}

function animationsOf(pieces: readonly Piece[]): AtlasAnimation[] {
  const steps = new Map<FrameName, Piece[]>();
  for (const one of pieces) {
    if (one.sprite.animation === null) continue;
    const name = animationName(one.assetId, variantOf(one.sprite));
    steps.set(name, [...(steps.get(name) ?? []), one]);
  }
  return [...steps]
    .map(([name, own]) => ({
      name,
      frames: own
        .sort((a, b) => (a.sprite.step ?? 0) - (b.sprite.step ?? 0) || (a.name < b.name ? -1 : 1))
        .map((one) => one.name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The manifest as it ships: drawn placeholders have their variants, others none. */
export function withPlaceholders(manifest: AgeManifest, drawn: boolean): AgeManifest {
  return {
    ...manifest,
    entries: manifest.entries.map((entry) =>
      entry.state === 'approved'
        ? entry
        : { ...entry, variant_sprites: drawn ? placeholderVariants(entry) : {} },
    ),
  };
}
