import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** An option that is a whole number in a range; `null` when it was not given. */
export function wholeNumber(flag: string, given: unknown, min: number, max: number): Result<number | null> {
  if (given === undefined) return ok(null);
  const value = typeof given === 'string' && /^[0-9]{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return ok(value);
  return fail(failure('usage', { what: `${flag} takes a whole number from ${min} to ${max}.`, next: null }));
}

/** An option that is text; `null` when it was not given. */
export const textOption = (given: unknown): string | null => (typeof given === 'string' ? given : null);

/** An option that may be given several times. */
export const listOption = (given: unknown): readonly string[] =>
  Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
