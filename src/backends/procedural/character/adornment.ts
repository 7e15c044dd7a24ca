import { metals } from '../ramps/people.ts';
import { solid, standing, type Solid } from '../solids/figure.ts';
import { ball, block, limb, skirt, within, type Field } from '../solids/shape.ts';
import { chestBlock } from './cloth.ts';
import type { Dressed } from './part.ts';
import type { Vec } from '../solids/vec.ts';

/** The belt and what the seed adds, before and behind. */
export function adornmentSolids(person: Dressed): readonly Solid[] {
  const { hips, chest } = person.bones;
  return [...standing(hips, beltSolids(person)), ...standing(chest, worn(person))];
}

function beltSolids({ build, traits, look, isSmall }: Dressed): Solid[] {
  const y = build.hipY + 1;
  const isSash = traits.belt === 'sash';
  const ramp = isSash ? traits.accent : look.armor === 'leather' ? traits.cloth : traits.leather;
  const rise = isSash || isSmall ? 1.15 : 0.9;
  const radius = build.chestHalf[0] + 0.65;
  const belt = [solid('belt', ramp, skirt([0, y - rise, 0], 2 * rise, radius, radius, 4.4 / radius))];
  if (isSash) belt.push(solid('sash', ramp, limb([2.4, y, 3.9], [3, y - 5, 4.5], 0.9, 1.2)));
  if (traits.belt === 'pouch') {
    belt.push(
      solid('pouch', traits.leather, ball([-3.4, y - 1.2, 3.8], [1.7, 1.8, 1.2])),
      // A rolled blanket behind.
      solid('roll', traits.accent, limb([-2.8, y - 0.2, -5], [2.8, y - 0.2, -5], 1.5)),
    );
  }
  if (!isSmall && (traits.belt === 'buckle' || traits.belt === 'pouch')) {
    const metal = traits.belt === 'buckle' ? metals.gold : metals.bronze;
    belt.push(solid('buckle', metal, block([0, y, 4.2], [1.2, 1.1, 0.7], 0.4)));
  }
  if (traits.belt === 'plain')
    belt.push(solid('belt-end', ramp, limb([1.6, y - 0.4, -4.3], [2.2, y - 3.4, -4.8], 0.75)));
  return belt;
}

function worn(person: Dressed): readonly Solid[] {
  const { build, traits, look, isSmall } = person;
  const { shoulderY, shoulderX, hipY, chestHalf } = build;
  const brooch: Solid[] =
    traits.hasBrooch && !isSmall && (look.cape === 'long' || traits.cape !== 'none')
      ? [
          solid(
            'brooch',
            metals.gold,
            ball([-2.6, shoulderY - 0.4, traits.cape === 'fur' ? 4.6 : 3.9], [1, 1, 0.7]),
          ),
        ]
      : [];
  switch (traits.adornment) {
    case 'none':
      return brooch;
    case 'satchel': {
      // The strap goes over the left shoulder and down to the right hip, before and behind.
      const strap: Field = (x, y) => Math.abs((x - 0.2) * 0.6 - (y - shoulderY + 4) * 0.8) - 0.8;
      const side = -chestHalf[0] - 0.6;
      return [
        solid('strap', traits.leather, within(chestBlock(person, 0.35), strap)),
        solid('bag', traits.leather, block([side, hipY - 0.6, -1.6], [1.5, 2.2, 2.4], 0.9)),
        solid('bag-clasp', metals.bronze, ball([side - 1.4, hipY - 0.2, -1.6], [0.5, 0.8, 0.8])),
      ];
    }
    case 'pauldron': {
      const at: Vec = [shoulderX + 0.7, shoulderY + 0.5, 0];
      const ramp = look.armor === 'plate' ? metals.gold : traits.metal;
      const strap: Field = (x, y) => Math.abs(x * 0.6 + (y - shoulderY + 4) * 0.8) - 0.7;
      return [
        solid('strap', traits.leather, within(chestBlock(person, 0.3), strap)),
        solid('shoulder-guard', ramp, ball(at, [3.2, 2.6, 3.5])),
        solid(
          'shoulder-rim',
          traits.leather,
          within(ball(at, [3.4, 2.8, 3.7]), (_x, y) => y - at[1] + 0.9),
        ),
        ...brooch,
      ];
    }
  }
}
