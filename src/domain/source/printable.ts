// ZWNJ and ZWJ stay: Persian words and joined emoji are written with them, and they move nothing on a terminal.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;
const unprintableOnce = new RegExp(unprintable.source, 'u');

const shortEscapes: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Foreign text made safe to put on a terminal, in a log line or in a message: every character that a terminal,
 * an editor or a reader could act on instead of showing is written out as its escape. That is C0, DEL and C1
 * (so no ESC, no OSC, no CSI in either form), bidirectional controls and other invisible format characters,
 * line and paragraph separators, and lone surrogates. What is left has as many lines as it seems to have: one.
 *
 * It is the one escaping function of Artkiln: whatever came from a file, a flag, a backend or a database goes
 * through it before it is shown. Applying it twice changes nothing more.
 *
 * @example printable('red\u001b]52;c;aGk=\u0007') // 'red\\u001b]52;c;aGk=\\u0007'
 */
export function printable(text: string): string {
  return text.replace(unprintable, escape);
}

/** As `printable`, with line feeds kept: for text that is shown as several lines. */
export function printableLines(text: string): string {
  return text.replace(unprintable, (character) => (character === '\n' ? character : escape(character)));
}

/** Whether text is shown as it is: `printable(text) === text`. */
export const isPrintable = (text: string): boolean => !unprintableOnce.test(text);

/** Where the first character stands that `printable` would write out, in UTF-16 units; `null` when none does. */
export function firstUnprintable(text: string): { readonly start: number; readonly length: number } | null {
  const found = unprintableOnce.exec(text);
  return found === null ? null : { start: found.index, length: found[0].length };
}

function escape(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
