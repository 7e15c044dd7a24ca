import type { Json } from '../canonical-json.ts';
import {
  aiKindShape,
  anchorsShape,
  bindingHashShape,
  bindingShape,
  digestShape,
  durationShape,
  kindShape,
  maxSidePx,
  pluginNameShape,
  recipeIdShape,
  rectangleJson,
  rectangleShape,
  runIdShape,
  spriteNameShape,
  type AiKind,
} from '../candidate/side-record.ts';
import { parsePoolPath } from '../candidate/paths.ts';
import type { Anchors, Rectangle, SpriteName } from '../candidate/sprite.ts';
import {
  isAssetId,
  type AssetId,
  type BindingHash,
  type Digest,
  type PluginName,
  type RecipeId,
  type RunId,
} from '../ids.ts';
import type { LeverBinding } from '../recipe/recipe.ts';
import {
  integer,
  list,
  map,
  nullable,
  number,
  oneOf,
  pair,
  parseRecord,
  record,
  recordText,
  text,
  truth,
  type Parsed,
  type RecordFault,
} from './shape.ts';

/** One picture of a variant: a rectangle of the frozen file, in px. Ordered lists of these are animations. */
export interface VariantStep {
  /** The sprite's name; the engine's frame is `<asset_id>/<name>`. */
  readonly name: SpriteName;
  readonly rectangle: Rectangle;
  readonly duration_ms: number | null;
  readonly anchors: Anchors;
}

/** `<animation>/<direction>`, `<animation>` or, for a still, the sprite's own name -> its steps in order. */
export type VariantSprites = { readonly [variant: string]: readonly VariantStep[] };

/** Anchor -> direction -> `[x, y]` in px from `feet`, x right, y down. From the recipe's locked fields. */
export type AnchorOffsets = {
  readonly [anchor: string]: { readonly [direction: string]: readonly [number, number] };
};

/** One line of the age manifest: what the game calls `asset_id`, and which frozen file fills it. */
export interface Entry {
  readonly asset_id: AssetId;
  readonly kind: string;
  readonly recipe_id: RecipeId | null;
  readonly lever_binding: LeverBinding | null;
  readonly binding_hash: BindingHash | null;
  readonly state: 'placeholder' | 'approved';
  readonly composition_mode: string | null;
  readonly anchor_offsets: AnchorOffsets | null;
  readonly variant_sprites: VariantSprites;
  /** Inside `art_pool/approved` only; `null` for a placeholder, which Artkiln draws. */
  readonly asset_path: string | null;
  readonly bytes: Digest | null;
  readonly pixels: Digest | null;
  /** Id of the signed approval. */
  readonly decision: Digest | null;
  readonly run: RunId | null;
  readonly backend: PluginName | null;
  readonly frame: string | null;
  readonly ai: { readonly kind: AiKind; readonly model: string | null } | null;
  /** The author's own words. Kept as written and never shipped. */
  readonly notes?: string;
}

/** `content/ages/<age>/v<N>/manifest.json`: an authored spine that the pipeline fills in. */
export interface AgeManifest {
  readonly schema_version: 1;
  readonly age: string;
  /** The N of its folder. */
  readonly version: number;
  readonly policy: {
    /** Whether a promotion for an asset that has no entry adds one. */
    readonly append: boolean;
  };
  /** Sorted by `asset_id`, each once. */
  readonly entries: readonly Entry[];
}

const agePattern = /^[a-z0-9_-]{1,64}$/;
export const isAgeName = (value: string): boolean => agePattern.test(value);

export const assetIdShape = text<AssetId>('an asset id', isAssetId);
export const ageShape = text('an age name of a-z, 0-9, _ and -', isAgeName);
export const frameShape = text('a frame such as 000', (value) => /^[0-9]{3}(-[0-9a-f]{8})?$/.test(value));
export const approvedPathShape = text(
  'a picture inside art_pool/approved',
  (value) => parsePoolPath(value)?.pool === 'approved',
);

const variantPattern = /^[a-z0-9][a-z0-9_/-]{0,140}$/;
const word = /^[a-z][a-z0-9_-]{0,63}$/;
const isWord = (value: string): boolean => word.test(value);

export const isVariantName = (key: string): boolean => variantPattern.test(key);
export const compositionModeShape = text('a composition mode', isWord);
export const anchorOffsetsShape = map(
  'an anchor name',
  isWord,
  map('a direction', isWord, pair(number(-maxSidePx, maxSidePx))),
);

export const entryShape = record<Entry>(
  {
    asset_id: assetIdShape,
    kind: kindShape,
    recipe_id: nullable(recipeIdShape),
    lever_binding: nullable(bindingShape),
    binding_hash: nullable(bindingHashShape),
    state: oneOf('placeholder', 'approved'),
    composition_mode: nullable(compositionModeShape),
    anchor_offsets: nullable(anchorOffsetsShape),
    variant_sprites: map(
      'a variant name',
      isVariantName,
      list(
        record<VariantStep>({
          name: spriteNameShape,
          rectangle: rectangleShape,
          duration_ms: nullable(durationShape),
          anchors: anchorsShape,
        }),
      ),
    ),
    asset_path: nullable(approvedPathShape),
    bytes: nullable(digestShape),
    pixels: nullable(digestShape),
    decision: nullable(digestShape),
    run: nullable(runIdShape),
    backend: nullable(pluginNameShape),
    frame: nullable(frameShape),
    ai: nullable(
      record<{ kind: AiKind; model: string | null }>({ kind: aiKindShape, model: nullable(text('text')) }),
    ),
    notes: text('text'),
  },
  ['notes'],
);

export const ageManifestShape = record<AgeManifest>({
  schema_version: oneOf(1),
  age: ageShape,
  version: integer(1, 999_999),
  policy: record<{ append: boolean }>({ append: truth }),
  entries: list(entryShape),
});

/** Fields that only a promotion may fill: all set in an approved entry, all `null` in a placeholder. */
export const promotedFields = [
  'asset_path',
  'bytes',
  'pixels',
  'decision',
  'run',
  'backend',
  'frame',
  'ai',
] as const satisfies readonly (keyof Entry)[];

/**
 * Parses an age manifest. Refused besides wrong fields: an asset twice, a placeholder that names a file,
 * an approved entry without one. Order is not asked of the author; the projection sorts.
 */
export function parseAgeManifest(source: string): Parsed<AgeManifest> {
  const parsed = parseRecord(source, ageManifestShape);
  if (!parsed.ok) return parsed;
  const faults: RecordFault[] = [];
  const seen = new Set<AssetId>();
  parsed.value.entries.forEach((entry, index) => {
    const at = `entries[${index}]`;
    if (seen.has(entry.asset_id))
      faults.push({ code: 'duplicate', at: `${at}.asset_id`, expected: 'a new asset id' });
    seen.add(entry.asset_id);
    for (const field of promotedFields) {
      if ((entry[field] === null) === (entry.state === 'approved')) {
        const expected = entry.state === 'approved' ? 'set in an approved entry' : 'null in a placeholder';
        faults.push({ code: 'wrong-value', at: `${at}.${field}`, expected });
      }
    }
  });
  return faults.length === 0 ? parsed : { ok: false, faults };
}

/** `content/ages/<age>/v<N>/manifest.json` */
export const ageManifestPath = (age: string, version: number): string =>
  `content/ages/${age}/v${version}/manifest.json`;

const sorted = <T>(value: { readonly [key: string]: T }, as: (item: T) => Json): Json =>
  Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, as(value[key] as T)]),
  );

export const anchorsJson = (anchors: Anchors): Json => sorted(anchors, numbers);

const numbers = ([x, y]: readonly [number, number]): Json => [x, y];

export const variantsJson = (variants: VariantSprites): Json =>
  sorted(variants, (steps) =>
    steps.map((step) => ({
      name: step.name,
      rectangle: rectangleJson(step.rectangle),
      duration_ms: step.duration_ms,
      anchors: anchorsJson(step.anchors),
    })),
  );

export const entryJson = (entry: Entry): { readonly [field: string]: Json } => ({
  asset_id: entry.asset_id,
  kind: entry.kind,
  recipe_id: entry.recipe_id,
  lever_binding: entry.lever_binding === null ? null : sorted(entry.lever_binding, (value) => value),
  binding_hash: entry.binding_hash,
  state: entry.state,
  composition_mode: entry.composition_mode,
  anchor_offsets:
    entry.anchor_offsets === null
      ? null
      : sorted(entry.anchor_offsets, (byDirection) => sorted(byDirection, numbers)),
  variant_sprites: variantsJson(entry.variant_sprites),
  asset_path: entry.asset_path,
  bytes: entry.bytes,
  pixels: entry.pixels,
  decision: entry.decision,
  run: entry.run,
  backend: entry.backend,
  frame: entry.frame,
  ai: entry.ai === null ? null : { kind: entry.ai.kind, model: entry.ai.model },
  ...(entry.notes === undefined ? {} : { notes: entry.notes }),
});

/** Code-unit order of asset ids, as everywhere in files. */
export const byAssetId = (a: { asset_id: AssetId }, b: { asset_id: AssetId }): number =>
  a.asset_id < b.asset_id ? -1 : a.asset_id > b.asset_id ? 1 : 0;

/** The manifest's file text: fixed key order, entries by asset id, LF. The same manifest, the same bytes. */
export const ageManifestText = (manifest: AgeManifest): string =>
  recordText({
    schema_version: manifest.schema_version,
    age: manifest.age,
    version: manifest.version,
    policy: { append: manifest.policy.append },
    entries: [...manifest.entries].sort(byAssetId).map(entryJson),
  });
