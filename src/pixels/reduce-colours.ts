/** A colour as 24 bits, red highest. */
export type Rgb24 = number;

interface Counted {
  readonly colour: Rgb24;
  readonly pixels: number;
}

const channel = (colour: Rgb24, shift: number): number => (colour >> shift) & 255;
const shifts = [16, 8, 0] as const;

/**
 * At most `most` colours that stand for many: each box of colours is cut at the median of its longest side, the box
 * with the longest side times its pixels first, and a box becomes the average of its pixels (median cut). Where there
 * are no more than `most`, each stands for itself. Integers only, and every tie goes to the lower colour, so that equal
 * pictures are reduced alike on every machine.
 */
export function reduceColours(counts: ReadonlyMap<Rgb24, number>, most: number): ReadonlyMap<Rgb24, Rgb24> {
  const colours = [...counts]
    .map(([colour, pixels]): Counted => ({ colour, pixels }))
    .sort((a, b) => a.colour - b.colour);
  if (colours.length <= most) return new Map(colours.map(({ colour }) => [colour, colour]));
  const boxes = [boxOf(colours)];
  while (boxes.length < most) {
    let widest = 0;
    for (const [i, box] of boxes.entries()) {
      if (box.weight > (boxes[widest]?.weight ?? 0)) widest = i;
    }
    const box = boxes[widest];
    // A weight of 0 is a box of one colour: all of them are.
    if (box === undefined || box.weight === 0) break;
    boxes.splice(widest, 1, ...cut(box));
  }
  const meant = new Map<Rgb24, Rgb24>();
  for (const { colours: inside } of boxes) {
    const average = averageOf(inside);
    for (const { colour } of inside) meant.set(colour, average);
  }
  return meant;
}

interface Box {
  readonly colours: readonly Counted[];
  /** Which channel is spread widest. */
  readonly shift: number;
  readonly weight: number;
}

function boxOf(colours: readonly Counted[]): Box {
  let shift = 16;
  let spread = -1;
  for (const candidate of shifts) {
    let [low, high] = [255, 0];
    for (const { colour } of colours) {
      const value = channel(colour, candidate);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > spread) [shift, spread] = [candidate, high - low];
  }
  return { colours, shift, weight: spread * colours.reduce((sum, { pixels }) => sum + pixels, 0) };
}

function cut({ colours, shift }: Box): [Box, Box] {
  const sorted = [...colours].sort(
    (a, b) => channel(a.colour, shift) - channel(b.colour, shift) || a.colour - b.colour,
  );
  const half = sorted.reduce((sum, { pixels }) => sum + pixels, 0) / 2;
  let at = 0;
  let seen = 0;
  while (at < sorted.length - 1 && seen + (sorted[at]?.pixels ?? 0) <= half) {
    seen += sorted[at]?.pixels ?? 0;
    at += 1;
  }
  const middle = Math.max(1, at);
  return [boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle))];
}

function averageOf(colours: readonly Counted[]): Rgb24 {
  let all = 0;
  const sums = [0, 0, 0];
  for (const { colour, pixels } of colours) {
    all += pixels;
    for (const [i, shift] of shifts.entries()) sums[i] = (sums[i] ?? 0) + channel(colour, shift) * pixels;
  }
  return sums.reduce((whole, sum) => whole * 256 + Math.floor((2 * sum + all) / (2 * all)), 0);
}
