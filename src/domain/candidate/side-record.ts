import type { Json } from '../canonical-json.ts';
import { canonicalJson } from '../canonical-json.ts';
import {
  isDigest,
  isPluginName,
  isRecipeId,
  isRunId,
  type BindingHash,
  type Digest,
  type Fingerprint,
  type PluginName,
  type RecipeId,
  type RunId,
  type Sha256,
} from '../ids.ts';
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
  type Parsed,
  type RecordFault,
} from '../manifest/shape.ts';
import { isProjectPath } from '../project-path.ts';
import type { LeverBinding } from '../recipe/recipe.ts';
import { withoutSelfDigest } from '../run/self-digest.ts';
import { parsePoolPath } from './paths.ts';
import {
  directions,
  isSpriteName,
  spritesDigest,
  type Rectangle,
  type Sprite,
  type SpriteName,
} from './sprite.ts';

/** Whether a picture counts as made with generative AI: wholly, in part, or not at all. */
export type AiKind = 'generated' | 'assisted' | 'none';

/** The facts of a candidate's bytes and of the run that first made them. Stands beside the picture. */
export interface SideRecord {
  readonly schema_version: 1;
  readonly recipe_id: RecipeId;
  readonly recipe_digest: Digest;
  readonly binding: LeverBinding;
  readonly binding_hash: BindingHash;
  readonly kind: string;
  readonly backend: PluginName;
  readonly child_index: number;
  /** Effective seed: recipe seed + child index. */
  readonly seed: number;
  readonly phase: 'concept' | 'final';
  /** SHA-256 of the file. */
  readonly bytes: Digest;
  /** SHA-256 of the decoded picture, see `pixelBytes`. */
  readonly pixels: Digest;
  readonly width: number;
  readonly height: number;
  readonly sprites: readonly Sprite[];
  readonly sprites_digest: Digest;
  readonly prompt: string | null;
  readonly model: string | null;
  readonly run_id: RunId;
  readonly stages: readonly { readonly stage: string; readonly fingerprint: Fingerprint }[];
  /** The vendor's untouched file in `.raw/`, relative to the project. Never shipped. */
  readonly raw: string | null;
  readonly ai: AiKind;
}

/** No side of a picture is longer, in px. */
export const maxSidePx = 16384;

const sidePx = integer(1, maxSidePx);
const kindPattern = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;
const leverPattern = /^[a-z][a-z0-9_]{0,31}$/;
const anchorPattern = /^[a-z][a-z0-9_-]{0,31}$/;

export const digestShape = text<Digest>('a SHA-256 digest in hex', isDigest);
export const bindingHashShape = text<BindingHash>('a SHA-256 digest in hex', isDigest);
export const recipeIdShape = text<RecipeId>('a recipe id', isRecipeId);
export const runIdShape = text<RunId>('a run id', isRunId);
export const pluginNameShape = text<PluginName>('a plugin name', isPluginName);
export const kindShape = text('a kind such as character.humanoid', (value) => kindPattern.test(value));
export const bindingShape = map('a lever', (key) => leverPattern.test(key), text('a lever value'));
export const spriteNameShape = text<SpriteName>('a sprite name', isSpriteName);
export const aiKindShape = oneOf('generated', 'assisted', 'none');
export const anchorsShape = map(
  'an anchor name',
  (key) => anchorPattern.test(key),
  pair(number(-maxSidePx, maxSidePx)),
);
export const rectangleShape = record<Rectangle>({
  x: integer(0, maxSidePx),
  y: integer(0, maxSidePx),
  w: sidePx,
  h: sidePx,
});
/** A day at most: longer is a mistake in the unit. */
export const durationShape = integer(1, 86_400_000);

const spriteShape = record<Sprite>({
  name: spriteNameShape,
  rectangle: rectangleShape,
  direction: nullable(oneOf(...directions)),
  animation: nullable(spriteNameShape),
  step: nullable(integer(0, 9999)),
  duration_ms: nullable(durationShape),
  anchors: anchorsShape,
});

const sideRecordShape = record<SideRecord>({
  schema_version: oneOf(1),
  recipe_id: recipeIdShape,
  recipe_digest: digestShape,
  binding: bindingShape,
  binding_hash: bindingHashShape,
  kind: kindShape,
  backend: pluginNameShape,
  child_index: integer(0, 999),
  seed: integer(1),
  phase: oneOf('concept', 'final'),
  bytes: digestShape,
  pixels: digestShape,
  width: sidePx,
  height: sidePx,
  sprites: list(spriteShape),
  sprites_digest: digestShape,
  prompt: nullable(text('text')),
  model: nullable(text('text')),
  run_id: runIdShape,
  stages: list(
    record<{ stage: string; fingerprint: Fingerprint }>({
      stage: pluginNameShape,
      fingerprint: text<Fingerprint>('a fingerprint', isDigest),
    }),
  ),
  raw: nullable(text('a path inside the project', isProjectPath)),
  ai: aiKindShape,
});

/** Parses a side record: closed shape, at least one sprite, unique names, rectangles inside the picture. */
export function parseSideRecord(source: string): Parsed<SideRecord> {
  const parsed = parseRecord(withoutSelfDigest(source), sideRecordShape);
  if (!parsed.ok) return parsed;
  const faults = spriteFaults(parsed.value);
  return faults.length === 0 ? parsed : { ok: false, faults };
}

/** Reads a sprite table that stands by itself, as stages hand it on; `null` for what is none. */
export function parseSpriteTable(source: string): readonly Sprite[] | null {
  const parsed = parseRecord(source, list(spriteShape));
  return parsed.ok ? parsed.value : null;
}

function spriteFaults(side: SideRecord): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  if (side.sprites.length === 0)
    faults.push({ code: 'wrong-value', at: 'sprites', expected: 'a list of at least one sprite' });
  const seen = new Set<string>();
  side.sprites.forEach((sprite, index) => {
    const at = `sprites[${index}]`;
    if (seen.has(sprite.name)) faults.push({ code: 'duplicate', at: `${at}.name`, expected: 'a new name' });
    seen.add(sprite.name);
    const { x, y, w, h } = sprite.rectangle;
    if (x + w > side.width || y + h > side.height)
      faults.push({ code: 'wrong-value', at: `${at}.rectangle`, expected: 'inside the picture' });
    if ((sprite.animation === null) !== (sprite.step === null))
      faults.push({ code: 'wrong-value', at: `${at}.step`, expected: 'there exactly with an animation' });
  });
  return faults;
}

const sortedKeys = <T>(value: { readonly [key: string]: T }): { [key: string]: T } =>
  Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, value[key] as T]),
  );

/** The record's file text: fixed key order, sprites in the order given, levers and anchors sorted. */
export function sideRecordText(side: SideRecord): string {
  const laidOut: { readonly [K in keyof SideRecord]: Json } = {
    schema_version: side.schema_version,
    recipe_id: side.recipe_id,
    recipe_digest: side.recipe_digest,
    binding: sortedKeys(side.binding),
    binding_hash: side.binding_hash,
    kind: side.kind,
    backend: side.backend,
    child_index: side.child_index,
    seed: side.seed,
    phase: side.phase,
    bytes: side.bytes,
    pixels: side.pixels,
    width: side.width,
    height: side.height,
    sprites: side.sprites.map((sprite) => ({
      name: sprite.name,
      rectangle: rectangleJson(sprite.rectangle),
      direction: sprite.direction,
      animation: sprite.animation,
      step: sprite.step,
      duration_ms: sprite.duration_ms,
      anchors: sortedKeys(sprite.anchors),
    })),
    sprites_digest: side.sprites_digest,
    prompt: side.prompt,
    model: side.model,
    run_id: side.run_id,
    stages: side.stages.map(({ stage, fingerprint }) => ({ stage, fingerprint })),
    raw: side.raw,
    ai: side.ai,
  };
  return recordText(laidOut);
}

export const rectangleJson = ({ x, y, w, h }: Rectangle): Json => ({ x, y, w, h });

/** What was measured on the files themselves. */
export interface MeasuredPicture {
  readonly bytes: Digest;
  readonly pixels: Digest;
  readonly width: number;
  readonly height: number;
}

/**
 * Fields of a side record that its own contents, its place or the picture beside it contradict, sorted.
 * `measured` is what the picture's file gives; `null` leaves the picture out of the comparison.
 */
export function sideRecordContradictions(
  side: SideRecord,
  path: string,
  measured: MeasuredPicture | null,
  sha256: Sha256,
): readonly (keyof SideRecord)[] {
  const place = parsePoolPath(path);
  const wrong = new Set<keyof SideRecord>();
  const must = (field: keyof SideRecord, holds: boolean): void => {
    if (!holds) wrong.add(field);
  };
  must('sprites_digest', spritesDigest(side.sprites, sha256) === side.sprites_digest);
  must('binding_hash', sha256(canonicalJson(side.binding)) === (side.binding_hash as string));
  if (place !== null) {
    must('recipe_id', place.recipe_id === side.recipe_id);
    must('binding_hash', side.binding_hash.startsWith(place.hash16));
    must('backend', place.backend === side.backend);
    must('child_index', place.child_index === side.child_index);
    must('phase', (place.pool === 'concepts') === (side.phase === 'concept'));
    must('bytes', place.digest8 === null || side.bytes.startsWith(place.digest8));
  }
  if (measured !== null) {
    must('bytes', measured.bytes === side.bytes);
    must('pixels', measured.pixels === side.pixels);
    must('width', measured.width === side.width);
    must('height', measured.height === side.height);
  }
  return [...wrong].sort();
}
