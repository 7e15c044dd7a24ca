import { foods } from '../../ramps/icons.ts';
import { ink } from '../../ramps/ramp.ts';
import { bite } from '../bite.ts';
import { dot, lay, type Each } from '../board.ts';
import type { Food } from '../food.ts';
import { across, along } from '../forms.ts';

/** Whether a mark lies at a place of the body: none, spots, bars, a stripe, or a dark back. */
function isMarked(marks: number, t: number, s: number, part: number): boolean {
  if (t > 42) return false;
  switch (marks) {
    case 1:
      return part < 0.3 && (t * 3 + s * 5 + 99) % 13 < 3;
    case 2:
      return part < 0.4 && (t + 4) % 9 < 3;
    case 3:
      return Math.abs(part - 0.1) < 0.16;
    case 4:
      return part < -0.3;
    default:
      return false;
  }
}

/** A fish on the diagonal, its head up. */
const fish: Food = {
  paint(board, lots, isBitten) {
    const kinds = [foods.trout, foods.char, foods.perch] as const;
    const skin = kinds[lots.dealt('kind', 3)] ?? foods.trout;
    const deep = 6.4 + lots.dealt('deep', 4) * 0.8;
    const marks = lots.dealt('marks', 5);
    /** Half width of the body. */
    const girth: (t: number) => number = (t) => {
      const a = (t - 38) / (t > 38 ? 18 : 24);
      return deep * (1 - a * a) + (t < 24 ? 1 : 0);
    };
    const fin = (inside: Each<boolean>, tone: Each<number>): void =>
      lay(board, { ramp: skin, inside, tone: (x, y) => tone(x, y) });
    // Tail: a fork; back and belly fins.
    fin(
      (x, y) => {
        const [t, s] = [along(x, y), Math.abs(across(x, y))];
        return t >= 6 && t <= 19 && s <= (19 - t) * 0.75 + 1 && t >= 13 - s * 0.7 && t - s >= 4;
      },
      (x, y) => (across(x, y) < 0 ? 2 : 1) + ((along(x, y) + 1) % 4 < 2 ? 0 : 0.6),
    );
    fin(
      (x, y) => {
        const [t, s] = [along(x, y), -across(x, y)];
        return t >= 28 && t <= 43 && s > 0 && s <= girth(t) + Math.min(4.6, (t - 27) * 0.6, 5);
      },
      (x) => ((x & 1) === 0 ? 2 : 1),
    );
    fin(
      (x, y) => {
        const [t, s] = [along(x, y), across(x, y)];
        return t >= 26 && t <= 36 && s > 0 && s <= girth(t) + Math.min(4, (37 - t) * 0.6);
      },
      (x) => ((x & 1) === 0 ? 1 : 0.8),
    );
    lay(board, {
      ramp: skin,
      inside: (x, y) =>
        along(x, y) >= 15 && along(x, y) <= 56 && Math.abs(across(x, y)) <= girth(along(x, y)),
      tone: (x, y) => {
        const t = along(x, y);
        const s = across(x, y) / Math.max(1, girth(t));
        const scale = t < 43 && (t + Math.abs(across(x, y))) % 6 < 1 && Math.abs(s) < 0.6 ? -0.7 : 0;
        const spot = isMarked(marks, t, across(x, y), s) ? -1.4 : 0;
        return (s < -0.62 ? 2 : s < -0.1 ? 3 : s < 0.45 ? 3.6 : s < 0.8 ? 3 : 2) + scale + spot;
      },
      shadow: 1,
    });
    // Gill, mouth and eye.
    for (let s = -4; s <= 4; s += 1) {
      const t = 44 - Math.floor((s * s) / 8);
      dot(board, skin, 1, [[Math.floor((t + s) / 2), 31 - Math.floor((t - s + 1) / 2)]]);
    }
    dot(board, foods.foam, 4, [
      [22, 7],
      [23, 7],
      [22, 8],
    ]);
    dot(board, { ...skin, name: 'eye', steps: [ink, ink, ink, ink, ink] }, 0, [
      [23, 8],
      [23, 9],
    ]);
    if (isBitten) bite(board, foods.rare, 21, 22.5, 4.4);
  },
};

export default fish;
