import { charactersIn, lineHeight } from './text.ts';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How a contact sheet is laid out: equal cells in rows, as many on a page as fit. All sizes in px. */
export interface ContactPlan {
  /** Whole factor at which the largest pictures are shown. */
  readonly scale: number;
  /** Whole factor of the captions. */
  readonly textScale: 1 | 2;
  /** The part of a cell in which its picture stands. */
  readonly frame: PixelSize;
  readonly captionLines: number;
  /** A whole cell: frame, caption and the border around both. */
  readonly cell: PixelSize;
  readonly columns: number;
  /** Of a full page. */
  readonly rows: number;
  readonly pages: number;
}

/** A page that a browser, a chat and a pull request show without a thought. */
const page: PixelSize = { width: 1600, height: 2400 };
export const margin = 24;
export const gap = 12;
export const border = 8;
/** Room above the cells that is always kept for the title. */
const headerRoom = 160;
/** A job id, a seed with its child, and a digest fit in so many characters. */
const leastCharacters = 24;
const mostScale = 8;

export interface PlanRequest {
  readonly count: number;
  /** The largest width and the largest height among the pictures. */
  readonly largest: PixelSize;
  /** How many lines the longest caption has, where a line holds so many characters. */
  readonly linesAt: (characters: number) => number;
  /** The scale that a person asked for; `null` for the largest at which all pictures are on one page. */
  readonly scale: number | null;
}

/**
 * The plan of a sheet. Unless told, the pictures are as large as lets all of them be on one page, up to 8 times, with
 * captions at twice the size where there is room; more than that go on pages at a scale at which a sprite can be judged.
 */
export function planContactSheet(request: PlanRequest): ContactPlan {
  if (request.scale !== null) return comfortable(request, request.scale);
  for (let scale = mostScale; scale >= 2; scale -= 1) {
    for (const textScale of [2, 1] as const) {
      const plan = planAt(request, scale, textScale);
      if (plan.pages === 1 && plan.cell.width + 2 * margin <= page.width) return plan;
    }
  }
  const side = Math.max(request.largest.width, request.largest.height);
  return comfortable(request, side <= 64 ? 4 : side <= 96 ? 3 : side <= 192 ? 2 : 1);
}

function comfortable(request: PlanRequest, scale: number): ContactPlan {
  const large = planAt(request, scale, 2);
  // Twice the size where the pictures are so wide that nothing is lost by it.
  return large.frame.width === request.largest.width * scale ? large : planAt(request, scale, 1);
}

function planAt({ count, largest, linesAt }: PlanRequest, scale: number, textScale: 1 | 2): ContactPlan {
  const leastWidth = leastCharacters * 6 * textScale;
  const frame = { width: Math.max(largest.width * scale, leastWidth), height: largest.height * scale };
  const captionLines = linesAt(charactersIn(frame.width, textScale));
  const cell = {
    width: frame.width + 2 * border,
    height: frame.height + 3 * border + captionLines * lineHeight * textScale,
  };
  const fitting = (space: number, one: number): number =>
    Math.max(1, Math.floor((space - 2 * margin + gap) / (one + gap)));
  const most = fitting(page.width, cell.width);
  const perColumn = fitting(page.height - headerRoom, cell.height);
  const pages = Math.ceil(count / (most * perColumn));
  // As even as it goes: rows of equal length rather than a last one of one picture.
  const columns = pages > 1 ? most : Math.ceil(count / Math.ceil(count / most));
  return { scale, textScale, frame, captionLines, cell, columns, rows: perColumn, pages };
}

/**
 * The scale of one picture in a frame. Pictures that fit twice into it are shown at the largest whole scale at which they
 * fit, so that a sprite beside a concept is no speck; all others at the scale of the sheet, so that they compare.
 */
export function scaleIn(frame: PixelSize, picture: PixelSize, scale: number): number {
  const fits = Math.floor(Math.min(frame.width / picture.width, frame.height / picture.height));
  return fits >= 2 * scale ? Math.min(fits, Math.max(mostScale, scale)) : scale;
}
