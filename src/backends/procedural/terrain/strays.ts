import type { Code } from './codes.ts';

/** Part of a picture: a square of `size` px whose left and top side lie `from` px inside. */
export interface Part {
  readonly from: number;
  readonly size: number;
  /** Whether a pixel of the part shows ground as every tile has it there: at the part's edge such a pixel stays. */
  readonly isGround?: (x: number, y: number) => boolean;
}

/** The eight neighbours, clockwise from the north, as columns and rows to go. */
const ways = [0, -1, 1, -1, 1, 0, 1, 1, 0, 1, -1, 1, -1, 0, -1, -1] as const;

/**
 * A square picture, or part of one, with each pixel whose code no neighbour shares given a code that lies around it:
 * such pixels look like dirt. Pixels that are meant, such as glints, stay. A whole picture looks across its edges. At the
 * edges no pixel looks further than to its neighbours, and ground stays though the rest of its detail is covered further
 * in, so that tiles still meet.
 */
export function withoutStrays(
  codes: Int16Array,
  span: number,
  isMeant: (code: Code) => boolean,
  part: Part = { from: 0, size: span },
): Int16Array {
  const { size } = part;
  const once = swept(codes, span, isMeant, part);
  // What is left are pixels that changed places: seldom, and a second time settles them.
  const inner = swept(once, size, isMeant, { from: 1, size: size - 2 });
  for (let y = 1; y < size - 1; y += 1)
    once.set(inner.subarray((y - 1) * (size - 2), y * (size - 2)), y * size + 1);
  return once;
}

function swept(
  codes: Int16Array,
  span: number,
  isMeant: (code: Code) => boolean,
  { from, size, isGround = () => false }: Part,
): Int16Array {
  const clean = new Int16Array(size * size);
  const around = new Int16Array(8);
  const held: [x: number, y: number][] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const code = codes[(y + from) * span + x + from] as number;
      clean[y * size + x] = code;
      if (code < 0 || isMeant(code)) continue;
      let isAlone = true;
      for (let way = 0; way < 8 && isAlone; way += 1) {
        const column = (x + from + (ways[way * 2] as number) + span) % span;
        const row = (y + from + (ways[way * 2 + 1] as number) + span) % span;
        around[way] = codes[row * span + column] as number;
        isAlone = around[way] !== code;
      }
      if (!isAlone) continue;
      const isAtEdge = x === 0 || y === 0 || x === size - 1 || y === size - 1;
      if (isAtEdge && isGround(x, y)) held.push([x, y]);
      else clean[y * size + x] = commonest(around, code);
    }
  }
  // What has to stay gets company: a pixel further in, of the ground if there is one.
  for (const [x, y] of held) {
    const inward = (at: number): number => Math.max(1, Math.min(size - 2, at));
    const near = [0, -1, 1].map((aside) =>
      x === inward(x) ? ([inward(x + aside), inward(y)] as const) : ([inward(x), inward(y + aside)] as const),
    );
    const [column, row] = near.find(([a, b]) => isGround(a, b)) ?? [inward(x), inward(y)];
    clean[row * size + column] = clean[y * size + x] as number;
  }
  return clean;
}

/**
 * The code that occurs most often, holes left out; of equals the nearest to `code`. One of which two touch each other
 * comes first: those stay as they are, while two that are alone could change places.
 */
function commonest(around: Int16Array, code: number): number {
  let best = code;
  let most = 0;
  for (const [way, candidate] of around.entries()) {
    if (candidate < 0) continue;
    const isFirm =
      around[(way + 1) % 8] === candidate || (way % 2 === 0 && around[(way + 2) % 8] === candidate);
    let count = isFirm ? 8 : 0;
    for (const other of around) if (other === candidate) count += 1;
    if (count > most || (count === most && Math.abs(candidate - code) < Math.abs(best - code))) {
      best = candidate;
      most = count;
    }
  }
  // Beside a transparent ground a tip that nothing holds is left out.
  return most < 8 && around.includes(-1) ? -1 : best;
}
