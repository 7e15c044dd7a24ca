import { itemKey } from '../../../domain/review/item.ts';
import { currentItem, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import { linesAt, paintLine, rowsOf, type Line } from './review-canvas.ts';
import { compareBody } from './review-compare.ts';
import { details, lineHelp } from './review-details.ts';
import { gridBody, pageText } from './review-grid.ts';
import type { ReviewLook } from './review-look.ts';
import { promptAndKeys } from './review-prompt.ts';
import { noteText, spriteText, undrawnText } from './review-text.ts';
import { fileLines, headText, type ReviewFrame } from './review-view.ts';
import { styleFor, type TerminalFacts } from './style.ts';

/** More lines than any view has: what scrolls needs no height. */
const enough = 2_000;
/** Lines of the list, so that five hundred pictures do not scroll past. */
const listed = 40;

/** The review for a terminal that cannot move its cursor: what is said below what was said before. */
export function composeTranscript(
  session: ReviewSession,
  look: ReviewLook,
  facts: TerminalFacts,
): ReviewFrame {
  const style = styleFor(facts);
  const columns = Math.max(20, facts.columns);
  const item = currentItem(session);
  const { prompt, keys } = promptAndKeys(session, item, columns, true);
  const said = session.note === null ? prompt : noteText(session.note);
  const none = { placed: [], wanted: [], plan: { across: 1, perPage: 10 } };
  if (session.mode.kind === 'help') {
    const lines = [...lineHelp(columns), { text: 'Enter goes back.' }].map((line) =>
      paintLine(line, columns),
    );
    return { ...none, lines, whole: [], part: [], isCommitLine: false };
  }
  const room = { columns, rows: session.view === 'compare' ? 8 : enough };
  const body =
    item === null
      ? { block: linesAt([], room), whole: [], part: [] }
      : session.view === 'grid'
        ? gridBody(session, look, { columns, rows: listed }, style)
        : session.view === 'compare'
          ? compareBody(session, look, room, style)
          : single(session, look, columns);
  const lines = [
    headText(
      session,
      columns,
      session.view === 'grid' ? pageText(session, { across: 1, perPage: listed }) : '',
    ),
    ...rowsOf(body.block, enough),
    ...(item === null ? [] : fileLines(item, columns)),
    said,
    keys,
  ].filter((line) => line !== '');
  const isCommitLine = session.mode.kind === 'commit' && session.note === null;
  return { ...none, lines, whole: body.whole, part: body.part, isCommitLine };

  function single(of: ReviewSession, with_: ReviewLook, width: number) {
    if (item === null) return { block: linesAt([], room), whole: [], part: [] };
    const picture = with_.pictureOf(item);
    const label =
      picture.kind === 'loading'
        ? 'loading ...'
        : picture.kind === 'failed'
          ? `CANNOT BE READ: ${printable(picture.message)}`
          : undrawnText(picture.rgba, spriteText(of, item, false));
    const known: Line[] = details(
      of,
      item,
      { label, names: '' },
      { columns: width, rows: enough, isWide: true },
      style,
    );
    return {
      block: linesAt(known, room),
      whole: picture.kind === 'loading' ? [] : [itemKey(item)],
      part: [],
    };
  }
}
