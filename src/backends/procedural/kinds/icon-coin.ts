import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { emptyBoard } from '../icons/board.ts';
import { coinMetals } from '../icons/coin.ts';
import { parts } from '../icons/coins/parts.ts';
import { iconPicture } from '../icons/finish.ts';
import { partNames } from '../part-names.ts';
import { coinage } from '../ramps/icons.ts';

const levers = { metal: coinMetals, amount: partNames(parts, 'single') } as const;

/** Money, 32 x 32 px; each amount is a file in `icons/coins/`. */
export const kind: ArtKind = {
  kind: 'icon.coin',
  title: 'coins, from one to a pouch',
  levers,
  draw({ levers: given, seed }) {
    const board = emptyBoard();
    const metal = coinage[given['metal'] as (typeof coinMetals)[number]];
    parts[given['amount'] as keyof typeof parts].paint(board, metal, drawLots(seed));
    return iconPicture(board);
  },
  preview: [
    ...levers.metal.map((metal) => ({
      title: metal,
      pictures: levers.amount.map((amount) => ({ levers: { metal, amount }, seed: 7301 })),
    })),
    ...everyValue(levers, ['amount'], 7303),
    ...levers.amount.map((amount) => siblings(amount, { amount })),
  ],
};
