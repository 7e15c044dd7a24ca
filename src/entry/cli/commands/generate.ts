import { formatDiagnostic } from '../../../domain/source/format-diagnostic.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish } from '../context.ts';
import { prepare } from '../making/prepare.ts';
import { wholeNumber } from '../options.ts';

export const run: RunCommand = async (context, given) => {
  const { output } = context;
  const { options } = given;
  const timeout = wholeNumber('--timeout', options['timeout'], 1, 86_400);
  if (!timeout.ok) return output.failure(timeout.failure);
  const prepared = await prepare(context, given);
  if (!prepared.ok) return output.failure(prepared.failure);
  const opened = context.project();
  if (!opened.ok) return output.failure(opened.failure);
  const { project } = opened.value;
  for (const warning of prepared.value.loaded.warnings)
    for (const line of formatDiagnostic(warning)) output.note(line);
  if (options['dryRun'] === true) {
    const { showPlan } = await import('../making/plan-view.ts');
    return finish(context, await showPlan(context, project, prepared.value));
  }
  const [{ settle }, { make }] = await Promise.all([
    import('../making/consent.ts'),
    import('../making/make.ts'),
  ]);
  const agreed = await settle(context, project, prepared.value);
  if (!agreed.ok) return output.failure(agreed.failure);
  const wait = options['wait'] === true ? { timeoutSeconds: timeout.value } : null;
  const made = await make(context, prepared.value, wait);
  return made.ok ? made.value : output.failure(made.failure);
};
