import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { emptyBoard } from '../icons/board.ts';
import { iconPicture } from '../icons/finish.ts';
import { partNames } from '../part-names.ts';
import { armsOf, rarities, weaponMaterials, type Arms } from '../icons/weapon.ts';
import { parts } from '../icons/weapons/parts.ts';
import { glows } from '../ramps/icons.ts';

const levers = {
  weapon: partNames(parts, 'sword'),
  material: weaponMaterials,
  rarity: rarities,
  glow: ['any', ...(Object.keys(glows) as (keyof typeof glows)[])],
} as const;

/** A weapon for an inventory, 32 x 32 px; each is a file in `icons/weapons/`. */
export const kind: ArtKind = {
  kind: 'icon.weapon',
  title: 'weapons for an inventory',
  levers,
  draw({ levers: given, seed }) {
    const rarity = given['rarity'] as Arms['rarity'];
    const arms = armsOf(
      drawLots(seed),
      given['material'] as (typeof weaponMaterials)[number],
      rarity,
      given['glow'] as (typeof levers.glow)[number],
    );
    const board = emptyBoard();
    parts[given['weapon'] as keyof typeof parts].paint(board, arms);
    return iconPicture(board, rarity === 'runed' ? { ramp: arms.glow } : null);
  },
  preview: [
    ...everyValue(levers, ['weapon']),
    ...rarities.slice(1).map((rarity) => ({
      title: rarity,
      pictures: levers.weapon.map((name) => ({ levers: { weapon: name, rarity }, seed: 7301 })),
    })),
    ...weaponMaterials.slice(1).map((material) => ({
      title: material,
      pictures: levers.weapon.map((name) => ({ levers: { weapon: name, material }, seed: 7301 })),
    })),
    ...levers.weapon.map((name) => siblings(name, { weapon: name })),
    { title: 'glow', pictures: levers.glow.map((glow) => ({ levers: { rarity: 'runed', glow } })) },
  ],
};
