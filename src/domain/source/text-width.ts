/** A user-perceived character as a terminal shows it: what is printed, in how many columns, and where it stands. */
export interface Cell {
  readonly text: string;
  /** Terminal columns: 0, 1 or 2 for a character, more for a tab or an escaped control character. */
  readonly columns: number;
  /** Place in the source, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

const asciiOnly = /^[\x20-\x7e]*$/;
const zeroWidth = /^(?:\p{Mn}|\p{Me}|\u200c|\u200d)$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;

/**
 * East Asian Wide and Fullwidth blocks, first and last code point. Whole blocks rather than single characters:
 * the unassigned holes in them are wide by the standard too.
 * Source: Unicode Standard Annex 11, "East Asian Width".
 */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x20000, 0x3fffd],
];

let segmenter: Intl.Segmenter | undefined;

/** Text split where a terminal's cursor can stand, in order, covering the whole text. */
export function graphemes(text: string): readonly string[] {
  if (asciiOnly.test(text)) return text.split('');
  // Made once and only when needed: making it costs more than the start of the whole program may.
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Terminal columns of printable text; tabs and controls are the caller's business. */
export function textColumns(text: string): number {
  if (asciiOnly.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeColumns(grapheme), 0);
}

function graphemeColumns(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let columns = 0;
  for (const character of grapheme) columns = Math.max(columns, characterColumns(character));
  return columns;
}

function characterColumns(character: string): number {
  if (zeroWidth.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && wideBlocks.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
