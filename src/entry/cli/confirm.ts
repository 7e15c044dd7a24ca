import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CommandContext } from './context.ts';
import { terminalStreams } from './streams.ts';
import { askLines } from './terminal/ask-line.ts';

/**
 * Asks yes or no; Enter is no. Without a terminal the answer must come by a flag, and its lack is `needs-terminal`.
 * A person who leaves has said no.
 */
export async function confirm(
  context: CommandContext,
  question: string,
  flags: readonly string[] = ['--yes'],
): Promise<Result<boolean>> {
  if (!context.mayAsk) return fail(failure('needs-terminal', { flags }));
  const answer = await askLines(terminalStreams(context, 'stderr'), ({ ask }) =>
    ask({
      question: `${question} (y/n)`,
      presumed: 'n',
      fault: (typed) => (/^(y|yes|n|no)$/i.test(typed) ? null : 'Type y or n.'),
    }),
  );
  return ok(answer !== null && /^y/i.test(answer));
}
