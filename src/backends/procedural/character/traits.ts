import { drawLots } from '../draw-lots.ts';
import type { Look } from './look.ts';
import { cloths, furs, hairs, leathers, metals, skins } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';

const [pale, rosy, tan, brown, deep] = skins;
/** Skins that the seed chooses from: nobody turns green by chance. */
const people = [pale, rosy, tan, brown, deep] as const;

/**
 * What the seed decides about a person, beyond what the levers say. It does not depend on the binding: a sweep of
 * levers shows one person in other gear.
 */
export interface Traits {
  /** The body that is asked for; `null` where the seed decides. */
  readonly body: Exclude<Look['body'], 'any'> | null;
  readonly skin: Ramp;
  readonly hair: Ramp;
  readonly cloth: Ramp;
  readonly accent: Ramp;
  readonly leather: Ramp;
  readonly metal: Ramp;
  readonly trim: Ramp;
  readonly fur: Ramp;
  /** Units added to the height of the legs, to the half width of the shoulders, to the radius of the head. */
  readonly taller: number;
  readonly broader: number;
  readonly headSize: number;
  /** A file of `capes/`, or `none`. */
  readonly cape: string;
  readonly adornment: 'none' | 'satchel' | 'pauldron';
  readonly beard: 'none' | 'short' | 'full' | 'braided';
  readonly faceMark: 'none' | 'scar' | 'stripe' | 'band' | 'freckles';
  readonly eyes: number;
  readonly brow: number;
  /** `none` also where both hands are needed and nobody asked for one. */
  readonly shield: string;
  readonly shieldPattern: 'plain' | 'cross' | 'quarters' | 'ring';
  readonly belt: 'plain' | 'buckle' | 'sash' | 'pouch';
  readonly hasBrooch: boolean;
  /** Units that the main hand is further forward and up. */
  readonly reach: number;
  readonly raise: number;
  /** 0 .. 3: which way tufts, fringe and folds fall. */
  readonly fall: number;
  /** Units added to the length of a blade or shaft. */
  readonly longer: number;
}

type Clothes = readonly [Ramp, Ramp, Ramp, Ramp];

const { green, blue, madder, ochre, purple, teal, grey, linen } = cloths;

/** Colours of cloth that the seed chooses from. */
const wardrobe: { readonly [armor: string]: Clothes } = {
  tunic: [green, blue, madder, ochre],
  leather: [linen, green, blue, madder],
  plate: [blue, madder, green, purple],
  robe: [purple, teal, madder, grey],
};

const dyes: Readonly<Record<Exclude<Look['armor_color'], 'any'>, Ramp>> = {
  red: madder,
  blue,
  green,
  yellow: ochre,
  purple,
  teal,
  white: linen,
  grey,
  black: cloths.black,
};

const hides = { pale: 0, rosy: 1, tan: 2, brown: 3, deep: 4, green: 5 } as const;

/**
 * Traits of the person of a seed, dressed for a look. One whose other hand is free may bear one of the shields.
 */
export function traitsOf(seed: number, look: Look, shields: readonly string[], mayBear: boolean): Traits {
  const lots = drawLots(seed);
  // Dealt, not thrown: cloth (4), adornment (5) and beard (3) repeat together only after sixty siblings.
  const clothes = wardrobe[look.armor] ?? [green, blue, madder, purple];
  const dealt = clothes[lots.dealt('cloth', clothes.length)] ?? clothes[0];
  const cloth = look.armor_color === 'any' ? dealt : dyes[look.armor_color];
  const accents = [ochre, linen, teal, madder, grey].filter((accent) => accent !== cloth) as [
    Ramp,
    ...Ramp[],
  ];
  const adornments = ['none', 'cape', 'satchel', 'mantle', 'pauldron'] as const;
  const adornment = adornments[lots.dealt('adornment', 5)] ?? 'none';
  const given = adornment === 'cape' ? lots.of<'long' | 'torn'>('cape', ['long', 'long', 'torn']) : 'none';
  const shield = shields[lots.below('shield-form', shields.length)] ?? 'none';
  const beards = ['none', 'short', 'full'] as const;
  const beard = beards[lots.dealt('beard', 3)] ?? 'none';
  return {
    body: look.body === 'any' ? null : look.body,
    skin: look.skin === 'any' ? lots.of('skin', people) : skins[hides[look.skin]],
    hair: lots.of('hair', hairs[look.hair_color]),
    cloth,
    accent: lots.of('accent', accents),
    leather: lots.of('leather', [leathers.chestnut, leathers.oxblood, leathers.tan, leathers.black]),
    metal: lots.of('metal', [metals.steel, metals.steel, metals.iron]),
    trim: lots.of('trim', [metals.gold, cloths.linen, leathers.chestnut, metals.bronze]),
    fur: lots.of('fur', furs),
    taller: lots.of('taller', [-0.9, -0.3, 0.3, 0.9]),
    broader: lots.of('broader', [-0.5, 0, 0.4, 0.8]),
    headSize: lots.of('head', [-0.25, 0, 0.25]),
    cape: look.cape !== 'any' ? look.cape : adornment === 'mantle' ? 'fur' : given,
    adornment: adornment === 'satchel' || adornment === 'pauldron' ? adornment : 'none',
    beard: beard === 'full' && lots.below('braid', 2) === 1 ? 'braided' : beard,
    faceMark: lots.of('mark', ['none', 'scar', 'stripe', 'band', 'freckles', 'none']),
    eyes: lots.of('eyes', [0x2f5f8f, 0x3f6b3a, 0x6a4526, 0x56606e]),
    brow: lots.below('brow', 3),
    shield: look.shield !== 'any' ? look.shield : mayBear && lots.below('shield', 2) === 1 ? shield : 'none',
    shieldPattern: lots.of('pattern', ['plain', 'cross', 'quarters', 'ring']),
    belt: lots.of('belt', ['plain', 'buckle', 'sash', 'pouch']),
    hasBrooch: lots.below('brooch', 2) === 1,
    reach: lots.of('reach', [0, 0.8, 1.6]),
    raise: lots.of('raise', [0, 0.8, 1.8]),
    fall: lots.below('fall', 4),
    longer: lots.of('longer', [-1, 0, 1]),
  };
}
