import type { Biome } from './biome.ts';
import type { BorderTile } from './border-tile.ts';
import { hole, lowerCodes, type Code, type TileSize } from './codes.ts';
import { wanderMost, type Coverage } from './coverage.ts';
import { depthsOf } from './depths.ts';
import { fringeOf } from './fringe.ts';
import { noiseGrids, wrapped } from './noise.ts';
import { withoutStrays } from './strays.ts';

/** Two terrains that meet, the upper one over the lower one or over nothing. */
export interface Transition {
  readonly size: TileSize;
  readonly salt: number;
  readonly upper: Biome;
  readonly lower: Biome | null;
  /** Codes of their full tiles. */
  readonly upperCodes: (frame: number) => Int16Array;
  readonly lowerCodes: (frame: number) => Int16Array | null;
  /** Whether a single pixel of a code is no fault. */
  readonly isMeant: (code: Code) => boolean;
}

/** Draws tiles of a transition. Each is laid out once; its frames then differ in colours alone. */
export type DrawTile = (coverage: Coverage) => (frame: number) => Int16Array;

/** What draws the tiles of a transition; everything that its tiles have in common is made once, here. */
export function drawTiles(transition: Transition): DrawTile {
  const { size, salt, upper, lower } = transition;
  const scale = size / 16;
  const grids = noiseGrids(salt, size);
  const { fringe, lit, shade, lip, shadow, rough, bend } = upper.edge;
  const lengths = fringeOf(fringe, size, salt + 23);
  const wander = wanderOf(grids, rough, bend, size);

  // Everything that a pixel of the tile depends on lies so near: fringe, then foam or shadow below it.
  const reach = 6 * scale;
  const span = size + 2 * reach;
  const at = (x: number, y: number): number => (y + reach) * span + x + reach;
  // One px more than the tile, for the clean-up.
  const each = (visit: (x: number, y: number) => void): void => {
    for (let y = -1; y <= size; y += 1) for (let x = -1; x <= size; x += 1) visit(x, y);
  };
  const torus = new Int32Array(span);
  for (let i = 0; i < span; i += 1) torus[i] = wrapped(i - reach, size);

  return (coverage) => {
    /** 0 lower, 1 upper; in its fringe 2 and how far it is from the tip. */
    const parts = new Uint8Array(span * span);
    for (let i = 0, y = 0; y < span; y += 1) {
      for (let x = 0; x < span; x += 1, i += 1) {
        const tile = (torus[y] as number) * size + (torus[x] as number);
        if (coverage(x - reach, y - reach) + (wander[tile] as number) > 0) parts[i] = 1;
      }
    }
    for (let i = 0; i < parts.length - span; i += 1) {
      if (parts[i] !== 1 || parts[i + span] !== 0) continue;
      const length = lengths[torus[i % span] as number] as number;
      for (let k = 1; k <= length && parts[i + k * span] === 0; k += 1) parts[i + k * span] = 2 + length - k;
    }
    const isUpper = (x: number, y: number): boolean => parts[at(x, y)] !== 0;
    let depths: Float32Array | null = null;
    const depth = (x: number, y: number): number => (depths ??= depthsOf(parts, span))[at(x, y)] as number;

    return (frame) => {
      const codes = new Int16Array(span * span);
      const above = transition.upperCodes(frame);
      const below = transition.lowerCodes(frame);
      const put = (x: number, y: number, code: Code): void => {
        codes[at(x, y)] = code;
      };
      const fringeCode = (part: number, x: number): Code => {
        const length = lengths[wrapped(x, size)] as number;
        const { steps } = fringe;
        const step = steps.length - 1 - Math.floor(((part - 2) * steps.length) / Math.max(1, length));
        return steps[Math.max(0, step)] ?? 0;
      };
      const borderCode = (x: number, y: number): Code | null => {
        if (parts[at(x, y + 1)] !== 1) return lip;
        if (!isUpper(x + 1, y)) return shade;
        return !isUpper(x, y - 1) || !isUpper(x - 1, y) ? lit : null;
      };
      const isShaded = (x: number, y: number): boolean => {
        for (let k = 1; k <= shadow * scale; k += 1)
          if (isUpper(x, y - k) || isUpper(x - k, y - k) || (k <= shadow && isUpper(x - k, y))) return true;
        return false;
      };
      each((x, y) => {
        const part = parts[at(x, y)] as number;
        const tile = (torus[y + reach] as number) * size + (torus[x + reach] as number);
        if (part === 1) put(x, y, borderCode(x, y) ?? (above[tile] as number));
        else if (part > 1) put(x, y, fringeCode(part, x));
        else if (below === null) put(x, y, hole);
        else {
          const code = (below[tile] as number) + lowerCodes;
          put(x, y, code % 8 > 0 && isShaded(x, y) ? code - 1 : code);
        }
      });
      const borderTile = (offset: number): BorderTile => ({
        size,
        scale,
        frame,
        isUpper,
        depth,
        get: (x, y) => codes[at(x, y)] as number,
        set: (x, y, code) => put(x, y, code + offset),
        noise: (name, x, y, cell) => grids(name, cell)[wrapped(y, size) * size + wrapped(x, size)] as number,
        each,
      });
      upper.rim?.(borderTile(0), lower);
      lower?.shore?.(borderTile(lowerCodes), upper);
      const isGround = (x: number, y: number): boolean =>
        below !== null && codes[at(x, y)] === (below[y * size + x] as number) + lowerCodes;
      return withoutStrays(codes, span, transition.isMeant, { from: reach, size, isGround });
    };
  };
}

/** How far each pixel's border is moved, in px. It stays so far from the edges of a blob tile that fringe and shadow end inside. */
function wanderOf(
  grids: (name: number, cell: number) => Float64Array,
  rough: number,
  bend: number,
  size: TileSize,
): Float64Array {
  const scale = size / 16;
  const wide = grids(11, bend * scale);
  const fine = grids(12, (bend * scale) / 2);
  return wide.map(
    (value, i) => Math.max(-1.2, Math.min(wanderMost, (value + 0.4 * (fine[i] as number)) * rough)) * scale,
  );
}
