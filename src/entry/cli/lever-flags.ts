import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** The recipe and the lever flags of `generate`, as typed: `--hair red` and `--hair=red` alike. */
export interface LeverFlags {
  readonly recipeId: string;
  readonly levers: { readonly [flag: string]: string };
}

/** Takes apart the words that are no options of the command itself. */
export function readLeverFlags(words: readonly string[]): Result<LeverFlags> {
  const levers = Object.create(null) as { [flag: string]: string };
  const operands: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string;
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const [flag = '', ...rest] = word.split('=');
    let value = rest.length > 0 ? rest.join('=') : undefined;
    if (value === undefined) {
      i += 1;
      value = words[i];
    }
    if (value === undefined || (rest.length === 0 && value.startsWith('--')))
      return usage(`${flag} needs a value.`);
    if (flag in levers) return usage(`${flag} is given twice.`);
    levers[flag] = value;
  }
  const [recipeId, ...more] = operands;
  if (recipeId === undefined) return usage('Which recipe?');
  if (more.length > 0)
    return usage(`${more.join(' ')} is one word too many: levers are flags, such as --hair red.`);
  return ok({ recipeId, levers: { ...levers } });
}

const usage = (what: string): Result<never> => fail(failure('usage', { what, next: null }));
