import { failure, type FailureOf } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { didYouMean } from '../../domain/source/nearest.ts';
import { sentence } from './words.ts';

/** A command line that is wrong; where `next` says nothing, the person is sent to `--help`. */
export const usage = (what: string, next: string | null = null): FailureOf<'usage'> =>
  failure('usage', { what, next });

/** A word that is none of those that may stand in a place, `of` an option or an operand. */
export function unknownWord(of: string, typed: string, words: readonly string[]): FailureOf<'usage'> {
  const near = didYouMean(typed, words);
  const all = `It is one of: ${words.join(', ')}.`;
  return usage(`${of} cannot be "${typed}".`, near === undefined ? all : `${sentence(near)} ${all}`);
}

/** An option that is one of a few words, in any letters; `null` when it was not given. */
export function wordOption<W extends string>(
  flag: string,
  given: unknown,
  words: readonly W[],
): Result<W | null> {
  const typed = textOption(given);
  if (typed === null) return ok(null);
  const word = words.find((one) => one.toLowerCase() === typed.toLowerCase());
  return word === undefined ? fail(unknownWord(flag, typed, words)) : ok(word);
}

/** As `wordOption`, several words with commas between. */
export function wordsOption<W extends string>(
  flag: string,
  given: unknown,
  words: readonly W[],
): Result<readonly W[] | null> {
  const typed = textOption(given);
  if (typed === null) return ok(null);
  const meant: W[] = [];
  for (const one of typed.split(',')) {
    const word = wordOption(flag, one.trim(), words);
    if (!word.ok) return word;
    if (word.value !== null) meant.push(word.value);
  }
  return ok(meant);
}

/** An option that is a whole number in a range; `null` when it was not given. */
export function wholeNumber(flag: string, given: unknown, min: number, max: number): Result<number | null> {
  if (given === undefined) return ok(null);
  const value = typeof given === 'string' && /^[0-9]{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return ok(value);
  return fail(usage(`${flag} takes a whole number from ${min} to ${max}.`));
}

/** An option that is text; `null` when it was not given. */
export const textOption = (given: unknown): string | null => (typeof given === 'string' ? given : null);

/** An option that may be given several times. */
export const listOption = (given: unknown): readonly string[] =>
  Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
