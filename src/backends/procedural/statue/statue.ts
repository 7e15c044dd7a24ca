import { drawLots } from '../draw-lots.ts';
import { solid, type Figure, type Solid } from '../solids/figure.ts';
import type { Look } from '../character/look.ts';
import { standingPose } from '../character/motions.ts';
import { person } from '../character/person.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { metals } from '../ramps/people.ts';
import { stones } from '../ramps/stones.ts';
import { block, skirt, wave, type Field } from '../solids/shape.ts';
import { placed } from '../solids/frame.ts';
import { viewOf } from '../solids/view.ts';

/** What statues are made of; the first is drawn when nothing is said. */
export const materials = ['stone', 'bronze', 'ice'] as const;
export type Material = (typeof materials)[number];

/** How far a plinth reaches below the figure's feet, in units. */
const plinthHeight = 7;

/** The person of a seed in one material, on a plinth. The ground is the plinth's foot. */
export function statue(look: Look, seed: number, material: Material): Figure {
  const ramp = stones[material];
  const lots = drawLots(seed);
  const model = person(look, seed, { pose: standingPose(look), view: viewOf('sw'), isSmall: false });
  const cracks = weathering[material](lots.below('crack', 8) / 8);
  const carved = model.solids.map((part) => ({
    ...part,
    // What was light or dark cloth stays apart from its neighbour, and metal shines harder.
    ramp: {
      ...ramp,
      lift: ramp.lift + toneOf(part.ramp),
      gloss: ramp.gloss * part.ramp.gloss * part.ramp.gloss,
    },
    texture: joined(deepened(part.texture), cracks),
  }));
  // A pole stands on the plinth too.
  const right = Math.max(0, ...model.solids.map(standsAt));
  const wide = Math.max(0, right - 6);
  const [dark, shade] = ramp.steps;
  return {
    solids: [...carved, ...plinth(ramp, lots.below('plinth', 3), cracks, wide)],
    head: model.head,
    marks: model.marks
      .filter((mark) => mark.isCarved)
      .map((mark) => ({ ...mark, colour: mark.radius > 0.8 ? dark : shade })),
    brow: null,
    streak: null,
    anchors: { feet: [0, -plinthHeight, 0], head: model.head.frame.origin },
  };
}

/** -0.3 .. 0.3 by the brightness of a material's middle step, and what light it has of its own: a face stands out. */
function toneOf(ramp: Ramp): number {
  const { steps, lift, gloss } = ramp;
  // Rings are the darkest of stone, plate is its brightest: without colours they would be one.
  if (ramp === metals.mail) return -0.35;

  const colour = steps[2];
  const sum = (colour >> 16) + ((colour >> 8) & 255) + (colour & 255);
  return (sum / 765 - 0.45) * 0.7 + lift * 0.8 + (gloss - 1) * 1.2;
}

/** Chisels cut strands, rings and folds deeper than cloth has them: colour does not tell them apart here. */
const deepened = (texture: Field | null): Field | null =>
  texture === null ? null : (x, y, z) => texture(x, y, z) * 2.4;

const joined =
  (first: Field | null, second: Field): Field =>
  (x, y, z) =>
    (first === null ? 0 : first(x, y, z)) + second(x, y, z);

const weathering: Readonly<Record<Material, (phase: number) => Field>> = {
  // Veins: two crossing waves that meet in thin lines.
  stone: (phase) => (x, y, z) => {
    const bend = wave(y * 0.09 + phase) * 0.5 + wave(x * 0.13 + z * 0.11) * 0.4;
    return Math.abs(wave((x + y * 0.7 - z * 0.6) * 0.045 + bend * 0.2 + phase)) < 0.06 ? -0.4 : 0.06;
  },
  // Verdigris gathers below.
  bronze: (phase) => (x, y) => wave(x * 0.21 + y * 0.05 + phase) * 0.12 - Math.max(0, 10 - y) * 0.012,
  // Light inside the ice.
  ice: (phase) => (x, y, z) => wave((x - y + z) * 0.07 + phase) * 0.22,
};

/** How far to the right something stands that reaches down to the feet, in units. */
function standsAt({ frame, low }: Solid): number {
  const [x, y] = frame === null ? [0, Infinity] : placed(frame, [0, low[1], 0]);
  return y < 2 ? -x : 0;
}

/** A plinth, `wide` units wider to each side than feet need. */
function plinth(ramp: Ramp, form: number, cracks: Field, wide: number): Solid[] {
  const top = 0.3;
  const foot = -plinthHeight;
  const more = { texture: cracks };
  if (form === 0) {
    return [
      solid('plinth-top', ramp, block([0, top - 1, 0.6], [7.4 + wide, 1.1, 6.4], 0.4), more),
      solid('plinth', ramp, block([0, foot + 3.4, 0.6], [6.4 + wide, 3.4, 5.5], 0.3), more),
      solid('plinth-foot', ramp, block([0, foot + 0.9, 0.6], [7.8 + wide, 0.9, 6.8], 0.3), more),
    ];
  }
  if (form === 1) {
    return [
      solid('plinth-top', ramp, skirt([0, top - 2, 0.4], 1.9, 7.6 + wide, 7.6 + wide, 0.86), more),
      solid('plinth', ramp, skirt([0, foot, 0.4], plinthHeight - 1.6, 6.9 + wide, 6.2 + wide, 0.86), more),
      solid('plinth-foot', ramp, skirt([0, foot, 0.4], 1.7, 8.1 + wide, 7.7 + wide, 0.86), more),
    ];
  }
  // A rough boulder with a flat top.
  const rough: Field = (x, y, z) => wave((x * 0.8 + y + z * 0.5) * 0.12) * 0.35;
  return [
    solid('plinth', ramp, skirt([0, foot, 0.5], plinthHeight + top, 8.3 + wide, 6.6 + wide, 0.85), {
      texture: joined(rough, cracks),
    }),
  ];
}
