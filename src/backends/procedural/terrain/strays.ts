import type { Code } from './biome.ts';

/**
 * The same picture with each pixel whose code no neighbour shares given the code that most of its neighbours have: such
 * pixels look like dirt. Those that are `meant`, such as glints, stay. `isTorus` looks across the edges; otherwise the
 * outermost pixels stay as they are.
 */
export function withoutStrays(
  codes: Int16Array,
  span: number,
  meant: (code: Code) => boolean,
  isTorus = false,
): Int16Array {
  const clean = Int16Array.from(codes);
  const first = isTorus ? 0 : 1;
  for (let y = first; y < span - first; y += 1) {
    for (let x = first; x < span - first; x += 1) {
      const code = codes[y * span + x] as number;
      if (code < 0 || meant(code)) continue;
      const around = neighbours(codes, span, x, y);
      if (!around.includes(code)) clean[y * span + x] = commonest(around, code);
    }
  }
  return clean;
}

function neighbours(codes: Int16Array, span: number, x: number, y: number): number[] {
  const found: number[] = [];
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) {
      if (dx === 0 && dy === 0) continue;
      found.push(codes[((y + dy + span) % span) * span + ((x + dx + span) % span)] as number);
    }
  }
  return found;
}

/** The code that occurs most often, holes left out; of equals the nearest to `code`. */
function commonest(around: readonly number[], code: number): number {
  let best = code;
  let most = 0;
  for (const candidate of around) {
    if (candidate < 0) continue;
    const count = around.filter((other) => other === candidate).length;
    const isNearer = Math.abs(candidate - code) < Math.abs(best - code);
    if (count > most || (count === most && isNearer)) {
      best = candidate;
      most = count;
    }
  }
  return best;
}
