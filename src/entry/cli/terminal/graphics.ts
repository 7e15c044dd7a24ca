import { graphicsChoices, type GraphicsChoice } from '../../../domain/config.ts';
import { encodeSixel, mostSixelColours } from '../../../pixels/sixel.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { cellSizeQuery, iterm2Picture } from './iterm2.ts';
import { isKittyYes, kittyPicture, kittyQuery, removeKitty } from './kitty.ts';
import type { Size } from './picture.ts';
import { colourDepth, isDumb, type TerminalFacts } from './style.ts';
import type { Terminal } from './terminal.ts';

/** How pictures can be shown: drawn by the terminal itself, as coloured half-blocks, or not at all. */
export type Graphics =
  DrawnGraphics | { readonly kind: 'blocks'; readonly depth: 8 | 24 } | { readonly kind: 'none' };

/** A terminal that draws pixels, by one of three protocols. */
export interface DrawnGraphics {
  readonly kind: 'kitty' | 'iterm2' | 'sixel';
  /** Size of one cell, in px of the screen. */
  readonly cell: Size;
  /** The largest picture that it takes, in px; without it `largestPicture`. */
  readonly largest?: Size;
  /** Colours of one picture, for sixel; 256 unless the terminal said less. */
  readonly colours?: number;
}

/** Where a picture is: cells of the screen from 0, and its number among those that are shown at once. */
export interface PicturePlace {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly slot?: number;
}

/** Of any terminal: larger than every screen of today, and no more than can be worked out in a moment. */
const largestPicture: Size = { width: 4096, height: 4096 };
/** Cells of 8 x 16 px fit on every screen of today; a wrong guess costs size, never exactness. */
const guessedCell: Size = { width: 8, height: 16 };

export const isDrawnByTerminal = (graphics: Graphics): graphics is DrawnGraphics =>
  graphics.kind === 'kitty' || graphics.kind === 'iterm2' || graphics.kind === 'sixel';

/** Pixels in one cell; half-blocks have two, one above the other. */
export const cellOf = (graphics: Graphics): Size =>
  isDrawnByTerminal(graphics) ? graphics.cell : { width: 1, height: 2 };

/** Pixels in a space of cells, and never more than the terminal takes at once. */
export function spaceIn(graphics: Graphics, columns: number, rows: number): Size {
  const cell = cellOf(graphics);
  const most = (isDrawnByTerminal(graphics) ? graphics.largest : undefined) ?? largestPicture;
  return {
    width: Math.min(columns * cell.width, most.width),
    height: Math.min(rows * cell.height, most.height),
  };
}

const moveTo = (row: number, column: number): string => `\u001b[${row + 1};${column + 1}H`;

/** What shows a picture at its place, pixel for pixel. The caller has enlarged it, put its ground behind it, and left its cells empty. */
export function drawPicture(graphics: DrawnGraphics, picture: Rgba, place: PicturePlace): string {
  const at = moveTo(place.row, place.column);
  switch (graphics.kind) {
    case 'kitty':
      return at + kittyPicture(picture, place.slot ?? 0);
    case 'iterm2':
      return at + iterm2Picture(picture);
    case 'sixel':
      return at + encodeSixel(picture, graphics.colours);
  }
}

/**
 * What takes a picture away again. Kitty deletes by id. The others keep their pixels in the cells, and the one thing
 * that takes them out everywhere is a character in each cell: erasing does not on every terminal
 * (https://github.com/tmux/tmux/pull/4868). So this comes before new text for those cells.
 */
export function removePicture(graphics: DrawnGraphics, place: PicturePlace): string {
  if (graphics.kind === 'kitty') return removeKitty(place.slot ?? 0);
  let text = '\u001b[0m';
  for (let row = place.row; row < place.row + place.rows; row += 1) {
    text += moveTo(row, place.column) + ' '.repeat(place.columns);
  }
  return text;
}

const detectionMs = 100;
/** DA1: which terminal it is, then what it can do; 4 is sixel (https://vt100.net/docs/vt510-rm/DA1.html). */
const attributes = /^\p{Cc}\[\?(\d[\d;]{0,80})c$/u;

/**
 * Asks the terminal what it can show, all at once: a kitty graphics query, its name (XTVERSION), the size of a cell and
 * of the text area (CSI 16 t and 14 t, iTerm2's own), sixel's colours and largest size (XTSMGRAPHICS,
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html), and last the device attributes, which every terminal answers
 * and which therefore end the wait. Where nothing answers within 100 ms, the environment decides.
 *
 * iTerm2 and WezTerm get their own protocol before sixel, which rounds colours; of kitty's, iTerm2 has a part only.
 * Inside tmux and screen nothing is asked: pictures would stay behind when the pane moves, and a tmux that knows sixel
 * says so whatever the terminal around it can, and then shows a box of plus signs
 * (https://github.com/tmux/tmux/issues/4667). `ART_GRAPHICS=sixel` is for those who know that theirs can.
 */
export async function detectGraphics(
  terminal: Pick<Terminal<never>, 'ask'>,
  facts: TerminalFacts,
): Promise<Graphics> {
  const depth = colourDepth(facts);
  const fallback: Graphics = depth === 24 || depth === 8 ? { kind: 'blocks', depth } : { kind: 'none' };
  if (!facts.isTty || isDumb(facts)) return { kind: 'none' };
  const { TERM = '', TMUX = '', ART_GRAPHICS = '' } = facts.env;
  const wanted = graphicsChoices.find(
    (name): name is Exclude<GraphicsChoice, 'auto'> => name !== 'auto' && name === ART_GRAPHICS,
  );
  if (wanted === 'none') return { kind: 'none' };
  if (wanted === 'blocks') return depth === 4 ? { kind: 'blocks', depth: 8 } : fallback;
  const isInside = TMUX !== '' || /^(tmux|screen)/.test(TERM);
  if (wanted === undefined && (isInside || TERM === 'linux')) return fallback;
  const sizes = `\u001b[16t\u001b[14t${cellSizeQuery}`;
  const question = `${kittyQuery}\u001b[>q${sizes}\u001b[?1;1;0S\u001b[?2;1;0S\u001b[c`;
  const replies = await terminal.ask(question, (reply) => attributes.test(reply), detectionMs);
  const kind = wanted ?? protocolOf(replies, facts);
  if (kind === null) return fallback;
  const cell = cellSize(replies, facts) ?? guessedCell;
  return kind === 'sixel' ? { kind, cell, ...sixelLimits(replies) } : { kind, cell };
}

function protocolOf(replies: readonly string[], { env }: TerminalFacts): DrawnGraphics['kind'] | null {
  const { TERM = '', TERM_PROGRAM = '', LC_TERMINAL = '', KITTY_WINDOW_ID = '' } = env;
  const told = firstMatch(replies, /^\p{Cc}P>\|([ -~]{1,80})\p{Cc}\\$/u)?.[1];
  // LC_TERMINAL comes through ssh, TERM_PROGRAM does not.
  const name = told ?? (LC_TERMINAL === '' ? TERM_PROGRAM : LC_TERMINAL);
  if (name.startsWith('iTerm')) return 'iterm2';
  if (replies.some(isKittyYes)) return 'kitty';
  const isSilent = replies.length === 0;
  if (isSilent && (/^(xterm-kitty|xterm-ghostty)$/.test(TERM) || KITTY_WINDOW_ID !== '')) return 'kitty';
  if (name.startsWith('WezTerm')) return 'iterm2';
  const features = firstMatch(replies, attributes)?.[1]?.split(';').slice(1) ?? [];
  return features.includes('4') ? 'sixel' : null;
}

const firstMatch = (replies: readonly string[], pattern: RegExp): RegExpExecArray | undefined =>
  replies.map((reply) => pattern.exec(reply)).find((match) => match !== null) ?? undefined;

/** A cell of another size is no cell: what a terminal answers is not to be trusted with memory. */
const isCell = ({ width, height }: Size): boolean =>
  width >= 2 && width <= 128 && height >= 2 && height <= 256;

function cellSize(replies: readonly string[], { columns, rows }: TerminalFacts): Size | undefined {
  const points = firstMatch(
    replies,
    /^\p{Cc}\]1337;ReportCellSize=(\d{1,4}(?:\.\d{1,8})?);(\d{1,4}(?:\.\d{1,8})?)(?:;(\d(?:\.\d{1,8})?))?\p{Cc}\\?$/u,
  );
  const scale = Number(points?.[3] ?? 1);
  const cell = firstMatch(replies, /^\p{Cc}\[6;(\d{1,4});(\d{1,4})t$/u);
  const area = firstMatch(replies, /^\p{Cc}\[4;(\d{1,5});(\d{1,5})t$/u);
  const sizes: Size[] = [
    { width: Math.floor(Number(points?.[2]) * scale), height: Math.floor(Number(points?.[1]) * scale) },
    { width: Number(cell?.[2]), height: Number(cell?.[1]) },
    { width: Math.floor(Number(area?.[2]) / columns), height: Math.floor(Number(area?.[1]) / rows) },
  ];
  return sizes.find(isCell);
}

/** XTSMGRAPHICS: item 1 is the count of colours, item 2 the largest picture; 0 is success. */
function sixelLimits(replies: readonly string[]): Pick<DrawnGraphics, 'colours' | 'largest'> {
  const colours = Number(firstMatch(replies, /^\p{Cc}\[\?1;0;(\d{1,6})S$/u)?.[1] ?? 0);
  const size = firstMatch(replies, /^\p{Cc}\[\?2;0;(\d{1,6});(\d{1,6})S$/u);
  const largest = { width: Number(size?.[1] ?? 0), height: Number(size?.[2] ?? 0) };
  const isLimit = largest.width >= 64 && largest.height >= 64;
  const within = (n: number, most: number): number => Math.min(n, most);
  return {
    colours: colours >= 2 ? within(colours, mostSixelColours) : mostSixelColours,
    ...(isLimit
      ? {
          largest: {
            width: within(largest.width, largestPicture.width),
            height: within(largest.height, largestPicture.height),
          },
        }
      : {}),
  };
}
