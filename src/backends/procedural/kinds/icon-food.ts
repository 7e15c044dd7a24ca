import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { emptyBoard } from '../icons/board.ts';
import { iconPicture } from '../icons/finish.ts';
import { portions } from '../icons/food.ts';
import { parts } from '../icons/foods/parts.ts';
import { partNames } from '../part-names.ts';

const levers = { food: partNames(parts, 'bread'), portion: portions } as const;

/** Something to eat or drink, 32 x 32 px; each is a file in `icons/foods/`. */
export const kind: ArtKind = {
  kind: 'icon.food',
  title: 'food and drink for an inventory',
  levers,
  draw({ levers: given, seed }) {
    const board = emptyBoard();
    parts[given['food'] as keyof typeof parts].paint(board, drawLots(seed), given['portion'] === 'bitten');
    return iconPicture(board);
  },
  preview: [
    ...everyValue(levers, ['food']),
    {
      title: 'bitten',
      pictures: levers.food.map((name) => ({ levers: { food: name, portion: 'bitten' }, seed: 7301 })),
    },
    ...levers.food.map((name) => siblings(name, { food: name })),
  ],
};
