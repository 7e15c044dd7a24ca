import { parseSpriteTable } from '../domain/candidate/side-record.ts';
import type { Sprite } from '../domain/candidate/sprite.ts';

/** A sprite table as a stage writes it beside its picture. */
export const tableText = (sprites: readonly Sprite[]): string => `${JSON.stringify(sprites, null, 2)}\n`;

/** The sprites of such a file; `null` when it is none. */
export const spritesIn = (bytes: Uint8Array): readonly Sprite[] | null =>
  parseSpriteTable(new TextDecoder().decode(bytes));
