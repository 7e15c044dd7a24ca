import { deflateSync } from 'node:zlib';
import type { Rgba } from '../../../pixels/rgba.ts';
import type { Terminal } from './terminal.ts';
import { isDumb, type TerminalFacts } from './style.ts';

/** How pictures can be shown: by the terminal itself, as coloured half-blocks, or not at all. */
export type Graphics =
  | { readonly kind: 'kitty'; readonly cell: CellSize }
  | { readonly kind: 'blocks'; readonly depth: 8 | 24 }
  | { readonly kind: 'none' };

/** Size of one cell, in px of the screen. */
export interface CellSize {
  readonly width: number;
  readonly height: number;
}

/** Most base64 characters in one piece (kitty graphics protocol, "Remote client"). */
const pieceLength = 4096;
const imageId = 31;
const detectionMs = 100;

const command = (control: string, payload = ''): string => `\u001b_G${control};${payload}\u001b\\`;

/** Takes our picture off the screen and out of the terminal's memory. */
export const removePicture = command(`a=d,d=I,i=${imageId},q=2`);

export type KittyPicture =
  /** A PNG at its own size. */
  | { readonly kind: 'png'; readonly png: Uint8Array }
  /** Pixels as they are to be shown. */
  | { readonly kind: 'rgba'; readonly picture: Rgba };

/**
 * The sequences that show a picture at the cursor, which stays where it is. Pixels are sent enlarged by us
 * rather than by `c` and `r`: those stretch to whole cells, which is no whole scale, and some terminals smooth.
 */
export function showPicture(shown: KittyPicture): string {
  const [format, bytes] =
    shown.kind === 'png'
      ? ['f=100', shown.png]
      : [
          `f=32,o=z,s=${shown.picture.width},v=${shown.picture.height}`,
          deflateSync(shown.picture.data, { level: 6 }),
        ];
  const payload = Buffer.from(bytes).toString('base64');
  let text = '';
  for (let at = 0; at === 0 || at < payload.length; at += pieceLength) {
    const more = at + pieceLength < payload.length ? 1 : 0;
    const control = at === 0 ? `a=T,${format},i=${imageId},q=2,C=1,m=${more}` : `m=${more}`;
    text += command(control, payload.slice(at, at + pieceLength));
  }
  return text;
}

const kittyTerms = /^(xterm-kitty|xterm-ghostty)$/;

/**
 * Asks the terminal what it can show: a kitty graphics query, the size of a cell, and the device attributes,
 * which every terminal answers and which therefore end the wait. Where nothing answers within 100 ms, the
 * environment decides. Inside tmux and screen nothing is asked: their answers do not speak for the terminal
 * around them, and pictures would stay behind when the pane moves.
 */
export async function detectGraphics(
  terminal: Pick<Terminal<never>, 'ask'>,
  facts: TerminalFacts,
  depth: number,
): Promise<Graphics> {
  const fallback: Graphics = depth === 24 || depth === 8 ? { kind: 'blocks', depth } : { kind: 'none' };
  const { TERM = '', TMUX = '', KITTY_WINDOW_ID = '', ART_GRAPHICS: wanted } = facts.env;
  if (wanted === 'none') return { kind: 'none' };
  if (wanted === 'blocks') return fallback;
  if (!facts.isTty || isDumb(facts) || TMUX !== '' || /^(tmux|screen)/.test(TERM)) return fallback;
  const query = command(`i=${imageId},s=1,v=1,a=q,t=d,f=24`, 'AAAA');
  const isAttributes = (reply: string): boolean => /\[\?[\d;]*c$/.test(reply);
  const replies = await terminal.ask(`${query}\u001b[16t\u001b[c`, isAttributes, detectionMs);
  const isKitty = replies.some((reply) => reply.includes(`_Gi=${imageId};OK`));
  const isAssumed =
    wanted === 'kitty' || (replies.length === 0 && (kittyTerms.test(TERM) || KITTY_WINDOW_ID !== ''));
  if (!isKitty && !isAssumed) return fallback;
  const [, height, width] =
    replies.map((reply) => /\[6;(\d{1,4});(\d{1,4})t$/.exec(reply)).find((match) => match !== null) ?? [];
  const cell = { width: Number(width ?? 0), height: Number(height ?? 0) };
  // Cells of 8 x 16 px fit on every screen of today; a wrong guess costs size, never exactness.
  return { kind: 'kitty', cell: cell.width > 0 && cell.height > 0 ? cell : { width: 8, height: 16 } };
}
