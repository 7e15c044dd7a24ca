import type { Json } from '../../../domain/canonical-json.ts';
import { composeProject } from '../../../compose.ts';
import { ok } from '../../../domain/result.ts';
import { findProject, readConfig } from '../../config.ts';
import type { RunCommand } from '../command-spec.ts';
import { flagSettings, type CommandContext } from '../context.ts';
import { checks } from '../doctor/checks.ts';
import { examine } from '../doctor/examine.ts';
import type { Subject } from '../doctor/finding.ts';
import { listOption } from '../options.ts';
import { findingLines, findingRows } from '../doctor/tell-findings.ts';

/** Something was found that is an error, whatever it is. */
const foundErrors = 6;

export const run: RunCommand = async (context, { options }) => {
  const { output } = context;
  const only = listOption(options['only']);
  // A folder that was named and holds no project is a slip of the hand, not an illness.
  const named =
    context.flags.project === undefined ? null : findProject(context.flags.project, process.cwd());
  if (named !== null && !named.ok) return output.failure(named.failure);

  const chosen = checks.filter(({ name }) => only.length === 0 || only.includes(name));
  const { findings, skipped, isStuck } = await examine(chosen, subjectOf(context));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warn').length;
  const lines = output.flags.plain
    ? output.table([], findingRows(findings))
    : findingLines(findings, skipped, {
        columns: output.facts('stdout').columns,
        style: output.style('stdout'),
        isWhole: output.flags.verbose || only.length > 0,
      });
  output.result({ findings: findings as unknown as Json, skipped, errors, warnings }, lines);
  const code = errors === 0 ? 0 : foundErrors;
  // A read that never returns keeps even exit() waiting, for its thread. What there was to say is said.
  if (isStuck) process.stdout.write('', () => process.kill(process.pid, 'SIGTERM'));
  return code;
};

/** The project as far as it can be opened. */
function subjectOf({ flags, surroundings, output }: CommandContext): Subject {
  const facts: Subject['facts'] = (stream) => output.facts(stream);
  const found = findProject(flags.project ?? null, process.cwd());
  if (!found.ok) return { surroundings, facts, root: null, config: found, project: null };
  const root = found.value;
  const config = readConfig(root, surroundings, flagSettings(flags));
  if (!config.ok) return { surroundings, facts, root, config, project: null };
  return { surroundings, facts, root, config: ok(config.value), project: composeProject(config.value) };
}
