import { sides, solid, type Solid } from '../solids/figure.ts';
import type { Dressed } from './outfit.ts';
import { metals } from '../ramps/people.ts';
import { ball, limb, skirt, wave, within, without, type Field } from '../solids/shape.ts';

/** Hair by lever, and the beard that the seed gives. */
export function hairSolids(person: Dressed): readonly Solid[] {
  return [...styles[person.look.hair](person), ...beardSolids(person)];
}

/** Strands that run down and away from the crown. */
const strands =
  ({ traits }: Dressed): Field =>
  (x, y, z) =>
    wave((Math.abs(x) * 0.5 + z * 0.42 - y * 0.08 + traits.fall * 0.27) * 0.62) * 0.17;

/** What hair leaves free: the face below a hair line with a jagged edge. */
function face({ bones, traits }: Dressed): Field {
  const [, hy] = bones.head;
  const parting = [0, 1.6, -1.6, 0][traits.fall] ?? 0;
  const slope = [0, -0.12, 0.12, 0][traits.fall] ?? 0;
  return (x, y, z) => Math.max(1.2 - z, (y - hy - 2.4 - wave((x - parting) * 0.3) * 0.55 - slope * x) * 0.8);
}

const styles: Readonly<Record<Dressed['look']['hair'], (person: Dressed) => Solid[]>> = {
  short: (person) => {
    const [, hy] = person.bones.head;
    const ramp = person.traits.hair;
    const texture = strands(person);
    const lean = (person.traits.fall - 1.5) * 0.9;
    return [
      cap(person, 0.75, (_x, y, z) => Math.min(hy - 3.6 - y, z + 0.6)),
      ...[-1, 0, 1].map((place) =>
        solid(
          'hair',
          ramp,
          ball([place * 3.1 + lean, hy + 6.2, 0.4 - Math.abs(place) * 1.2], [2.5, 1.9, 2.9]),
          { texture },
        ),
      ),
    ];
  },
  long: (person) => {
    const [, hy] = person.bones.head;
    const ramp = person.traits.hair;
    const texture = strands(person);
    const length = 8.2 + (person.traits.fall & 1) * 1.6;
    return [
      cap(person, 0.8, () => 1),
      solid('hair', ramp, ball([0, hy - 4.2, -3.6], [6.7, length, 3.1]), { texture }),
      ...sides.map((side) =>
        solid(
          `lock${side}`,
          ramp,
          limb([side * 6.2, hy + 1, 0.6], [side * 5.9, hy - length, 1.6], 1.7, 1.2),
          {
            texture,
          },
        ),
      ),
    ];
  },
  ponytail: (person) => {
    const [, hy] = person.bones.head;
    const ramp = person.traits.hair;
    const texture = strands(person);
    const sway = (person.traits.fall - 1.5) * 1.2;
    return [
      cap(person, 0.6, (_x, y, z) => Math.min(hy - 3 - y, z + 1)),
      solid('hair-tie', metals.gold, ball([0, hy + 3, -6.6], [1.7, 1.7, 1.5])),
      solid('tail', ramp, limb([0, hy + 3, -8], [sway * 0.5, hy - 2.5, -9.4], 2.1, 2.5), { texture }),
      solid('tail', ramp, limb([sway * 0.5, hy - 2.5, -9.4], [sway, hy - 9, -8.6], 2.5, 0.8), { texture }),
    ];
  },
  mohawk: (person) => {
    const { bones, traits } = person;
    const [, hy] = bones.head;
    const size = bones.headRadii[0];
    const crest = 2.5 + (traits.fall & 1) * 0.7;
    const spikes: Field = (_x, y, z) => {
      const out = Math.sqrt((y - hy) * (y - hy) + (z + 0.4) * (z + 0.4));
      // Spikes along the rim: the way around is measured by the ratio of height and depth, which needs no angle.
      const around = (z + 0.4) / (Math.abs(y - hy) + Math.abs(z + 0.4) + 0.01);
      return (out - size - crest - wave(around * 2.4 + traits.fall * 0.2) * 0.7) * 0.6;
    };
    const ridge = ball([0, hy + 0.4, -0.6], [1.7, size + crest + 1.2, size + crest + 1.2]);
    return [
      solid(
        'crest',
        traits.hair,
        within(within(ridge, spikes), (_x, y, z) => Math.max(hy - 2.5 - y, z - 5)),
        {
          texture: (_x, y, z) => wave((z * 0.45 - (y - hy) * 0.3) * 0.7) * 0.22,
        },
      ),
      solid(
        'stubble',
        traits.hair,
        within(ball([0, hy + 0.1, -0.3], [size + 0.12, size + 0.22, size - 0.22]), (_x, y, z) =>
          Math.max(z - 0.4, hy - 1.5 - y),
        ),
        { texture: () => -0.45 },
      ),
    ];
  },
  hood: (person) => {
    const { bones, traits, chest, look } = person;
    const [, hy] = bones.head;
    const size = bones.headRadii[0];
    const ramp = look.armor === 'plate' || look.armor === 'leather' ? traits.cloth : chest;
    const opening: Field = (x, y, z) => {
      const b = (y - hy + 0.8) / 1.12;
      return Math.max(1 - z, Math.sqrt(x * x + b * b) - 5);
    };
    const folds: Field = (x, y, z) => wave((y * 0.2 - z * 0.24 + Math.abs(x) * 0.1) * 0.9) * 0.14;
    return [
      solid('hood', ramp, without(ball([0, hy + 0.4, -0.4], [size + 1.3, size + 1.4, size + 1.2]), opening), {
        texture: folds,
      }),
      solid('hood', ramp, limb([0, hy + 5.6, -2.6], [0, hy + 2.6, -7.6], 3.2, 0.9), { texture: folds }),
      solid(
        'hood-rim',
        traits.trim === ramp ? metals.gold : traits.trim,
        within(
          without(ball([0, hy + 0.4, -0.4], [size + 1.55, size + 1.65, size + 1.45]), opening),
          (x, y, z) => {
            const b = (y - hy + 0.8) / 1.12;
            return Math.max(1.4 - z, Math.sqrt(x * x + b * b) - 5.7);
          },
        ),
      ),
      solid('cowl', ramp, skirt([0, bones.shoulderY - 1.6, -0.2], 3.6, bones.shoulderX + 1.5, 4.4, 0.78), {
        texture: folds,
      }),
      solid(
        'fringe',
        traits.hair,
        within(ball([0, hy + 0.2, 0.2], [size + 0.3, size + 0.3, size + 0.1]), (x, y, z) =>
          Math.max(0.6 - z, hy + 1.9 - y + wave(x * 0.3 + traits.fall * 0.25) * 0.5),
        ),
        { texture: strands(person) },
      ),
    ];
  },
};

/** Hair that lies close to the head. `region` is where it may be, `by` how much wider than the head it is. */
function cap(person: Dressed, by: number, region: Field): Solid {
  const { bones, traits } = person;
  const [, hy] = bones.head;
  const size = bones.headRadii[0];
  const whole = ball([0, hy + 0.7, -0.5], [size + by, size + by - 0.1, size + by - 0.1]);
  const close = without(without(whole, face(person)), (x, y, z) =>
    Math.max(region(x, y, z) > 0.9 ? 1 : -1, hy - 4.6 - y > 0 ? -1 : 1),
  );
  return solid('hair', traits.hair, close, { texture: strands(person) });
}

function beardSolids({ traits, bones, look }: Dressed): Solid[] {
  const [, hy] = bones.head;
  const front = bones.headRadii[2];
  const jaw = (length: number): Solid =>
    solid(
      'beard',
      traits.hair,
      without(
        within(ball([0, hy - 3.1, front - 4.2], [5.5, length, 4.7]), (x, y) =>
          Math.max(y - hy + 2.9 - Math.abs(x) * 0.4, -10),
        ),
        // The mouth stays free, as a gap between moustache and beard.
        (x, y, z) => Math.max(Math.abs(x) - 1.2, Math.abs(y - hy + 3.75) - 0.36, 2 - z),
      ),
      { texture: (x, y) => wave(x * 0.36 + Math.abs(y - hy) * 0.05) * 0.2 },
    );
  if (look.hair === 'hood' && traits.beard === 'short') return [jaw(3.8)];
  switch (traits.beard) {
    case 'none':
      return [];
    case 'short':
      return [jaw(4)];
    case 'full':
      return [jaw(6.6)];
    case 'braided':
      return [
        jaw(4.6),
        solid('braid', traits.hair, limb([0, hy - 6.6, front - 0.6], [0, hy - 11, front + 0.2], 1.7, 1)),
        solid('braid-ring', metals.gold, ball([0, hy - 9.6, front], [1.5, 0.7, 1.5])),
      ];
  }
}
