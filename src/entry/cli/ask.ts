import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { printable } from '../../domain/source/printable.ts';
import type { CommandContext } from './context.ts';
import { usage } from './options.ts';
import { terminalStreams } from './streams.ts';
import { askKey, askLine } from './terminal/question.ts';

/**
 * Whether to go on: answered by `--yes`, else by the person; the answer that nothing else gives is no (`declined`).
 * Without a terminal it is a failure that names the flag. `question` may hold foreign text that was escaped.
 */
export async function askYes(
  context: CommandContext,
  question: string,
  isGiven: boolean,
): Promise<Result<void>> {
  if (isGiven) return ok(undefined);
  if (!context.mayAsk) return fail(failure('needs-terminal', { flags: ['--yes'] }));
  const answer = await askKey(terminalStreams(context, 'stderr'), `${question} [y/N] `);
  if (answer === null) return fail(failure('interrupted', { at: 'question' }));
  return answer.toLowerCase() === 'y' ? ok(undefined) : fail(failure('declined', {}));
}

/** For what is worse to take back: the person types a word, or gives it with `--confirm`. */
export async function askTyped(
  context: CommandContext,
  question: string,
  word: string,
  given: string | null,
): Promise<Result<void>> {
  const flag = `--confirm=${word}`;
  if (given === word) return ok(undefined);
  if (given !== null) return fail(usage(`--confirm names ${given}, and this is about ${word}.`));
  if (!context.mayAsk) return fail(failure('needs-terminal', { flags: [flag] }));
  const answer = await askLine(
    terminalStreams(context, 'stderr'),
    `${question}\nType ${word} to go on, Enter to leave it: `,
  );
  if (answer === null) return fail(failure('interrupted', { at: 'question' }));
  return answer.trim() === word ? ok(undefined) : fail(failure('declined', {}));
}

/** A reason that must be given: by `--reason`, else typed. */
export async function askReason(context: CommandContext, question: string): Promise<Result<string>> {
  if (!context.mayAsk) return fail(failure('needs-terminal', { flags: ['--reason <text>'] }));
  const answer = await askLine(terminalStreams(context, 'stderr'), question);
  if (answer === null) return fail(failure('interrupted', { at: 'question' }));
  return answer.trim() === '' ? fail(failure('declined', {})) : ok(answer.trim());
}

/** A line with a value that Enter takes; the value itself where nobody can be asked. */
export async function askText(
  context: CommandContext,
  question: string,
  usual: string,
): Promise<Result<string>> {
  if (!context.mayAsk) return ok(usual);
  const answer = await askLine(terminalStreams(context, 'stderr'), `${question} [${printable(usual)}]: `);
  if (answer === null) return fail(failure('interrupted', { at: 'new-key' }));
  return ok(answer.trim() === '' ? usual : answer);
}
