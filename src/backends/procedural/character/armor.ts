import { sides, solid, type Solid } from '../solids/figure.ts';
import type { Dressed } from './outfit.ts';
import { metals } from '../ramps/people.ts';
import { ball, block, limb, skirt, wave, within, type Field, type Vec } from '../solids/shape.ts';

/** What is worn over the body, by lever, with the belt and the adornment that the seed gives. */
export function armorSolids(person: Dressed): readonly Solid[] {
  return [...garments[person.look.armor](person), ...beltSolids(person), ...adornmentSolids(person)];
}

const garments: Readonly<Record<Dressed['look']['armor'], (person: Dressed) => Solid[]>> = {
  tunic: (person) => {
    const { bones, chest, trim } = person;
    const hem = bones.hipY - 2.9;
    const front = Math.abs;
    return [
      solid('skirt', chest, skirt([0, hem, 0], 4.9, 6.1, 4.9, 0.8), { texture: folds(person, hem) }),
      solid('skirt', trim, skirt([0, hem - 0.1, 0], 1.1, 6.25, 6, 0.81)),
      solid('chest', chest, block(bones.chest, bones.chestHalf, 2.1), { texture: chinShade(person) }),
      solid(
        'chest',
        trim,
        within(swollen(person, 0.12), (x, _y, z) => Math.max(front(x) - 0.85, -z)),
      ),
      ...collar(person, trim),
    ];
  },
  leather: (person) => {
    const { bones, chest, traits } = person;
    const hem = bones.hipY - 2.5;
    const stitches: Field = (x, y) => (wave(y * 0.42 + Math.abs(x) * 0.1) > 0.72 ? -0.3 : 0);
    return [
      solid('skirt', traits.cloth, skirt([0, hem - 1.3, 0], 3, 6, 5.4, 0.78), {
        texture: folds(person, hem),
      }),
      solid('tassets', chest, skirt([0, hem, 0], 4.6, 6.1, 4.9, 0.79), {
        texture: (x, _y, z) => (wave((x + z * 0.6) * 0.3 + 0.25) > 0.6 ? -0.34 : 0),
      }),
      solid('chest', chest, block(bones.chest, bones.chestHalf, 2.1), { texture: stitches }),
      solid(
        'shoulders',
        traits.cloth,
        within(swollen(person, 0.05), (x) => 3.7 + traits.broader - Math.abs(x)),
      ),
      ...collar(person, traits.cloth),
    ];
  },
  plate: (person) => {
    const { bones, chest, traits } = person;
    const hem = bones.hipY - 2.3;
    const tabard: Field = (x) => Math.abs(x) - 2.2;
    const bands: Field = (_x, y) => (wave((y - hem) * 0.5) > 0.6 ? -0.25 : 0);
    const solids = [
      solid('skirt', chest, skirt([0, hem, 0], 4, 6, 4.9, 0.79), { texture: bands }),
      solid('chest', chest, block(bones.chest, bones.chestHalf, 2.1), { texture: chinShade(person) }),
      solid('tabard', traits.cloth, within(swollen(person, 0.2), tabard)),
      solid(
        'tabard',
        traits.cloth,
        within(skirt([0, hem - 1.4, 0], 4.6, 6.35, 5.4, 0.8), (x) => Math.abs(x) - 2.4),
      ),
      solid('gorget', traits.metal, ball([0, bones.shoulderY + 1.1, 0], [4.1, 1.7, 3.5])),
    ];
    for (const side of sides) {
      const at: Vec = [side * (bones.shoulderX + 0.6), bones.shoulderY + 0.1, 0];
      const [x, y, z] = bones.hand(side);
      solids.push(
        solid(`pauldron${side}`, traits.metal, ball(at, [2.9, 2.7, 3.1])),
        solid(
          `pauldron-rim${side}`,
          metals.gold,
          within(ball(at, [3.05, 2.85, 3.25]), (_x, py) => py - at[1] + 1),
        ),
        solid(`gauntlet${side}`, traits.metal, limb([x, y + 2.6, z], [x, y + 1.2, z], 2.4, 2.1)),
      );
    }
    return solids;
  },
  robe: (person) => {
    const { bones, chest, trim } = person;
    const height = bones.hipY + 2.4;
    return [
      solid('robe', chest, skirt([0, 0.9, 0], height, 7, 4.5, 0.83), { texture: folds(person, 0.9) }),
      solid('robe', trim, skirt([0, 0.8, 0], 1.5, 7.15, 6.85, 0.84)),
      solid('robe', chest, block(bones.chest, bones.chestHalf, 2.1), { texture: chinShade(person) }),
      solid(
        'robe',
        trim,
        within(swollen(person, 0.14), (x, _y, z) => Math.max(Math.abs(x) - 0.8, -z)),
      ),
      solid(
        'robe',
        trim,
        within(skirt([0, 0.9, 0], height, 7.12, 4.62, 0.84), (x, _y, z) => Math.max(Math.abs(x) - 0.8, -z)),
      ),
      ...sides.map((side) => {
        const [x, y, z] = bones.hand(side);
        return solid(`arm${side}`, trim, ball([x, y + 1.3, z], [2.8, 0.9, 2.8]));
      }),
      ...collar(person, trim),
    ];
  },
};

/** The chest, a little larger: what lies on it. */
const swollen = ({ bones: { chest, chestHalf } }: Dressed, by: number) =>
  block(chest, [chestHalf[0] + by, chestHalf[1] + by, chestHalf[2] + by], 2.1);

/** Darker under the chin. */
const chinShade =
  ({ bones }: Dressed): Field =>
  (_x, y, z) =>
    y > bones.shoulderY + 0.2 && z > 0 ? -0.3 : 0;

/** Folds that widen toward the hem. */
const folds =
  ({ traits }: Dressed, hem: number): Field =>
  (x, y, z) =>
    wave((x + z * 0.35) * 0.21 + traits.fall * 0.23) * (0.3 - Math.min(0.24, Math.max(0, y - hem) * 0.02));

const collar = ({ bones }: Dressed, ramp: Solid['ramp']): Solid[] => [
  solid('collar', ramp, ball([0, bones.shoulderY + 1.3, 0], [3.6, 1.2, 3.1])),
];

function beltSolids({ bones, traits, look }: Dressed): Solid[] {
  const y = bones.hipY + 1;
  const ramp =
    traits.belt === 'sash' ? traits.accent : look.armor === 'leather' ? traits.cloth : traits.leather;
  const rise = traits.belt === 'sash' ? 1.2 : 0.9;
  const radius = bones.chestHalf[0] + 0.65;
  const belt = [solid('belt', ramp, skirt([0, y - rise, 0], 2 * rise, radius, radius, 4.4 / radius))];
  if (traits.belt === 'buckle')
    belt.push(solid('buckle', metals.gold, block([0, y, 4.2], [1.2, 1.1, 0.7], 0.4)));
  if (traits.belt === 'sash') {
    belt.push(solid('sash', ramp, limb([2.4, y, 3.9], [3, y - 5, 4.5], 0.9, 1.2)));
  }
  if (traits.belt === 'pouch') {
    belt.push(
      solid('pouch', traits.leather, ball([-3.4, y - 1.2, 3.8], [1.7, 1.8, 1.2])),
      solid('buckle', metals.bronze, block([0, y, 4.2], [0.9, 0.9, 0.7], 0.4)),
    );
  }
  return belt;
}

function adornmentSolids(person: Dressed): Solid[] {
  const { bones, traits } = person;
  const { shoulderY, shoulderX, hipY } = bones;
  const brooch = (z: number): Solid[] =>
    traits.hasBrooch ? [solid('brooch', metals.gold, ball([-2.6, shoulderY - 0.4, z], [1, 1, 0.7]))] : [];
  switch (traits.adornment) {
    case 'none':
      return brooch(3.4);
    case 'cape': {
      const height = shoulderY - 2.6;
      const hang = within(
        skirt([0, 3, -0.6], height, shoulderX + 2.4, shoulderX - 0.4, 0.86),
        (_x, _y, z) => z + 1.9,
      );
      const strokes: Field = (x) => wave(x * 0.17 + traits.fall * 0.21) * 0.3;
      return [
        solid('cape', traits.accent, hang, { texture: strokes }),
        solid('cape-collar', traits.accent, ball([0, shoulderY + 0.9, -0.4], [shoulderX + 0.6, 1.7, 4])),
        ...brooch(3.9),
      ];
    }
    case 'mantle': {
      const tufts: Field = (x, y, z) => wave((x + z) * 0.45 + y * 0.3) * 0.3;
      return [
        solid('mantle', traits.fur, ball([0, shoulderY + 0.2, -0.3], [shoulderX + 2.6, 2.6, 4.9]), {
          texture: tufts,
        }),
        ...brooch(4.6),
      ];
    }
    case 'satchel': {
      const strap: Field = (x, y) => Math.abs((x - 0.2) * 0.6 - (y - shoulderY + 4) * 0.8) - 0.75;
      return [
        solid('strap', traits.leather, within(swollen(person, 0.35), strap)),
        solid(
          'bag',
          traits.leather,
          block([-bones.chestHalf[0] - 0.6, hipY - 0.6, -1.6], [1.5, 2.2, 2.4], 0.9),
        ),
        solid('bag-clasp', metals.bronze, ball([-bones.chestHalf[0] - 2, hipY - 0.2, -1.6], [0.5, 0.8, 0.8])),
      ];
    }
    case 'pauldron': {
      const at: Vec = [shoulderX + 0.7, shoulderY + 0.5, 0];
      const ramp = person.look.armor === 'plate' ? metals.gold : traits.metal;
      return [
        solid('shoulder-guard', ramp, ball(at, [3.3, 2.7, 3.6])),
        solid(
          'shoulder-rim',
          traits.leather,
          within(ball(at, [3.5, 2.9, 3.8]), (_x, y) => y - at[1] + 0.9),
        ),
        ...brooch(3.4),
      ];
    }
  }
}
