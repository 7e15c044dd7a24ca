import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { emptyBoard } from '../icons/board.ts';
import { iconPicture } from '../icons/finish.ts';
import { partNames } from '../part-names.ts';
import { effects, fills, paintPotion } from '../icons/potion.ts';
import { parts } from '../icons/potions/parts.ts';

const levers = { shape: partNames(parts, 'round'), effect: effects, fill: fills } as const;

/** A potion, 32 x 32 px; each bottle is a file in `icons/potions/`. */
export const kind: ArtKind = {
  kind: 'icon.potion',
  title: 'potions for an inventory',
  levers,
  draw({ levers: given, seed }) {
    const board = emptyBoard();
    paintPotion(board, parts[given['shape'] as keyof typeof parts], {
      lots: drawLots(seed),
      effect: given['effect'] as (typeof effects)[number],
      fill: given['fill'] as (typeof fills)[number],
    });
    return iconPicture(board);
  },
  preview: [
    ...everyValue(levers, ['shape', 'effect', 'fill']),
    ...levers.shape.map((shape, i) =>
      siblings(shape, { shape, effect: effects[i % 4] ?? 'healing', fill: fills[i % 3] ?? 'full' }),
    ),
  ],
};
