/**
 * Text as one word of a POSIX shell, to be pasted as it stands: nothing in it is expanded, run or split.
 * Line ends and control characters must have been refused before: a terminal could act on those as they are pasted.
 *
 * @example shellWord('wolf fur') // "'wolf fur'"
 */
export const shellWord = (text: string): string =>
  /^[\w@%+:./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
