import { advance, charactersIn, lineHeight } from './text.ts';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How a contact sheet is laid out: equal cells in rows, as many on a page as fit. All sizes in px. */
export interface ContactPlan {
  /** Whole factor at which most pictures are shown. */
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
const page: PixelSize = { width: 1680, height: 2400 };
export const margin = 24;
export const gap = 12;
export const border = 8;
/** Room above the cells that is always kept for the title. */
const headerRoom = 160;
/** A job id, a seed with its child, and a digest fit in so many characters. */
const leastCharacters = 24;
const mostScale = 8;
/** More pages than this nobody leafs through: the pictures become smaller instead, as long as they can. */
const manyPages = 10;

export interface PlanRequest {
  /** How many cells there are: those of pictures that cannot be shown count too. */
  readonly count: number;
  /** Sizes of the pictures. */
  readonly sizes: readonly PixelSize[];
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
  const usual = usualSize(request.sizes);
  const side = Math.max(usual.width, usual.height);
  for (let scale = side <= 64 ? 4 : side <= 96 ? 3 : side <= 192 ? 2 : 1; ; scale -= 1) {
    const plan = comfortable(request, scale);
    if (plan.pages <= manyPages || scale === 1) return plan;
  }
}

/** Captions at twice the size where the pictures are so wide that no room is lost by it. */
function comfortable(request: PlanRequest, scale: number): ContactPlan {
  const large = planAt(request, scale, 2);
  return large.frame.width === frameAt(request, scale).width ? large : planAt(request, scale, 1);
}

function planAt(request: PlanRequest, scale: number, textScale: 1 | 2): ContactPlan {
  const { width, height } = frameAt(request, scale);
  const frame = { width: Math.max(width, leastCharacters * advance * textScale), height };
  const captionLines = request.linesAt(charactersIn(frame.width, textScale));
  const cell = {
    width: frame.width + 2 * border,
    height: frame.height + 3 * border + captionLines * lineHeight * textScale,
  };
  const fitting = (space: number, one: number): number =>
    Math.max(1, Math.floor((space - 2 * margin + gap) / (one + gap)));
  const most = fitting(page.width, cell.width);
  const rows = fitting(page.height - headerRoom, cell.height);
  const pages = Math.ceil(request.count / (most * rows));
  // As even as it goes: rows of equal length rather than a last one of one picture.
  const columns = pages > 1 ? most : Math.ceil(request.count / Math.ceil(request.count / most));
  return { scale, textScale, frame, captionLines, cell, columns, rows, pages };
}

/** The size that most pictures have; of two that as many have the larger. Room for a few words where there is none. */
function usualSize(sizes: readonly PixelSize[]): PixelSize {
  const counts = new Map<string, { readonly size: PixelSize; count: number }>();
  for (const size of sizes) {
    const key = `${size.width} ${size.height}`;
    const known = counts.get(key) ?? { size, count: 0 };
    counts.set(key, known);
    known.count += 1;
  }
  const [first] = [...counts.values()].sort(
    (a, b) =>
      b.count - a.count ||
      b.size.width * b.size.height - a.size.width * a.size.height ||
      b.size.width - a.size.width,
  );
  return first?.size ?? { width: 64, height: 64 };
}

/**
 * The space that all pictures fit in: those about as large as the usual ones at the scale of the sheet, so that they
 * compare, and much larger ones, such as concepts beside sprites, as they are. Asked for, the scale is everyone's.
 */
function frameAt({ sizes, scale: asked }: PlanRequest, scale: number): PixelSize {
  const usual = usualSize(sizes);
  const isLike = ({ width, height }: PixelSize): boolean =>
    asked !== null || (width <= 2 * usual.width && height <= 2 * usual.height);
  const frame = { width: usual.width * scale, height: usual.height * scale };
  for (const size of sizes) {
    const factor = isLike(size) ? scale : 1;
    frame.width = Math.max(frame.width, size.width * factor);
    frame.height = Math.max(frame.height, size.height * factor);
  }
  return frame;
}

/**
 * The scale of one picture in a frame: the sheet's where it fits. A larger picture gets the largest whole scale that
 * does, and so does one that fits twice over, so that a sprite beside a concept is no speck.
 */
export function scaleIn(frame: PixelSize, picture: PixelSize, scale: number): number {
  const fits = Math.max(1, Math.floor(Math.min(frame.width / picture.width, frame.height / picture.height)));
  if (fits < scale) return fits;
  return fits >= 2 * scale ? Math.min(fits, Math.max(mostScale, scale)) : scale;
}
