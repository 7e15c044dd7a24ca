import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { draftFields, type DraftField } from '../../../domain/run/draft-difference.ts';
import type { CommandContext } from '../context.ts';
import { usage } from '../options.ts';
import { terminalStreams } from '../streams.ts';
import { askKey } from '../terminal/question.ts';
import { fieldWords } from './difference.ts';

const every: ReadonlySet<DraftField> = new Set(draftFields);

/** The fields that `--take` names; `null` when it was not given. */
export function fieldsGiven(take: string | null): Result<ReadonlySet<DraftField> | null> {
  if (take === null) return ok(null);
  const words = take.split(',');
  if (words.length > 1 && (words.includes('all') || words.includes('none')))
    return fail(usage('--take names all, none, or single fields.', `The fields: ${draftFields.join(', ')}.`));
  if (take === 'all') return ok(every);
  if (take === 'none') return ok(new Set());
  return ok(new Set(words as DraftField[]));
}

/** Asks what of the difference is to be taken: all, each by itself, or nothing, which is also what Enter means. */
export async function askFields(
  context: CommandContext,
  differing: readonly DraftField[],
): Promise<Result<ReadonlySet<DraftField>>> {
  if (!context.mayAsk || context.flags.json === true)
    return fail(failure('needs-terminal', { flags: ['--take all'] }));
  const ask = async (question: string): Promise<Result<string>> => {
    const answer = await askKey(terminalStreams(context, 'stderr'), question);
    return answer === null ? fail(failure('interrupted', { at: 'question' })) : ok(answer.toLowerCase());
  };
  const [only] = differing;
  const isOne = differing.length === 1 && only !== undefined;
  const first = await ask(
    isOne ? `Take the ${fieldWords[only]} into your draft? [y/N] ` : 'Take all, choose, or none? [a/c/N] ',
  );
  if (!first.ok) return first;
  if (first.value === 'a' || (isOne && first.value === 'y')) return ok(every);
  if (isOne || first.value !== 'c') return ok(new Set());
  const chosen = new Set<DraftField>();
  for (const field of differing) {
    const answer = await ask(`  ${fieldWords[field]}? [y/N] `);
    if (!answer.ok) return answer;
    if (answer.value === 'y') chosen.add(field);
  }
  return ok(chosen.size === differing.length ? every : chosen);
}
