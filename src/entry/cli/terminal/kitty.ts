import { deflateSync } from 'node:zlib';
import type { Rgba } from '../../../pixels/rgba.ts';

/** Most base64 characters in one piece (kitty graphics protocol, "Remote client"). */
const pieceLength = 4096;
/** Ids of our pictures begin here: one for each that is on the screen at once. */
const firstId = 31;

const command = (control: string, payload = ''): string => `\u001b_G${control};${payload}\u001b\\`;

/** Whether the terminal takes pictures. It answers with `OK` (same page, "Querying support"). */
export const kittyQuery = command(`i=${firstId},s=1,v=1,a=q,t=d,f=24`, 'AAAA');

export const isKittyYes = (reply: string): boolean => reply.startsWith(`\u001b_Gi=${firstId};OK`);

/** Takes a picture of ours off the screen and out of the terminal's memory. */
export const removeKitty = (slot: number): string => command(`a=d,d=I,i=${firstId + slot},q=2`);

/**
 * The sequences that show a picture at the cursor, which stays where it is
 * (https://sw.kovidgoyal.net/kitty/graphics-protocol/). Pixels are sent enlarged by us rather than by `c` and `r`: those
 * stretch to whole cells, which is no whole scale, and some terminals smooth.
 */
export function kittyPicture({ width, height, data }: Rgba, slot: number): string {
  const payload = deflateSync(data, { level: 6 }).toString('base64');
  let text = '';
  for (let at = 0; at === 0 || at < payload.length; at += pieceLength) {
    const more = at + pieceLength < payload.length ? 1 : 0;
    const control =
      at === 0 ? `a=T,f=32,o=z,s=${width},v=${height},i=${firstId + slot},q=2,C=1,m=${more}` : `m=${more}`;
    text += command(control, payload.slice(at, at + pieceLength));
  }
  return text;
}
