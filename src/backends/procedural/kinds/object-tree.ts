import { everyValue, siblings, type ArtKind, type KindLevers } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { partNames } from '../part-names.ts';
import { easelOf } from '../props/easel.ts';
import { finish } from '../props/finish.ts';
import { grainOf } from '../props/grain.ts';
import { parts } from '../props/trees/parts.ts';
import { seasons, type Season } from '../props/tufts.ts';

const levers = {
  species: partNames(parts, 'oak'),
  season: ['summer', 'autumn', 'winter', 'spring'],
  size: ['large', 'small'],
} as const satisfies KindLevers;

/** A tree: 64 x 80 px, a young one 48 x 64 px. */
export const kind: ArtKind = {
  kind: 'object.tree',
  title: 'trees through the year',
  levers,
  draw({ phase, levers: given, seed }) {
    const species = parts[given['species'] as keyof typeof parts];
    const season = given['season'] as Season;
    const lots = drawLots(seed);
    const isLarge = given['size'] === 'large';
    const easel = easelOf(40, 90, 6, isLarge ? { side: 26.5, up: 71 } : { side: 18.5, up: 55 });
    const grain = grainOf(lots.below('leaves', 2 ** 31));
    const { top } = species.paint({ easel, season, scale: isLarge ? 1 : 0.72, lots, grain });
    return finish(easel, isLarge ? { w: 64, h: 80 } : { w: 48, h: 64 }, { feet: [0, -1], top }, phase);
  },
  preview: [
    ...levers.species.map((species) => ({
      title: species,
      pictures: seasons.map((season) => ({ levers: { species, season } })),
    })),
    ...everyValue(levers, ['size']),
    ...levers.species.map((species) => siblings(`siblings, ${species}`, { species })),
  ],
};
