import { reasonCodes, type ReviewItem } from '../../../domain/review/item.ts';
import type { ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import { commitText } from './review-text.ts';
import { displayWidth } from './width.ts';

type KeyHint = readonly [text: string, rank: number];

/** What is asked now, and the keys that answer. */
export function promptAndKeys(
  session: ReviewSession,
  item: ReviewItem | null,
  columns: number,
): { prompt: string; keys: string } {
  if (item === null) {
    return { prompt: 'Nothing waits here any more.', keys: hints([['Q quit', 0]], columns) };
  }
  switch (session.mode.kind) {
    case 'look':
    case 'help':
      return {
        prompt: '',
        keys: hints(
          [
            ['P approve', 0],
            ['X reject', 0],
            ['Space next', 1],
            ['Left back', 3],
            ['U clear', 5],
            ['Z undo', 3],
            ...(item.sprites.length > 0 ? [['. sprite', 4] as const] : []),
            ['K ground', 6],
            ['Enter commit', 0],
            ['Q quit', 1],
            ['? keys', 1],
          ],
          columns,
        ),
      };
    case 'reason':
      return {
        prompt: 'Rejected. Why? Enter gives no reason, T types one, Esc takes it back.',
        keys: hints(
          reasonCodes.map((code, i) => [`${i + 1} ${code}`, i] as const),
          columns,
        ),
      };
    case 'text':
      return {
        prompt: `Why? ${tail(printable(session.mode.text), columns - 6)}_`,
        keys: hints(
          [
            ['Enter keep', 0],
            ['Esc back', 0],
          ],
          columns,
        ),
      };
    case 'commit':
      return {
        prompt: commitText(session),
        keys: hints(
          [
            ['Enter commit', 0],
            ['Left look again', 1],
            ['Z undo', 2],
            ['Q quit, keep drafts', 1],
          ],
          columns,
        ),
      };
  }
}

/** The end of a text that is being typed. */
function tail(text: string, columns: number): string {
  let kept = text;
  while (displayWidth(kept) > Math.max(1, columns)) kept = [...kept].slice(1).join('');
  return kept;
}

/** The hints that fit, the least important left out first. */
function hints(all: readonly KeyHint[], columns: number): string {
  let shown = [...all];
  const text = (): string => shown.map(([hint]) => hint).join('  ');
  while (shown.length > 1 && displayWidth(text()) > columns) {
    const worst = Math.max(...shown.map(([, rank]) => rank));
    const at = shown.findLastIndex(([, rank]) => rank === worst);
    shown = shown.filter((_, i) => i !== at);
  }
  return text();
}
