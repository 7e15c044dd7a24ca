import { parts as armors } from './character/armors/parts.ts';
import { parts as capes } from './character/capes/parts.ts';
import { parts as hairstyles } from './character/hairstyles/parts.ts';
import { parts as headgears } from './character/headgears/parts.ts';
import { plainLevers } from './character/look.ts';
import { parts as shields } from './character/shields/parts.ts';
import { parts as weapons } from './character/weapons/parts.ts';

/** The names of a folder's parts, those of `first` before the rest. */
function named<Part extends string, First extends string>(
  parts: { readonly [P in Part]: unknown },
  first: readonly [First, ...First[]],
): readonly [First | Part, ...(First | Part)[]] {
  const rest = (Object.keys(parts) as Part[]).filter(
    (name) => !first.some((known) => (known as string) === name),
  );
  return [...first, ...rest];
}

/**
 * Levers of figures. The first value of each is what it draws when nothing is said; `any` leaves it to the seed. What
 * can be worn and held is a file each, in the folders of `character/`.
 */
export const figureLevers = {
  body: plainLevers.body,
  skin: plainLevers.skin,
  hair: named(hairstyles, ['short', 'long', 'ponytail', 'mohawk', 'hood']),
  hair_color: plainLevers.hair_color,
  headgear: named(headgears, ['none']),
  armor: named(armors, ['tunic', 'leather', 'plate', 'robe']),
  armor_color: plainLevers.armor_color,
  weapon: named(weapons, ['none', 'sword', 'axe', 'spear', 'staff']),
  shield: named(shields, ['any', 'none']),
  cape: named(capes, ['any', 'none']),
} as const;

export const materials = ['stone', 'bronze', 'ice'] as const;

export type { Look } from './character/look.ts';
export type Material = (typeof materials)[number];
