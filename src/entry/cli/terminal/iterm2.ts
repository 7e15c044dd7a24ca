import { encodePng } from '../../../pixels/png.ts';
import type { Rgba } from '../../../pixels/rgba.ts';

/** Asks for the size of a cell: `ReportCellSize=<height>;<width>;<scale>`, in points, `scale` device px to a point. */
export const cellSizeQuery = '\u001b]1337;ReportCellSize\u001b\\';

/**
 * The sequence that shows a picture at the cursor, as a PNG of its own size (https://iterm2.com/documentation-images.html).
 * The size is said in px, so that nothing is stretched to whole cells; iTerm2 takes these as px of the device.
 * `doNotMoveCursor` is WezTerm's, others pass over it (https://wezterm.org/imgcat.html). Ended by BEL, which is what
 * the protocol's page does and all that speak it take.
 */
export function iterm2Picture(picture: Rgba): string {
  const png = encodePng(picture);
  const control = [
    'inline=1',
    `size=${png.length}`,
    `width=${picture.width}px`,
    `height=${picture.height}px`,
    'preserveAspectRatio=1',
    'doNotMoveCursor=1',
  ];
  return `\u001b]1337;File=${control.join(';')}:${Buffer.from(png).toString('base64')}\u0007`;
}
