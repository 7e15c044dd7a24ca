import { realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { verifyProject } from '../../../app/verify.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { failure } from '../../../domain/failure.ts';
import type { KeyId } from '../../../domain/gate/key.ts';
import { isDigest, type RunId } from '../../../domain/ids.ts';
import { parseRunReference } from '../../../domain/job/job-id.ts';
import { isProjectPath } from '../../../domain/project-path.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { textOption, usage } from '../options.ts';
import { chooseRun } from '../resolve.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const { output } = context;
  const root = textOption(options['root']);
  if (root !== null && !isDigest(root)) {
    const what = '--root takes a whole key id of 64 hex digits.';
    return output.failure(usage(what, 'Run `art reviewer list` to see the ids.'));
  }
  const quick = options['quick'] === true;
  if (options['all'] === true && operands.length > 0)
    return output.failure(usage('--all and names exclude each other.', 'Leave one of them out.'));
  const opened = context.project();
  if (!opened.ok) return output.failure(opened.failure);
  const { project } = opened.value;
  const folders = await project.runs.list();
  if (!folders.ok) return output.failure(folders.failure);
  const meant = namesMeant(operands, folders.value, project.files.root);
  if (!meant.ok) return output.failure(meant.failure);

  const { gone, ...request } = meant.value;
  const decisions = { ...project.decisions, pinnedRoot: root as KeyId | null };
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const verified = await verifyProject(composeShipping({ ...project, decisions }), decisions, {
    quick,
    ...request,
  });
  if (!verified.ok) return output.failure(verified.failure);

  const { findings, checked, absent } = verified.value;
  const unknown = gone.find(
    (path) => !findings.some((one) => one.path === path || one.path.startsWith(`${path}/`)),
  );
  if (unknown !== undefined) return output.failure(failure('nothing-to-verify', { path: unknown }));
  const style = output.style('stdout');
  const looked = `${count(checked, 'record')} and files`;
  // What was not named is read, and not told of.
  const sound =
    request.paths.length === 0
      ? `${looked} checked, all as recorded.`
      : `As recorded: ${operands.map(printable).join(', ')}. ${looked} were read.`;
  output.result(
    { findings: findings as unknown as Json, checked, absent, quick },
    output.flags.plain
      ? [
          ...findings.map(({ kind, path, detail }) => [kind, path, detail].map(printable).join('\t')),
          `CHECKED\t${checked}\t${absent}`,
        ]
      : [
          ...findings.map(({ kind, path, detail }) =>
            style.red(printable(`${kind} ${path}${detail === '' ? '' : ` (${detail})`}`)),
          ),
          ...(absent > 0
            ? [
                `Not here, and no fault: ${count(absent, 'file or folder', 'files or folders')} that git does not carry.`,
              ]
            : []),
          findings.length === 0
            ? style.green(sound)
            : style.red(`${count(findings.length, 'finding')} in ${looked}.`),
        ],
  );
  if (quick)
    output.note(
      'Names, sizes and records were compared: bytes that changed in a file of the same size were not seen.',
    );
  return findings.length === 0 ? 0 : 10;
};

/** Runs by their id or number, and files and folders of the project as the shell completes them. */
function namesMeant(
  operands: readonly string[],
  known: readonly RunId[],
  root: string,
): Result<{
  readonly runs: readonly RunId[];
  readonly paths: readonly string[];
  /** Those of the paths at which nothing is. */
  readonly gone: readonly string[];
}> {
  const runs: RunId[] = [];
  const gone: string[] = [];
  const paths: string[] = [];
  for (const operand of operands) {
    const absolute = resolve(operand);
    const path = relative(root, absolute).split(sep).join('/');
    const isThere = statSync(absolute, { throwIfNoEntry: false }) !== undefined;
    // `42` is a run, unless a file is called so.
    if (parseRunReference(operand) !== null && !isThere) {
      const chosen = chooseRun(operand, known);
      if (!chosen.ok) return chosen;
      runs.push(chosen.value);
    } else if (path === '') return ok({ runs: [], paths: [], gone: [] });
    // What is gone may be named as well: that it is missing is what verification tells.
    else if (isProjectPath(path)) {
      paths.push(path);
      if (!isThere) gone.push(path);
      // A link, such as dist/current, is meant with what it leads to.
      else paths.push(relative(realpathSync(root), realpathSync(absolute)).split(sep).join('/'));
    } else return fail(failure('path-outside-project', { path: operand }));
  }
  return ok({ runs, paths, gone });
}
