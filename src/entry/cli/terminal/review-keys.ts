import type { ReviewAction, ReviewMode } from '../../../domain/review/session.ts';
import type { KeyName } from './keys.ts';
import type { TerminalEvent } from './terminal.ts';

/** What a key does: an action of the session, or something that only the screen knows. */
export type ReviewCommand =
  | ReviewAction
  | { readonly kind: 'next-ground' }
  | { readonly kind: 'toggle-details' }
  | { readonly kind: 'interrupt' }
  /** So many rows or pages of the grid; elsewhere so many pictures. */
  | { readonly kind: 'row' | 'page'; readonly by: 1 | -1 };

/** The keys, as the help shows them. They are those of Lightroom and the studio. */
export const keySheet: readonly (readonly [string, string])[] = [
  ['P', 'approve: good enough to go on'],
  ['X', 'reject; right after it 1-6 gives the reason, T types one'],
  ['Shift+P', 'keep this, reject the rest of its stack as duplicates'],
  ['U', 'clear the verdict'],
  ['Z, Ctrl+Z', 'undo the last verdict key'],
  ['1-5, 0', 'stars, no stars'],
  ['T', 'note'],
  ['Left, Right', 'the picture before and after'],
  ['Tab, Shift+Tab', 'next and previous undecided'],
  ['Home, End', 'first and last'],
  ['V', 'whether a verdict goes on to the next picture'],
  ['E, G, C', 'single picture, grid, compare two'],
  ['S, D', 'in compare: swap, show the difference'],
  ['Shift+arrows', 'in compare: another picture on the left'],
  ['Space', 'play and stop; next where nothing moves'],
  [', and .', 'one sprite after another'],
  ['K, I', 'ground behind the picture, details on and off'],
  ['Enter', 'commit: says what will be signed, Enter again signs'],
  ['Q', 'quit; drafts are kept for next time'],
];

/** For a terminal that sends lines: what can be typed with Enter after it. */
export const lineKeySheet: readonly (readonly [string, string])[] = [
  ['p', 'approve: good enough to go on'],
  ['x', 'reject; right after it 1-6 gives the reason, t types one'],
  ['P', 'keep this, reject the rest of its stack as duplicates'],
  ['u', 'clear the verdict'],
  ['z', 'undo the last verdict key'],
  ['1-5, 0', 'stars, no stars'],
  ['t', 'note, typed on the next line'],
  ['n, b', 'next, back'],
  ['j', 'next undecided'],
  ['v', 'whether a verdict goes on to the next picture'],
  ['e, g, c', 'single picture, list, compare two'],
  ['s', 'in compare: swap'],
  ['. and ,', 'one sprite after another'],
  ['Enter alone', 'commit: says what will be signed, Enter again signs'],
  ['q', 'quit; drafts are kept for next time'],
];

const letters: Readonly<Record<string, ReviewCommand>> = {
  p: { kind: 'approve' },
  P: { kind: 'keep-of-stack' },
  x: { kind: 'reject' },
  u: { kind: 'clear' },
  z: { kind: 'undo' },
  t: { kind: 'text-begin' },
  v: { kind: 'toggle-advance' },
  e: { kind: 'view', view: 'single' },
  g: { kind: 'view', view: 'grid' },
  c: { kind: 'view', view: 'compare' },
  s: { kind: 'swap' },
  d: { kind: 'difference' },
  ' ': { kind: 'play' },
  '.': { kind: 'next-sprite' },
  ',': { kind: 'previous-sprite' },
  k: { kind: 'next-ground' },
  i: { kind: 'toggle-details' },
  q: { kind: 'quit' },
  h: { kind: 'help' },
  '?': { kind: 'help' },
};

/** Keys that a terminal of lines has instead of those that are no letters. */
const lineLetters: Readonly<Record<string, ReviewCommand>> = {
  ' ': { kind: 'next' },
  n: { kind: 'next' },
  b: { kind: 'previous' },
  j: { kind: 'next-undecided' },
};

const named: { readonly [K in KeyName]?: ReviewCommand } = {
  enter: { kind: 'commit' },
  escape: { kind: 'back' },
  right: { kind: 'next' },
  left: { kind: 'previous' },
  'shift-right': { kind: 'next-reference' },
  'shift-left': { kind: 'previous-reference' },
  down: { kind: 'row', by: 1 },
  up: { kind: 'row', by: -1 },
  'page-down': { kind: 'page', by: 1 },
  'page-up': { kind: 'page', by: -1 },
  tab: { kind: 'next-undecided' },
  'shift-tab': { kind: 'previous-undecided' },
  home: { kind: 'first' },
  end: { kind: 'last' },
  'ctrl-z': { kind: 'undo' },
  'ctrl-d': { kind: 'quit' },
  'ctrl-c': { kind: 'interrupt' },
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
  if (/^[0-9]$/.test(text)) return { kind: 'digit', digit: Number(text) };
  return letters[text] ?? letters[text.toLowerCase()] ?? null;
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
  if (mode.kind === 'help') return { kind: 'back' };
  return lineLetters[line.toLowerCase()] ?? charCommand(line, mode);
}
