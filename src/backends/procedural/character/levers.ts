import { partNames } from '../part-names.ts';
import { parts as armors } from './armors/parts.ts';
import { parts as capes } from './capes/parts.ts';
import { parts as hairstyles } from './hairstyles/parts.ts';
import { parts as headgears } from './headgears/parts.ts';
import { plainLevers } from './look.ts';
import { parts as shields } from './shields/parts.ts';
import { parts as weapons } from './weapons/parts.ts';

/**
 * Levers of figures. The first value of each is what it draws when nothing is said; `any` leaves it to the seed. What
 * can be worn and held is a file each, in the folders beside this one.
 */
export const figureLevers = {
  body: plainLevers.body,
  skin: plainLevers.skin,
  hair: partNames(hairstyles, 'short', 'long', 'ponytail', 'mohawk', 'hood'),
  hair_color: plainLevers.hair_color,
  headgear: partNames(headgears, 'none'),
  armor: partNames(armors, 'tunic', 'leather', 'plate', 'robe'),
  armor_color: plainLevers.armor_color,
  weapon: partNames(weapons, 'none', 'sword', 'axe', 'spear', 'staff'),
  shield: partNames(shields, 'any', 'none'),
  cape: partNames(capes, 'any', 'none'),
} as const;
