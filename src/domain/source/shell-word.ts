import { printable } from './printable.ts';

/**
 * A foreign word as it may stand in a command that a person copies: one word to every POSIX shell, and nothing that
 * the shell or the terminal acts on. (zsh expands a word that begins with `=`, so that one is quoted.)
 *
 * @example shellWord("it's $(x)") // `'it'\''s $(x)'`
 */
export function shellWord(word: string): string {
  const plain = printable(word);
  const isHarmless = /^[\w.,:@%+/-][\w.,:@%+=/-]*$/.test(plain);
  return isHarmless ? plain : `'${plain.replaceAll("'", String.raw`'\''`)}'`;
}
