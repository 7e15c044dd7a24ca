import type { Lots } from '../draw-lots.ts';
import { glows, woods } from '../ramps/icons.ts';
import { leathers, metals } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { clear, dot, lay, tint, type Board } from './board.ts';
import { across, along, dome, lit, onDiagonal, within } from './forms.ts';

/** What the blade, head or rim is made of. */
export const weaponMaterials = ['steel', 'iron', 'bronze', 'gold'] as const;
/** Plain; with fittings of another metal; with runes that glow. */
export const rarities = ['plain', 'fine', 'runed'] as const;

/** What a weapon is made of: its levers, and what the seed adds. */
export interface Arms {
  readonly lots: Lots;
  readonly rarity: (typeof rarities)[number];
  readonly metal: Ramp;
  /** Fittings: guard, pommel, rivets. Of another colour than the metal on fine pieces. */
  readonly fitting: Ramp;
  readonly leather: Ramp;
  readonly wood: Ramp;
  readonly gem: Ramp;
  /** What runes shine with. */
  readonly glow: Ramp;
}

/** One weapon: the default export of a file in `icons/weapons/`, named as the lever names it. */
export interface WeaponIcon {
  /** Paints it from the lower left to the upper right, inside 2 px of free rim for outline and air. */
  readonly paint: (board: Board, arms: Arms) => void;
}

const glowNames = ['azure', 'ember', 'moss', 'violet', 'amber'] as const;
const gems = [glows.azure, glows.ember, glows.moss, glows.violet, glows.amber] as const;

/** The materials of a weapon: what the levers say of it, and what the seed chooses for grip, shaft and stone. */
export function armsOf(
  lots: Lots,
  material: (typeof weaponMaterials)[number],
  rarity: Arms['rarity'],
  glow: keyof typeof glows | 'any',
): Arms {
  const shine = glows[glow === 'any' ? (glowNames[lots.dealt('glow', glowNames.length)] ?? 'azure') : glow];
  const metal = metals[material];
  const rich = material === 'gold' || material === 'bronze' ? metals.steel : metals.gold;
  const grips = [leathers.chestnut, leathers.oxblood, leathers.black, leathers.tan] as const;
  return {
    lots,
    rarity,
    metal,
    fitting: rarity === 'fine' ? rich : rarity === 'runed' ? metals.iron : metal,
    leather: grips[lots.dealt('leather', 4)] ?? leathers.chestnut,
    wood: lots.of('wood', [woods.ash, woods.oak, woods.walnut, woods.yew]),
    gem: gems[lots.dealt('gem', gems.length)] ?? glows.azure,
    glow: shine,
  };
}

/** A round shaft up the diagonal; `half` is half its width in half steps. */
export function shaft(board: Board, ramp: Ramp, from: number, to: number, half = 1): void {
  lay(board, {
    ramp,
    inside: (x, y) => along(x, y) >= from && along(x, y) <= to && Math.abs(across(x, y)) <= half,
    tone: (x, y) => (across(x, y) < 0 ? 3 : across(x, y) === 0 ? 2 : 1),
    shadow: 1,
  });
}

/** A grip with its leather wound around it. */
export function grip(board: Board, { leather, lots }: Arms, from: number, to: number, half = 2): void {
  const turn = lots.below('wrap', 3);
  lay(board, {
    ramp: leather,
    inside: (x, y) => along(x, y) >= from && along(x, y) <= to && Math.abs(across(x, y)) <= half,
    tone: (x, y) =>
      (across(x, y) < 0 ? 3 : across(x, y) === 0 ? 2 : 1) +
      ((x + turn) % 3 === 0 && across(x, y) >= 0 ? -1 : 0),
  });
}

/** A ball of metal or a cut stone at a place of the diagonal; radius in px. */
export function knob(board: Board, ramp: Ramp, t: number, s: number, radius: number, shadow = 2): void {
  const [x, y] = [(t + s) / 2 + 0.5, 31 - (t - s) / 2 + 0.5];
  const ball = dome(x, y, radius, radius);
  lay(board, { ramp, inside: within(ball), tone: lit(ball, 1.2), shadow });
}

/** Runes along a blade or shaft: short bright strokes in dark beds, from `from` to `to`, `s` off the middle. */
export function runes(board: Board, { glow, lots }: Arms, from: number, to: number, s = 0): void {
  const first = lots.below('first-rune', 2) * 2;
  for (let t = from + first; t <= to; t += 6) {
    // Bright metal drowns bright strokes: each lies in a bed of the darkest glow.
    dot(board, glow, 0, [onDiagonal(t - 1, s - 1), onDiagonal(t + 3, s + 1), onDiagonal(t + 1, s - 1)]);
    dot(board, glow, 1, [onDiagonal(t + 1, s + 1), onDiagonal(t - 1, s + 1), onDiagonal(t + 3, s - 1)]);
    dot(board, glow, 3, [onDiagonal(t, s), onDiagonal(t + 2, s)]);
  }
}

/** Nicks in an edge, where the seed put them: one dark pixel each, or a bite out of it. */
export function nicks(board: Board, { lots }: Arms, from: number, to: number, s: number): void {
  const count = lots.below('nicks', 3);
  for (let nick = 0; nick < count; nick += 1) {
    const t = from + lots.below(`nick ${nick}`, Math.max(1, to - from));
    const [nx, ny] = onDiagonal(t - ((t + s) & 1), s);
    if (nick === 0) clear(board, (x, y) => x === nx && y === ny);
    else tint(board, -1, (x, y) => x === nx && (y === ny || y === ny - 1));
  }
}
