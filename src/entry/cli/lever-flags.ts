import type { GivenLever } from '../../domain/recipe/sweep.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { usage } from './options.ts';

/** The recipe and the levers of `generate`, as typed; which of them are right is for the recipe to say. */
export interface LeverFlags {
  readonly recipeId: string;
  readonly given: readonly GivenLever[];
}

/**
 * Takes apart the words that are no options of the command itself: the recipe, and lever flags as `--hair red` or
 * `--hair=red`.
 *
 * @param sets values of `--set`, each as `lever=value`
 */
export function readLeverFlags(
  words: readonly string[],
  sets: readonly string[],
  missing = 'Which recipe?',
): Result<LeverFlags> {
  const given: GivenLever[] = [];
  const operands: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string;
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    if (!word.startsWith('--')) return fail(usage(`${word} is no option of this command.`));
    const taken = splitAtEquals(word);
    const next = words[i + 1];
    // No value begins with a dash: what does is the next flag, and this one has no value.
    if (taken.text === null && next !== undefined && !next.startsWith('-')) {
      given.push({ name: taken.name, text: next });
      i += 1;
    } else given.push(taken);
  }
  given.push(...sets.map(splitAtEquals));
  const [recipeId, ...more] = operands;
  if (recipeId === undefined) return fail(usage(missing));
  if (more.length > 0) {
    const [first = ''] = more;
    const what =
      more.length === 1 ? `${first} is one word` : `${first} and ${more.length - 1} more are words`;
    return fail(
      usage(
        `${what} too many: levers are flags, such as --hair red.`,
        "A star is quoted, or the shell makes file names of it: --hair '*'.",
      ),
    );
  }
  return ok({ recipeId, given });
}

function splitAtEquals(word: string): GivenLever {
  const at = word.indexOf('=');
  return at < 1 ? { name: word, text: null } : { name: word.slice(0, at), text: word.slice(at + 1) };
}
