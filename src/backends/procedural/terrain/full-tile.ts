import type { Code, TileSize } from './codes.ts';
import { dice, wrapped, type Dice } from './noise.ts';

/**
 * A small picture: rows parted by spaces, `.` for nothing, 0-4 for steps of the ground's ramp, a-e of the second ramp,
 * f-j of the third, k-o of the fourth. Four of them are the frames of something that moves.
 */
export type Stamp = string | readonly [string, string, string, string];

/** How stamps are strewn over a tile. */
export interface Scatter {
  /** How many lie across the edges of the tile, the same in every variant, and how many inside. */
  readonly across: number;
  readonly inside: number;
  /** Px that it keeps from others. */
  readonly gap: number;
  /** Px that those inside keep from the edges: 1, or 2 on a ground that is not plain there. */
  readonly margin?: 1 | 2;
}

/** A full tile while it is painted. Coordinates wrap around. */
export interface FullTile {
  readonly size: TileSize;
  /** 1 for tiles of 16 px, 2 for 32. */
  readonly scale: number;
  readonly variant: number;
  /** Frame, 0 .. 3. */
  readonly frame: number;
  readonly get: (x: number, y: number) => Code;
  readonly set: (x: number, y: number, code: Code) => void;
  readonly fill: (code: Code) => void;
  readonly scatter: (name: number, stamps: readonly [Stamp, ...Stamp[]], how: Scatter) => void;
  /** Dice of this tile and variant; `shared` ones are the same in all variants. */
  readonly dice: (name: number) => Dice;
  readonly shared: (name: number) => Dice;
}

/** A full tile that is wanted. */
export interface FullTileWish {
  readonly size: TileSize;
  readonly salt: number;
  readonly variant: number;
  readonly frame: number;
  /** How often what the variant adds was thrown before. */
  readonly again: number;
}

/** The codes of a full tile, row by row. */
export function paintFullTile(
  { size, salt, variant, frame, again }: FullTileWish,
  paint: (tile: FullTile) => void,
): Int16Array {
  const codes = new Int16Array(size * size);
  const taken = new Uint8Array(size * size);
  const index = (x: number, y: number): number => wrapped(y, size) * size + wrapped(x, size);
  const own = salt + (variant + 1) * 7919 + again * 104_729;
  const set = (x: number, y: number, code: Code): void => {
    codes[index(x, y)] = code;
  };

  const place = (stamp: Stamp, left: number, top: number, gap: number, phase: number): boolean => {
    const all = typeof stamp === 'string' ? [stamp] : stamp;
    const w = widthOf(stamp);
    const h = heightOf(stamp);
    for (let y = -gap; y < h + gap; y += 1)
      for (let x = -gap; x < w + gap; x += 1) if (taken[index(left + x, top + y)] === 1) return false;
    for (let y = 0; y < h; y += 1) for (let x = 0; x < w; x += 1) taken[index(left + x, top + y)] = 1;
    for (const [y, row] of (all[(frame + phase) % all.length] ?? '').split(' ').entries())
      for (const [x, mark] of [...row].entries()) if (mark !== '.') set(left + x, top + y, codeOf(mark));
    return true;
  };

  // Stamps wait until all are known: those across the edges go first, so that no variant changes them.
  const waiting: {
    readonly name: number;
    readonly stamps: readonly [Stamp, ...Stamp[]];
    readonly how: Scatter;
  }[] = [];
  // Pairs of pixels that may differ across the seams. More than inside, and a grid shows in every field.
  let seamsLeft = 1 + size / 16;
  const putAcross = ({ name, stamps, how }: (typeof waiting)[number]): void => {
    const { below, of } = dice(salt + name * 131);
    let put = 0;
    for (let tries = 0; put < how.across && tries < how.across * 12; tries += 1) {
      const stamp = of(stamps);
      // The left or the top edge; the others are the same edges seen from the other side.
      const isUpright = below(2) === 0;
      const length = isUpright ? widthOf(stamp) : heightOf(stamp);
      const off = 1 - below(length + 2);
      const x = isUpright ? off : below(size);
      const y = isUpright ? below(size) : off;
      const cost = seamCost(stamp, x, y, size);
      if (seamsLeft < cost) continue;
      if (!place(stamp, x, y, how.gap, below(4))) continue;
      seamsLeft -= cost;
      put += 1;
    }
  };
  const putInside = ({ name, stamps, how }: (typeof waiting)[number]): void => {
    const { below, of } = dice(own + name * 131);
    let put = 0;
    for (let tries = 0; put < how.inside && tries < how.inside * 8; tries += 1) {
      const stamp = of(stamps);
      const margin = how.margin ?? 1;
      const x = margin + below(Math.max(1, size - 2 * margin - widthOf(stamp) + 1));
      const y = margin + below(Math.max(1, size - 2 * margin - heightOf(stamp) + 1));
      if (place(stamp, x, y, how.gap, below(4))) put += 1;
    }
  };

  paint({
    size,
    scale: size / 16,
    variant,
    frame,
    get: (x, y) => codes[index(x, y)] as Code,
    set,
    fill: (code) => {
      codes.fill(code);
    },
    scatter: (name, stamps, how) => {
      waiting.push({ name, stamps, how });
    },
    dice: (name) => dice(own + name * 131),
    shared: (name) => dice(salt + name * 131),
  });
  for (const one of waiting) putAcross(one);
  for (const one of waiting) putInside(one);
  return codes;
}

/** How many pairs of neighbouring pixels a stamp makes differ across the edges of the tile, in its worst frame. */
function seamCost(stamp: Stamp, left: number, top: number, size: number): number {
  let worst = 0;
  for (const rows of rowsOf(stamp)) {
    const at = (x: number, y: number): string => rows[y]?.[x] ?? '.';
    let pairs = 0;
    for (let y = 0; y <= heightOf(stamp); y += 1) {
      for (let x = 0; x <= widthOf(stamp); x += 1) {
        if (wrapped(left + x, size) === 0 && at(x, y) !== at(x - 1, y)) pairs += 1;
        if (wrapped(top + y, size) === 0 && at(x, y) !== at(x, y - 1)) pairs += 1;
      }
    }
    worst = Math.max(worst, pairs);
  }
  return worst;
}

const marks = '01234abcdefghijklmno';
const codeOf = (mark: string): Code => {
  const at = marks.indexOf(mark);
  return Math.floor(at / 5) * 8 + (at % 5);
};

const rowsOf = (stamp: Stamp): readonly (readonly string[])[] =>
  (typeof stamp === 'string' ? [stamp] : stamp).map((art) => art.split(' '));
const widthOf = (stamp: Stamp): number =>
  Math.max(...rowsOf(stamp).map((rows) => Math.max(...rows.map((row) => row.length))));
const heightOf = (stamp: Stamp): number => Math.max(...rowsOf(stamp).map((rows) => rows.length));
