import type { Code } from './biome.ts';

/** Part of a picture: a square of `size` px whose left and top side lie `from` px inside. */
export interface Part {
  readonly from: number;
  readonly size: number;
}

/**
 * A square picture, or part of one, with each pixel whose code no neighbour shares given the code that most of its
 * neighbours have: such pixels look like dirt. Only neighbours that are not alone themselves count, or two of them would
 * change places. Pixels that are meant, such as glints, stay. A whole picture looks across its edges.
 */
export function withoutStrays(
  codes: Int16Array,
  span: number,
  isMeant: (code: Code) => boolean,
  { from, size }: Part = { from: 0, size: span },
): Int16Array {
  const clean = new Int16Array(size * size);
  // Px to add for one step back, none, or forward, by column and by row: around the edges of a whole picture.
  const back = Int32Array.from({ length: span }, (_, i) => (i === 0 ? span - 1 : i - 1));
  const forward = Int32Array.from({ length: span }, (_, i) => (i === span - 1 ? 0 : i + 1));
  const around = (at: number): readonly number[] => {
    const x = at % span;
    const y = (at - x) / span;
    const [left, right] = [back[x] as number, forward[x] as number];
    const [up, down] = [(back[y] as number) * span, (forward[y] as number) * span];
    const row = y * span;
    return [up + left, up + x, up + right, row + left, row + right, down + left, down + x, down + right];
  };
  const isAlone = (at: number): boolean => {
    const code = codes[at] as number;
    const x = at % span;
    // Most pixels go on to the left or right.
    if (codes[at - x + (back[x] as number)] === code || codes[at - x + (forward[x] as number)] === code)
      return false;
    return around(at).every((other) => codes[other] !== code);
  };
  for (let i = 0; i < clean.length; i += 1) {
    const x = i % size;
    const at = ((i - x) / size + from) * span + x + from;
    const code = codes[at] as number;
    const isStray = code >= 0 && isAlone(at) && !isMeant(code);
    clean[i] = isStray
      ? commonest(
          around(at)
            .filter((other) => !isAlone(other))
            .map((other) => codes[other] as number),
          code,
        )
      : code;
  }
  return clean;
}

/** The code that occurs most often, holes left out; of equals the nearest to `code`. */
function commonest(around: readonly number[], code: number): number {
  let best = code;
  let most = 0;
  for (const candidate of around) {
    if (candidate < 0) continue;
    const count = around.filter((other) => other === candidate).length;
    if (count > most || (count === most && Math.abs(candidate - code) < Math.abs(best - code))) {
      best = candidate;
      most = count;
    }
  }
  return best;
}
