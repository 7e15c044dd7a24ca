import { verifyRuns } from '../../../app/verify-runs.ts';
import { verifyShipping } from '../../../app/verify-shipping.ts';
import { readDecisions } from '../../../app/read-decisions.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { hidesDecision } from '../../../domain/gate/faults.ts';
import { isDigest } from '../../../domain/ids.ts';
import type { KeyId } from '../../../domain/gate/key.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { textOption, usage } from '../options.ts';

export const run: RunCommand = async (context, { options }) => {
  const root = textOption(options['root']);
  if (root !== null && !isDigest(root)) {
    const what = '--root takes a whole key id of 64 hex digits.';
    return context.output.failure(usage(what, 'Run `art reviewer list` to see the ids.'));
  }
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const decisions = { ...project.decisions, pinnedRoot: root as KeyId | null };
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const book = await readDecisions(decisions);
  if (!book.ok) return context.output.failure(book.failure);
  const world = composeShipping({ ...project, decisions }, { despiteFaults: true });
  const verified = await verifyShipping(world, { quick: false });
  if (!verified.ok) return context.output.failure(verified.failure);

  const runs = await verifyRuns({ ...world, runs: project.runs });
  if (!runs.ok) return context.output.failure(runs.failure);

  const gates = book.value.faults.map((fault) => ({
    path: fault.file,
    kind: hidesDecision(fault.code) ? ('MODIFIED' as const) : ('UNSIGNED' as const),
    detail: `${fault.code}${fault.at === null ? '' : ` at ${fault.at}`}`,
  }));
  const findings = [...gates, ...verified.value.findings, ...runs.value.findings];
  const checked =
    verified.value.checked + runs.value.checked + book.value.trusted.length + book.value.faults.length;
  const absent = verified.value.absent + runs.value.absent;
  const style = context.output.style('stdout');
  context.output.result({ findings: findings as unknown as Json, checked, absent }, [
    ...findings.map(({ kind, path, detail }) => style.red(printable(`${kind} ${path} (${detail})`))),
    ...(absent > 0 ? [`${count(absent, 'file')} absent: git does not carry them.`] : []),
    findings.length === 0
      ? style.green(`${count(checked, 'record')} and files checked, all as recorded.`)
      : style.red(`${count(findings.length, 'finding')} in ${count(checked, 'record')} and files.`),
  ]);
  return findings.length === 0 ? 0 : 10;
};
