import { solid, type Solid } from '../solids/figure.ts';
import type { Dressed } from './outfit.ts';
import { gem, metals } from '../ramps/people.ts';
import {
  ball,
  block,
  limb,
  panel,
  turned,
  within,
  type Field,
  type Shape,
  type Vec,
} from '../solids/shape.ts';

/** The weapon in the right hand and, for one-handed ones, the shield that the seed may give. */
export function weaponSolids(person: Dressed): readonly Solid[] {
  const { look, traits } = person;
  const isOneHanded = look.weapon === 'sword' || look.weapon === 'axe';
  return [...arms[look.weapon](person), ...(isOneHanded && traits.hasShield ? shieldSolids(person) : [])];
}

const thin = { isThin: true } as const;

const arms: Readonly<Record<Dressed['look']['weapon'], (person: Dressed) => Solid[]>> = {
  none: () => [],
  sword: (person) => {
    const { traits } = person;
    const [x, y, z] = grip(person);
    const length = 14.5 + traits.longer;
    const blade = panel(
      [x, y + 2, z],
      [
        [-1.35, 0],
        [1.35, 0],
        [1.15, length - 2.4],
        [0, length],
        [-1.15, length - 2.4],
      ],
      0.8,
    );
    const lean = (shape: Shape): Shape => leaning(shape, [x, y, z]);
    // The fuller: a darker line along the middle of the blade.
    const fuller: Field = (px) => (Math.abs(px - x) < 0.35 ? -0.35 : 0);
    return [
      solid('sword-grip', traits.leather, lean(limb([x, y - 2, z], [x, y + 1.4, z], 0.85))),
      solid('sword-pommel', metals.gold, lean(ball([x, y - 2.6, z], [1.15, 1.15, 1.15]))),
      solid('sword-guard', metals.gold, lean(block([x, y + 2, z], [2.9, 0.75, 0.95], 0.6)), thin),
      solid('sword-blade', metals.steel, lean(blade), { ...thin, texture: fuller }),
    ];
  },
  axe: (person) => {
    const { traits } = person;
    const [x, y, z] = grip(person);
    const top = y + 12.5 + traits.longer;
    const lean = (shape: Shape): Shape => leaning(shape, [x, y, z]);
    // A bearded axe: narrow at the shaft, the edge long and drawn down.
    const head = panel(
      [x, top - 2, z],
      [
        [0.4, 1.4],
        [-2.6, 2.6],
        [-5.4, 3],
        [-6.3, 0.2],
        [-5.6, -3.4],
        [-3.2, -2.2],
        [0.4, -1.2],
      ],
      0.85,
    );
    const edge: Field = (px) => (px < x - 4.7 ? 0.55 : 0);
    return [
      solid('axe-shaft', traits.leather, lean(limb([x, y - 6, z], [x, top + 0.6, z], 0.85)), thin),
      solid('axe-head', traits.metal, lean(head), { ...thin, texture: edge }),
      solid('axe-socket', metals.iron, lean(block([x + 0.3, top - 2, z], [1.3, 1.7, 1.2], 0.4))),
    ];
  },
  spear: (person) => {
    const { traits } = person;
    const [x, y, z] = grip(person);
    const top = Math.min(y + 15, 26) + traits.longer;
    const head = panel(
      [x, top, z],
      [
        [-0.5, 0],
        [0.5, 0],
        [1.5, 2],
        [0, 6.2],
        [-1.5, 2],
      ],
      0.8,
    );
    return [
      solid('spear-shaft', traits.leather, limb([x, 3.2, z], [x, top, z], 0.85), thin),
      solid('spear-binding', metals.gold, limb([x, top - 1.2, z], [x, top + 0.2, z], 1.15)),
      solid('spear-head', metals.steel, head, { ...thin, texture: (px) => (px < x ? 0.2 : -0.2) }),
    ];
  },
  staff: (person) => {
    const { traits } = person;
    const [x, y, z] = grip(person);
    const top = Math.min(y + 14, 26) + traits.longer;
    return [
      solid('staff-shaft', traits.leather, limb([x, 3.2, z], [x, top, z], 0.95), thin),
      solid('staff-claw', metals.gold, ball([x, top + 0.7, z], [2, 1.3, 2])),
      solid('staff-gem', gem, ball([x, top + 3.4, z], [2.5, 2.7, 2.5])),
    ];
  },
};

/** Where the weapon is held: a little outside and before the right hand. */
function grip({ bones }: Dressed): Vec {
  const [x, y, z] = bones.hand(-1);
  return [x - 0.6, y, z + 0.9];
}

/** A weapon held upright looks like a pole; this leans it outward by about 9 degrees, as in the triangle 13, 84, 85. */
const leaning = (shape: Shape, pivot: Vec): Shape => turned(shape, pivot, 'z', 84 / 85, 13 / 85);

function shieldSolids({ bones, traits }: Dressed): Solid[] {
  const [hx, hy, hz] = bones.hand(1);
  const at: Vec = [hx + 1.9, hy + 2, hz + 0.7];
  const [x, y, z] = at;
  const patterns: Readonly<Record<typeof traits.shieldPattern, Field>> = {
    plain: () => 1,
    cross: (_x, py, pz) => Math.min(Math.abs(py - y), Math.abs(pz - z)) - 0.9,
    quarters: (_x, py, pz) => Math.max(-(py - y) * (pz - z), -9),
    ring: (_x, py, pz) => {
      const out = Math.sqrt((py - y) * (py - y) + (pz - z) * (pz - z));
      return Math.abs(out - 3.1) - 0.7;
    },
  };
  const rim: Field = (_x, py, pz) => 4.6 - Math.sqrt((py - y) * (py - y) + (pz - z) * (pz - z));
  const painted = traits.accent === traits.cloth ? metals.gold : traits.accent;
  return [
    solid('shield-back', traits.leather, ball(at, [1.1, 5.7, 5.4])),
    solid('shield-rim', traits.metal, within(ball(at, [1.25, 5.9, 5.6]), rim)),
    solid('shield', traits.cloth, ball([x + 0.5, y, z], [1.2, 5, 4.7])),
    solid('shield', painted, within(ball([x + 0.6, y, z], [1.2, 5, 4.7]), patterns[traits.shieldPattern])),
    solid('shield-boss', metals.iron, ball([x + 1.2, y, z], [1.3, 1.5, 1.5])),
  ];
}
