import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { emptyBoard } from '../icons/board.ts';
import { iconPicture } from '../icons/finish.ts';
import { partNames } from '../part-names.ts';
import { paintRune, type Rune } from '../icons/rune.ts';
import { parts as runes } from '../icons/runes/parts.ts';
import { parts as tablets } from '../icons/tablets/parts.ts';
import { glows } from '../ramps/icons.ts';

const runeNames = Object.keys(runes) as (keyof typeof runes)[];
const glowNames = Object.keys(glows) as (keyof typeof glows)[];
const levers = {
  tablet: partNames(tablets, 'stone'),
  rune: ['any', ...runeNames],
  glow: ['any', ...glowNames],
} as const;

/** A rune on a tablet, 32 x 32 px; each rune is a file in `icons/runes/`, each tablet one in `icons/tablets/`. */
export const kind: ArtKind = {
  kind: 'icon.rune',
  title: 'runes on tablets',
  levers,
  draw({ levers: given, seed }) {
    const lots = drawLots(seed);
    const dealt = runeNames[lots.dealt('rune', runeNames.length)] ?? 'fire';
    const name = given['rune'] === 'any' ? dealt : (given['rune'] as keyof typeof runes);
    const shine = glowNames[lots.dealt('glow', glowNames.length)] ?? 'azure';
    const glow = given['glow'] === 'any' ? shine : (given['glow'] as keyof typeof glows);
    const board = emptyBoard();
    const drawn: Rune = runes[name];
    paintRune(board, tablets[given['tablet'] as keyof typeof tablets], drawn, glows[glow], lots);
    return iconPicture(board);
  },
  preview: [
    ...everyValue(levers, ['tablet', 'rune', 'glow']),
    ...levers.tablet.map((tablet) => siblings(tablet, { tablet })),
    siblings('one rune', { rune: 'life', glow: 'azure' }),
  ],
};
