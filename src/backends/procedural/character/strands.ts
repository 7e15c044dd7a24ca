import { solid, type Solid } from '../solids/figure.ts';
import { ball, wave, without, type Field } from '../solids/shape.ts';
import type { Dressed } from './part.ts';

/** Strands that run down and away from the crown. */
export const strands =
  ({ traits }: Dressed): Field =>
  (x, y, z) =>
    wave((Math.abs(x) * 0.5 + z * 0.42 - y * 0.08 + traits.fall * 0.27) * 0.4) * 0.2;

/** Where hair is parted, in units to the left of the middle of the head. */
export const partingOf = ({ traits }: Dressed): number => [0, 2.2, -2.2, 1.4][traits.fall] ?? 0;

/** Strands of short hair: a dark parting from brow to crown, a sheen with a jagged edge around the crown. */
export const combed = (person: Dressed): Field => {
  const along = strands(person);
  const parting = partingOf(person);
  return (x, y, z) => {
    const aside = Math.abs(x - parting);
    const line = y > 3.6 && z > -3 && aside < 0.55 ? -0.7 : 0;
    const jag = wave((x - parting) * 0.21 + z * 0.19) * 0.8;
    const sheen = y > 3.5 + jag && y < 5.3 + jag ? 0.3 : y < 1.2 + jag ? -0.28 : 0;
    return along(x, y, z) * 0.6 + line + sheen;
  };
};

/** What hair leaves free: the face below a hair line with a jagged edge. */
function face({ traits, isSmall }: Dressed): Field {
  const parting = [0, 1.6, -1.6, 0][traits.fall] ?? 0;
  const slope = [0, -0.12, 0.12, 0][traits.fall] ?? 0;
  const line = isSmall ? 2.2 : 2.4;
  const jag = isSmall ? 0.35 : 0.55;
  return (x, y, z) => Math.max(1.2 - z, (y - line - wave((x - parting) * 0.3) * jag - slope * x) * 0.8);
}

/** Hair that lies close to the head, down to `below` at the sides and behind; `by` how much wider than the head. */
export function scalp(person: Dressed, by: number, below: number, texture: Field = strands(person)): Solid {
  const size = person.build.headRadii[0];
  const whole = ball([0, 0.7, -0.5], [size + by, size + by - 0.1, size + by - 0.1]);
  // Before the ears hair ends higher than behind them.
  const under: Field = (_x, y, z) => y - below - Math.max(0, z + 0.6) * 1.1;
  return solid('hair', person.traits.hair, without(without(whole, face(person)), under), { texture });
}
