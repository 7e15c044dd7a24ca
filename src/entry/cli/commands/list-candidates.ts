import { listCandidates } from '../../../app/list-candidates.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import type { RunCommand } from '../command-spec.ts';
import { bindingText } from '../words.ts';

export const run: RunCommand = async (context, { operands }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const found = await listCandidates(
    composeShipping(opened.value.project, { despiteFaults: true }),
    operands[0] ?? '',
  );
  if (!found.ok) return context.output.failure(found.failure);
  const columns = [
    { title: 'hash16' },
    { title: 'frame' },
    { title: 'backend' },
    { title: 'levers', isCuttable: true },
    { title: 'verdict' },
    { title: 'promoted as' },
    { title: 'digest' },
  ];
  const rows = found.value.map((one) => [
    one.hash16,
    one.frame,
    one.backend,
    bindingText(one.binding),
    one.verdict,
    one.promoted_as.join(' '),
    one.bytes.slice(0, 12),
  ]);
  const none = `No candidates yet. Make some: art generate ${operands[0] ?? '<recipe>'}`;
  context.output.result(
    { candidates: found.value as unknown as Json },
    rows.length === 0 ? [none] : context.output.table(columns, rows),
  );
  return 0;
};
