import { canonicalJson, type Json } from '../canonical-json.ts';
import type { Digest, Sha256 } from '../ids.ts';

declare const brand: unique symbol;
/** `^[a-z0-9][a-z0-9_/-]{0,63}$`. These names reach engine files, so nothing else may. */
export type SpriteName = string & { readonly [brand]: 'SpriteName' };

export const directions = ['s', 'sw', 'w', 'nw', 'n', 'ne', 'e', 'se'] as const;
export type Direction = (typeof directions)[number];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** `[x, y]` in px from the sprite's top left corner, x right, y down. `feet` is the ground point. */
export type Anchors = { readonly [name: string]: readonly [number, number] };

/** One named picture inside a candidate. */
export interface Sprite {
  readonly name: SpriteName;
  readonly rectangle: Rectangle;
  readonly direction: Direction | null;
  /** Animation that this sprite is a step of, and its place there from 0; `null` for a still. */
  readonly animation: SpriteName | null;
  readonly step: number | null;
  readonly duration_ms: number | null;
  readonly anchors: Anchors;
}

const namePattern = /^[a-z0-9][a-z0-9_/-]{0,63}$/;

export const isSpriteName = (text: string): text is SpriteName => namePattern.test(text);

/**
 * The one place where foreign text becomes a name: lower case, other characters to `-`, cut at 64.
 * Text of which nothing is left becomes `sprite`.
 */
export function spriteNameFrom(text: string): SpriteName {
  const kept = text
    .toLowerCase()
    .replace(/[^a-z0-9_/-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64)
    .replace(/[-/]+$/, '');
  return (kept === '' ? 'sprite' : kept) as SpriteName;
}

/** Digest of a sprite table: SHA-256 of the canonical JSON of the sprites sorted by name. */
export function spritesDigest(sprites: readonly Sprite[], sha256: Sha256): Digest {
  const sorted = [...sprites].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return sha256(canonicalJson(sorted as unknown as Json));
}
