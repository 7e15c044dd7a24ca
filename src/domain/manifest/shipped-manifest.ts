import type { Json } from '../canonical-json.ts';
import { frameName, type FrameName } from '../atlas/atlas.ts';
import {
  aiKindShape,
  anchorsShape,
  bindingShape,
  digestShape,
  durationShape,
  kindShape,
  maxSidePx,
  pluginNameShape,
  recipeIdShape,
  type AiKind,
} from '../candidate/side-record.ts';
import type { Anchors } from '../candidate/sprite.ts';
import type { AssetId, Digest, PluginName, RecipeId } from '../ids.ts';
import type { LeverBinding } from '../recipe/recipe.ts';
import {
  ageShape,
  anchorOffsetsShape,
  anchorsJson,
  approvedPathShape,
  assetIdShape,
  byAssetId,
  compositionModeShape,
  entryJson,
  isVariantName,
  type AgeManifest,
  type AnchorOffsets,
  type Entry,
} from './age-manifest.ts';
import {
  integer,
  list,
  map,
  nullable,
  oneOf,
  pair,
  parseRecord,
  record,
  recordText,
  text,
  truth,
  type Parsed,
} from './shape.ts';

/** One picture of a shipped variant, by its name in the engine files. */
export interface ShippedStep {
  readonly frame: FrameName;
  /** Whole size of the sprite in px, transparent border included. */
  readonly size: readonly [number, number];
  readonly duration_ms: number | null;
  readonly anchors: Anchors;
}

/** An entry as a player's copy of the game holds it: no names of people, no run ids, no authored notes. */
export interface ShippedEntry {
  readonly asset_id: AssetId;
  readonly kind: string;
  readonly recipe_id: RecipeId | null;
  readonly lever_binding: LeverBinding | null;
  readonly state: 'placeholder' | 'approved';
  readonly composition_mode: string | null;
  readonly anchor_offsets: AnchorOffsets | null;
  readonly variant_sprites: { readonly [variant: string]: readonly ShippedStep[] };
  /** Which frozen file it came from, for `art who-made`, rollback and verification. */
  readonly asset_path: string | null;
  readonly bytes: Digest | null;
  readonly pixels: Digest | null;
  readonly decision: Digest | null;
  readonly backend: PluginName | null;
  readonly ai: { readonly kind: AiKind; readonly model: string | null } | null;
}

/** `dist/<n>/<age>/manifest.json`: what the game reads. */
export interface ShippedManifest {
  readonly schema_version: 1;
  readonly age: string;
  readonly version: number;
  /** Whether every picture in it was approved; `false` where placeholders were drawn. */
  readonly is_releasable: boolean;
  readonly entries: readonly ShippedEntry[];
}

const frameNameShape = text<FrameName>('a frame name', (value) =>
  /^[a-z0-9][a-z0-9_./-]{0,160}$/.test(value),
);
const shippedSide = integer(1, maxSidePx);

export const shippedManifestShape = record<ShippedManifest>({
  schema_version: oneOf(1),
  age: ageShape,
  version: integer(1, 999_999),
  is_releasable: truth,
  entries: list(
    record<ShippedEntry>({
      asset_id: assetIdShape,
      kind: kindShape,
      recipe_id: nullable(recipeIdShape),
      lever_binding: nullable(bindingShape),
      state: oneOf('placeholder', 'approved'),
      composition_mode: nullable(compositionModeShape),
      anchor_offsets: nullable(anchorOffsetsShape),
      variant_sprites: map(
        'a variant name',
        isVariantName,
        list(
          record<ShippedStep>({
            frame: frameNameShape,
            size: pair(shippedSide),
            duration_ms: nullable(durationShape),
            anchors: anchorsShape,
          }),
        ),
      ),
      asset_path: nullable(approvedPathShape),
      bytes: nullable(digestShape),
      pixels: nullable(digestShape),
      decision: nullable(digestShape),
      backend: nullable(pluginNameShape),
      ai: nullable(
        record<{ kind: AiKind; model: string | null }>({ kind: aiKindShape, model: nullable(text('text')) }),
      ),
    }),
  ),
});

export const parseShippedManifest = (source: string): Parsed<ShippedManifest> =>
  parseRecord(source, shippedManifestShape);

/** The age manifest without what players must not get, its rectangles replaced by names of engine frames. */
export function shippedManifest(manifest: AgeManifest, isReleasable: boolean): ShippedManifest {
  return {
    schema_version: 1,
    age: manifest.age,
    version: manifest.version,
    is_releasable: isReleasable,
    entries: [...manifest.entries].sort(byAssetId).map(shippedEntry),
  };
}

const shippedEntry = (entry: Entry): ShippedEntry => ({
  asset_id: entry.asset_id,
  kind: entry.kind,
  recipe_id: entry.recipe_id,
  lever_binding: entry.lever_binding,
  state: entry.state,
  composition_mode: entry.composition_mode,
  anchor_offsets: entry.anchor_offsets,
  variant_sprites: Object.fromEntries(
    Object.keys(entry.variant_sprites)
      .sort()
      .map((variant) => [
        variant,
        (entry.variant_sprites[variant] ?? []).map((step): ShippedStep => ({
          frame: frameName(entry.asset_id, step.name),
          size: [step.rectangle.w, step.rectangle.h],
          duration_ms: step.duration_ms,
          anchors: step.anchors,
        })),
      ]),
  ),
  asset_path: entry.asset_path,
  bytes: entry.bytes,
  pixels: entry.pixels,
  decision: entry.decision,
  backend: entry.backend,
  ai: entry.ai,
});

export const shippedManifestText = (manifest: ShippedManifest): string =>
  recordText({
    schema_version: manifest.schema_version,
    age: manifest.age,
    version: manifest.version,
    is_releasable: manifest.is_releasable,
    entries: manifest.entries.map(shippedEntryJson),
  });

function shippedEntryJson(entry: ShippedEntry): Json {
  const { variant_sprites: variants, ...rest } = entry;
  // One layout for both manifests; what a player must not get was left out of the type, so it cannot be here.
  const laidOut = entryJson({ ...rest, variant_sprites: {}, binding_hash: null, run: null, frame: null });
  const { binding_hash: _hash, run: _run, frame: _frame, ...kept } = laidOut;
  return {
    ...kept,
    variant_sprites: Object.fromEntries(
      Object.keys(variants)
        .sort()
        .map((variant) => [
          variant,
          (variants[variant] ?? []).map(({ frame, size, duration_ms: durationMs, anchors }) => ({
            frame,
            size,
            duration_ms: durationMs,
            anchors: anchorsJson(anchors),
          })),
        ]),
    ),
  };
}
