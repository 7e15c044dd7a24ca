import { finish, type CommandContext } from '../context.ts';
import type { Given, RunCommand } from '../command-spec.ts';
import { flagOfLever } from '../../../domain/recipe/lever-flag.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { readLeverFlags } from '../lever-flags.ts';
import { readFlag } from '../command-line.ts';
import { listOption, usage } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { continueOptions } from '../specs/recovering.ts';

export const run: RunCommand = async (context, given) => {
  const { output } = context;
  const flags = readLeverFlags(given.operands, listOption(given.options['set']), 'Which run?');
  if (!flags.ok) return output.failure(flags.failure);
  const levers = flags.value.given;
  const isContinue = given.options['continue'] === true;
  const mixed = requireOneManner(
    given.options,
    isContinue,
    levers.map(({ name }) => name),
  );
  if (!mixed.ok) return output.failure(mixed.failure);
  const opened = context.project();
  if (!opened.ok) return output.failure(opened.failure);
  const { project } = opened.value;
  const listed = await project.runs.list();
  const chosen = listed.ok ? chooseRun(flags.value.recipeId, listed.value) : listed;
  if (!chosen.ok) return output.failure(chosen.failure);
  if (isContinue) {
    const { continueRun } = await import('../recovering/continue.ts');
    return tellEnd(context, await continueRun(context, project, chosen.value, levers, given.options));
  }
  const { recoverOnly } = await import('../recovering/recover-only.ts');
  return finish(context, await recoverOnly(context, project, chosen.value, given.options));
};

const tellEnd = (context: CommandContext, end: Result<number>): number =>
  end.ok ? end.value : context.output.failure(end.failure);

/** Recover only and Recover & Continue have hardly an option in common; what is of the other one is no slip to pass over. */
function requireOneManner(
  options: Given['options'],
  isContinue: boolean,
  levers: readonly string[],
): Result<void> {
  const given = (flags: readonly string[]): readonly string[] =>
    flags
      .map((flag) => readFlag([flag, '']))
      .flatMap(({ name, long }) => (options[name] === undefined ? [] : [long]));
  const ofOther = isContinue
    ? given(['--take <fields>', '--recipe-as <id>'])
    : [
        ...levers.map((name) => flagOfLever(name.replace(/^-+/, ''))),
        ...given(continueOptions.map(([flags]) => flags)),
      ];
  if (ofOther.length === 0) return ok(undefined);
  const list = [...new Set(ofOther)].join(', ');
  return fail(
    isContinue
      ? usage(`${list} is about the draft, and --continue makes a run.`, 'Do one after the other.')
      : usage(`${list} is for a new run.`, 'Pass --continue to make one that goes on from this run.'),
  );
}
