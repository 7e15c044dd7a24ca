import type { ReviewSession } from '../../../domain/review/session.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { drawPicture, isDrawnByTerminal, removePicture, type DrawnGraphics } from './graphics.ts';
import { overGround, type Ground } from './ground.ts';
import type { PlacedPicture } from './review-canvas.ts';
import type { ReviewLook } from './review-look.ts';
import { composeTranscript } from './review-transcript.ts';
import { composeReview, type ReviewFrame } from './review-view.ts';
import type { Terminal } from './terminal.ts';

type Paper = Pick<Terminal<never>, 'write' | 'facts' | 'restoreWith'>;

/** Puts frames on a terminal. */
export interface ReviewPaint {
  draw(session: ReviewSession, look: ReviewLook): ReviewFrame;
  /** The frame without drawing it, to know what it would need. */
  plan(session: ReviewSession, look: ReviewLook): ReviewFrame;
  /** The terminal changed its size: what was drawn may be gone. */
  forget(): void;
}

/** A picture that hangs on the screen. */
interface Hung {
  readonly key: string;
  readonly placed: PlacedPicture;
}

/** Asks a terminal to show what follows at once; one that does not know it draws as it comes. */
const atOnce = { begin: '\u001b[?2026h', end: '\u001b[?2026l' };

/** Rewrites only the lines and pictures that changed, so that nothing flickers and a picture is sent once. */
export function fullScreenPaint(terminal: Paper): ReviewPaint {
  let drawn: readonly string[] | null = null;
  let hung: readonly Hung[] = [];
  const plan = (session: ReviewSession, look: ReviewLook): ReviewFrame =>
    composeReview(session, look, terminal.facts());
  return {
    plan,
    draw: (session, look) => {
      const frame = plan(session, look);
      const { graphics, ground } = look;
      const changed = changedRows(drawn, frame.lines);
      let text = drawn === null ? '\u001b[0m\u001b[2J' : '';
      if (!isDrawnByTerminal(graphics)) {
        text += linesText(frame.lines, changed);
      } else {
        const wanted = frame.placed.map((placed) => ({ key: pictureKey(placed, ground), placed }));
        const steps = pictureSteps(graphics, drawn === null ? [] : hung, wanted, changed);
        for (const { placed } of steps.removed) text += removePicture(graphics, placed);
        text += linesText(frame.lines, steps.rows);
        for (const { placed } of steps.added) {
          text += drawPicture(graphics, overGround(placed.picture, ground), placed);
        }
        hung = wanted;
        terminal.restoreWith(hung.map(({ placed }) => removePicture(graphics, placed)).join(''));
      }
      drawn = frame.lines;
      if (text !== '') terminal.write(atOnce.begin + text + atOnce.end);
      return frame;
    },
    forget: () => {
      drawn = null;
    },
  };
}

function changedRows(before: readonly string[] | null, now: readonly string[]): Set<number> {
  const rows = Array.from({ length: Math.max(now.length, before?.length ?? 0) }, (_, row) => row);
  return new Set(rows.filter((row) => now[row] !== before?.[row]));
}

/** Erases before it writes: after a line of full width the cursor still stands on its last cell, and would erase that. */
const linesText = (lines: readonly string[], rows: ReadonlySet<number>): string =>
  [...rows].map((row) => `\u001b[${row + 1};1H\u001b[K${lines[row] ?? ''}`).join('');

/**
 * Which pictures go and which come, and the rows of text to write between. Only kitty keeps pictures apart from text:
 * elsewhere a row that is written takes the pictures in it along, and what is removed leaves its rows to be written.
 */
function pictureSteps(
  graphics: DrawnGraphics,
  hung: readonly Hung[],
  wanted: readonly Hung[],
  changed: ReadonlySet<number>,
): {
  readonly removed: readonly Hung[];
  readonly added: readonly Hung[];
  readonly rows: ReadonlySet<number>;
} {
  const isApart = graphics.kind === 'kitty';
  const has = (list: readonly Hung[], { key, placed }: Hung): boolean =>
    list.some((one) => one.key === key && (!isApart || one.placed.slot === placed.slot));
  if (isApart) {
    const added = wanted.filter((one) => !has(hung, one));
    // A picture in the same slot takes the place of the one before; taking that away first would flicker.
    const removed = hung.filter((one) => !wanted.some(({ placed }) => placed.slot === one.placed.slot));
    return { removed, added, rows: changed };
  }
  const rows = new Set(changed);
  let standing = wanted.filter((one) => has(hung, one));
  for (;;) {
    for (const one of hung) if (!has(standing, one)) for (const row of rowsIn(one)) rows.add(row);
    const left = standing.filter((one) => !rowsIn(one).some((row) => rows.has(row)));
    if (left.length === standing.length) break;
    standing = left;
  }
  return {
    removed: hung.filter((one) => !has(standing, one)),
    added: wanted.filter((one) => !has(standing, one)),
    rows,
  };
}

const rowsIn = ({ placed }: Hung): number[] => Array.from({ length: placed.rows }, (_, i) => placed.row + i);

const pictureNumbers = new WeakMap<Rgba, number>();
let pictureCount = 0;

function pictureKey({ row, column, picture }: PlacedPicture, ground: Ground): string {
  const number = pictureNumbers.get(picture) ?? (pictureCount += 1);
  pictureNumbers.set(picture, number);
  return `${number} ${row} ${column} ${ground}`;
}

/** For a terminal that cannot move its cursor: each state below the one before, no control codes. */
export function transcriptPaint(terminal: Paper): ReviewPaint {
  let last = '';
  const plan = (session: ReviewSession, look: ReviewLook): ReviewFrame =>
    composeTranscript(session, look, terminal.facts());
  return {
    plan,
    draw: (session, look) => {
      const frame = plan(session, look);
      // The first line counts: what arrives meanwhile must not write by itself.
      const text = frame.lines.slice(1).join('\n');
      const ask = session.mode.kind === 'text' ? '> ' : 'One key, then Enter > ';
      if (text !== last) terminal.write(`${frame.lines.join('\n')}\n${ask}`);
      last = text;
      return frame;
    },
    forget: () => undefined,
  };
}
