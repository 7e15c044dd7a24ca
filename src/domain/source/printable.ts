/** C0, DEL, C1, bidirectional controls, line and paragraph separators, lone surrogates. */
const hostile = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Foreign text made safe to print on a terminal: whatever could move a cursor, change a colour or
 * reorder the line is shown as `\u{1b}` and the like. Line ends and tabs too: give it one line at a time.
 */
export function printable(text: string): string {
  return text.replace(hostile, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}
