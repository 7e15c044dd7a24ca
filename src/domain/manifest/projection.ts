import type { SideRecord } from '../candidate/side-record.ts';
import type { Sprite } from '../candidate/sprite.ts';
import type { AssetId, Digest } from '../ids.ts';
import {
  byAssetId,
  type AgeManifest,
  type AnchorOffsets,
  type Entry,
  type VariantSprites,
} from './age-manifest.ts';
import type { Promotion } from './promotion.ts';

/** What of a recipe's locked fields the game reads. */
export interface Composition {
  readonly composition_mode: string | null;
  readonly anchor_offsets: AnchorOffsets | null;
}

/** A promotion whose approval stands, with everything that the entry says about it. */
export interface PromotedAsset {
  readonly promotion: Promotion;
  readonly side: SideRecord;
  /** The approval that stands now; the promotion's own while that one does. */
  readonly decision: Digest;
  readonly composition: Composition;
}

/**
 * The variant of a sprite: `<animation>/<direction>`, `<animation>`, or its own name when it is a still.
 */
export const variantOf = (sprite: Sprite): string => {
  if (sprite.animation === null) return sprite.name;
  return sprite.direction === null ? sprite.animation : `${sprite.animation}/${sprite.direction}`;
};

/** Sprites as the age manifest lists them: by variant, each in the order of its steps. */
export function variantSprites(sprites: readonly Sprite[]): VariantSprites {
  const byVariant = new Map<string, Sprite[]>();
  for (const sprite of sprites) {
    const variant = variantOf(sprite);
    byVariant.set(variant, [...(byVariant.get(variant) ?? []), sprite]);
  }
  const variants: { [variant: string]: VariantSprites[string] } = {};
  for (const variant of [...byVariant.keys()].sort()) {
    const steps = [...(byVariant.get(variant) ?? [])].sort(
      (a, b) => (a.step ?? 0) - (b.step ?? 0) || (a.name < b.name ? -1 : 1),
    );
    variants[variant] = steps.map(({ name, rectangle, duration_ms: durationMs, anchors }) => ({
      name,
      rectangle,
      duration_ms: durationMs,
      anchors,
    }));
  }
  return variants;
}

/** An entry as a promotion fills it. Authored fields (asset id, kind, notes) stay as they are. */
export const promotedEntry = (
  entry: Entry,
  { promotion, side, decision, composition }: PromotedAsset,
): Entry => ({
  ...entry,
  recipe_id: promotion.recipe_id,
  lever_binding: promotion.binding,
  binding_hash: promotion.binding_hash,
  state: 'approved',
  composition_mode: composition.composition_mode ?? entry.composition_mode,
  anchor_offsets: composition.anchor_offsets ?? entry.anchor_offsets,
  variant_sprites: variantSprites(side.sprites),
  asset_path: promotion.path,
  bytes: promotion.bytes,
  pixels: promotion.pixels,
  decision,
  run: promotion.run_id,
  backend: promotion.backend,
  frame: promotion.frame,
  ai: { kind: side.ai, model: side.model },
});

/** What an entry has of a promotion while none fills it. */
const unfilled = {
  state: 'placeholder',
  variant_sprites: {},
  asset_path: null,
  bytes: null,
  pixels: null,
  decision: null,
  run: null,
  backend: null,
  frame: null,
  ai: null,
} as const satisfies Partial<Entry>;

/**
 * An entry that no promotion fills. One that was filled until now loses what the promotion gave; one that was
 * authored as a placeholder is left exactly as it is. The recipe and levers stay: they say what is wanted.
 */
export const placeholderEntry = (entry: Entry): Entry =>
  entry.state === 'placeholder' ? entry : { ...entry, ...unfilled };

const blankEntry = (assetId: AssetId, kind: string): Entry => ({
  asset_id: assetId,
  kind,
  recipe_id: null,
  lever_binding: null,
  binding_hash: null,
  composition_mode: null,
  anchor_offsets: null,
  ...unfilled,
});

/**
 * The age manifest with every entry filled by the promotion of its asset, or put back to a placeholder.
 * `assets` holds the promoted asset of each id; of those without an entry only the ones in `append` are added,
 * and only if the policy says so. Pure, sorted by asset id, and doing it twice changes nothing more.
 */
export function projectManifest(
  manifest: AgeManifest,
  assets: ReadonlyMap<AssetId, PromotedAsset>,
  append: readonly AssetId[] = [],
): AgeManifest {
  const entries = manifest.entries.map((entry) => {
    const asset = assets.get(entry.asset_id);
    return asset === undefined ? placeholderEntry(entry) : promotedEntry(entry, asset);
  });
  if (manifest.policy.append) {
    const known = new Set(entries.map((entry) => entry.asset_id));
    for (const assetId of new Set(append)) {
      const asset = assets.get(assetId);
      if (asset !== undefined && !known.has(assetId))
        entries.push(promotedEntry(blankEntry(assetId, asset.side.kind), asset));
    }
  }
  return { ...manifest, entries: entries.sort(byAssetId) };
}
