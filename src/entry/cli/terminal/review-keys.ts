import { reasonCodes } from '../../../domain/review/item.ts';
import type { ReviewAction, ReviewMode } from '../../../domain/review/session.ts';
import type { KeyName } from './keys.ts';
import type { TerminalEvent } from './terminal.ts';

/** What a key does: an action of the session, or something that only the screen knows. */
export type ReviewCommand = ReviewAction | { readonly kind: 'next-ground' } | { readonly kind: 'interrupt' };

/** The keys, as the help shows them. The first of each line is the one of Lightroom and the studio. */
export const keySheet: readonly (readonly [string, string])[] = [
  ['P (also A, Y)', 'approve: good enough to go on'],
  ['X', 'reject; then 1-6 for a reason, T to type one, Enter for none'],
  ['Space, S, Right', 'skip to the next picture'],
  ['Left', 'back to the previous picture'],
  ['Home, End', 'first and last picture'],
  ['U', 'clear the verdict of this picture'],
  ['Z, Ctrl+Z', 'undo the last verdict'],
  ['. and ,', 'look at one sprite after another; after the last, the whole again'],
  ['K', 'another ground: checks, terminal, black, white, magenta'],
  ['Enter, C', 'commit the verdicts: shows what will be signed, Enter again signs'],
  ['Q', 'quit; drafts are kept for next time'],
  ['?', 'this list'],
];

const letters: Readonly<Record<string, ReviewCommand>> = {
  p: { kind: 'approve' },
  a: { kind: 'approve' },
  y: { kind: 'approve' },
  x: { kind: 'reject' },
  s: { kind: 'next' },
  ' ': { kind: 'next' },
  u: { kind: 'clear' },
  z: { kind: 'undo' },
  c: { kind: 'commit' },
  q: { kind: 'quit' },
  h: { kind: 'help' },
  '?': { kind: 'help' },
  k: { kind: 'next-ground' },
  '.': { kind: 'next-sprite' },
  ',': { kind: 'previous-sprite' },
};

const named: { readonly [K in KeyName]?: ReviewCommand } = {
  enter: { kind: 'commit' },
  escape: { kind: 'back' },
  right: { kind: 'next' },
  down: { kind: 'next' },
  'page-down': { kind: 'next' },
  left: { kind: 'previous' },
  up: { kind: 'previous' },
  'page-up': { kind: 'previous' },
  home: { kind: 'first' },
  end: { kind: 'last' },
  'ctrl-z': { kind: 'undo' },
  'ctrl-d': { kind: 'quit' },
  'ctrl-c': { kind: 'interrupt' },
};

const reasons: Readonly<Record<string, ReviewCommand>> = {
  ...Object.fromEntries(reasonCodes.map((code, i) => [String(i + 1), { kind: 'reason', code } as const])),
  0: { kind: 'reason', code: null },
  t: { kind: 'text-begin' },
};

/** The command of a key in a mode; `null` for keys that mean nothing there. Pasted text is never a key. */
export function commandFor(event: TerminalEvent, mode: ReviewMode): ReviewCommand | null {
  switch (event.kind) {
    case 'paste':
      return mode.kind === 'text' ? { kind: 'text', text: event.text.replace(/\p{Cc}+/gu, ' ') } : null;
    case 'resize':
      return null;
    case 'end':
      return { kind: 'interrupt' };
    case 'line':
      return lineCommand(event.text, mode);
    case 'key':
      if (mode.kind === 'text') return textCommand(event.name);
      if (mode.kind === 'help' && event.name !== 'ctrl-c') return { kind: 'back' };
      return named[event.name] ?? null;
    case 'char':
      return charCommand(event.text, mode);
  }
}

function charCommand(text: string, mode: ReviewMode): ReviewCommand | null {
  if (mode.kind === 'text') return { kind: 'text', text };
  if (mode.kind === 'help') return { kind: 'back' };
  const letter = text.toLowerCase();
  if (mode.kind === 'reason') {
    const reason = reasons[letter];
    if (reason !== undefined) return reason;
    // Enter means "no reason" here; C must not, for a person who wants to commit.
    if (letter === 'c') return { kind: 'note', note: 'reason-first' };
  }
  return letters[letter] ?? null;
}

function textCommand(name: KeyName): ReviewCommand | null {
  if (name === 'enter') return { kind: 'text-accept' };
  if (name === 'escape') return { kind: 'back' };
  if (name === 'backspace') return { kind: 'text-erase' };
  return name === 'ctrl-c' ? { kind: 'interrupt' } : null;
}

/**
 * A terminal that cannot be drawn on sends whole lines: one key and Enter, or Enter alone for Enter. A longer
 * line is nobody's key: `approve` must not be taken for A, P, P, R ...
 */
function lineCommand(line: string, mode: ReviewMode): ReviewCommand | null {
  if (mode.kind === 'text') return { kind: 'text', text: line };
  if (line === '') return commandFor({ kind: 'key', name: 'enter' }, mode);
  if ([...line].length > 1) return { kind: 'note', note: 'one-key-a-line' };
  return charCommand(line, mode);
}
