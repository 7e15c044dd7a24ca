import { isPrintable } from '../../../domain/source/printable.ts';

/** What a shell offers at Tab. */
export interface Suggestion {
  readonly value: string;
  /** Shown beside it where the shell can; empty when there is nothing to say, or nothing that is safe to show. */
  readonly about: string;
}

// Letters and digits of any script, and what stands in ids and names. No shell gives any of these a meaning, wherever
// in a word they stand; `-` has one at its beginning. Left out on purpose: = : @ break words in bash, ~ % { } ^ # and !
// mean something at places, and quotes, $ and the like always.
const safeWord = /^[\p{L}\p{N}_./+][\p{L}\p{N}_./+-]*$/u;
const plainWords = /^[\p{L}\p{M}\p{N} .,:+/()’'–—_-]*$/u;
/** Letters that show nothing: two names that differ by one look the same. */
const unseen = /\p{Default_Ignorable_Code_Point}/u;
// In any other locale the bytes of UTF-8 may be C1 controls to the terminal.
const ascii = /^[\x20-\x7e]*$/;
/** Longer ones are nothing that anybody picks from a list. */
const longestWord = 128;
const longestAbout = 72;

/**
 * Whether a name can be typed as it stands, in every shell and locale. One that cannot is left out rather than quoted
 * cleverly: what a shell puts on the line is run when Enter is pressed.
 */
export const isSafeWord = (word: string, isUtf8: boolean): boolean =>
  word.length <= longestWord && safeWord.test(word) && !unseen.test(word) && (isUtf8 || ascii.test(word));

/** Foreign text beside a suggestion: as it is where it is plain words, else nothing. */
export function safeAbout(text: string, isUtf8: boolean): string {
  const isPlain = plainWords.test(text) && !unseen.test(text) && (isUtf8 || ascii.test(text));
  return isPlain ? short(text) : '';
}

/** Text of our own beside a suggestion. */
export const ownAbout = (text: string, isUtf8: boolean): string =>
  isPrintable(text) && (isUtf8 || ascii.test(text)) ? short(text) : '';

const short = (text: string): string =>
  text.length <= longestAbout ? text : `${text.slice(0, longestAbout - 3).replace(/\p{Surrogate}$/u, '')}...`;
