import { printable } from '../../domain/source/printable.ts';

/**
 * A foreign word as it may stand in a command that a person copies: one word to every POSIX shell, and nothing that
 * the shell acts on.
 *
 * @example shellWord("it's $(x)") // `'it'\''s $(x)'`
 */
export function shellWord(word: string): string {
  const plain = printable(word);
  return /^[\w.,:@%+=/-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", String.raw`'\''`)}'`;
}
