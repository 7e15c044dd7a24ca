import { reasonCodes, type ReviewItem } from '../../../domain/review/item.ts';
import { playbackOf } from '../../../domain/review/playback.ts';
import { itemOf, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import { commitText, shortJob } from './review-text.ts';
import { displayWidth } from './width.ts';

type KeyHint = readonly [text: string, rank: number];

/** What is asked now, and the keys that answer. `isByLine`: keys are typed as lines, so only letters count. */
export function promptAndKeys(
  session: ReviewSession,
  item: ReviewItem | null,
  columns: number,
  isByLine = false,
): { prompt: string; keys: string } {
  if (item === null) {
    return { prompt: 'Nothing waits here any more.', keys: hints([['Q quit', 0]], columns) };
  }
  const { mode } = session;
  switch (mode.kind) {
    case 'look':
    case 'help': {
      const offer = offerText(session, columns, isByLine);
      if (offer !== null) return offer;
      return { prompt: '', keys: hints(isByLine ? lineHints(session) : lookHints(session, item), columns) };
    }
    case 'text': {
      const about = itemOf(session, mode.about);
      const job = about === null ? '' : ` ${shortJob(about.jobId)}`;
      const asked = mode.purpose === 'reason' ? `Why reject${job}?` : `Note on${job}:`;
      const keys: KeyHint[] = isByLine
        ? [['Type it, then Enter; Enter alone leaves it out', 0]]
        : [
            ['Enter keep', 0],
            ['Esc back', 0],
          ];
      const room = columns - displayWidth(asked) - 2;
      return {
        prompt: isByLine ? asked : `${asked} ${tail(printable(mode.text), room)}_`,
        keys: hints(keys, columns),
      };
    }
    case 'commit':
      return {
        prompt: commitText(session),
        keys: hints(
          [
            ['Enter commit', 0],
            ...(session.offer === null ? [] : [...reasonHints(2), [typesWhy(isByLine), 1] as const]),
            [isByLine ? 'b look again' : 'Left look again', 1],
            [isByLine ? 'z undo' : 'Z undo', 2],
            [isByLine ? 'q quit, keep drafts' : 'Q quit, keep drafts', 1],
          ],
          columns,
        ),
      };
  }
}

const typesWhy = (isByLine: boolean): string => (isByLine ? 't types why' : 'T types why');

const reasonHints = (rank: number): KeyHint[] =>
  reasonCodes.map((code, i) => [`${i + 1} ${code}`, rank + i] as const);

/** Right after a rejection: the digits that give its reason. Nothing has to be answered. */
function offerText(
  session: ReviewSession,
  columns: number,
  isByLine: boolean,
): { prompt: string; keys: string } | null {
  const item = itemOf(session, session.offer);
  if (item === null) return null;
  const typed = isByLine ? 't types one' : 'T types one';
  const long = `Rejected ${shortJob(item.jobId)}: a digit gives the reason, ${typed}, any other key goes on.`;
  const short = `Rejected ${shortJob(item.jobId)}: a digit says why, ${typed}.`;
  return {
    prompt: displayWidth(long) <= columns ? long : short,
    keys: hints(reasonHints(0), columns),
  };
}

function lookHints({ view, isPlaying, sprite }: ReviewSession, item: ReviewItem): KeyHint[] {
  const canPlay = view !== 'grid' && playbackOf(item.sprites, sprite) !== null;
  const verdicts: KeyHint[] = [
    ['P approve', 0],
    ['X reject', 0],
  ];
  const ends: KeyHint[] = [
    ['Enter commit', 0],
    ['Q quit', 1],
    ['? keys', 1],
  ];
  if (view === 'compare') {
    return [
      ...verdicts,
      ['Arrows right one', 2],
      ['S swap', 3],
      ['D difference', 2],
      ['E single', 4],
      ...ends,
    ];
  }
  if (view === 'grid') {
    return [...verdicts, ['Arrows move', 2], ['Tab undecided', 3], ['E single', 2], ['Z undo', 4], ...ends];
  }
  return [
    ...verdicts,
    ...(canPlay ? [[isPlaying ? 'Space stop' : 'Space play', 2] as const] : []),
    ['1-5 stars', 5],
    ['Z undo', 3],
    ['G grid', 2],
    ['C compare', 4],
    ['T note', 6],
    ['K ground', 7],
    ...ends,
  ];
}

const lineHints = ({ view }: ReviewSession): KeyHint[] => [
  ['p approve', 0],
  ['x reject', 0],
  ['n next', 1],
  ['b back', 2],
  ['z undo', 2],
  ...(view === 'single' ? [['g list', 3] as const] : [['e single', 1] as const]),
  ['Enter commit', 0],
  ['q quit', 1],
  ['? keys', 1],
];

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
