import { readReviewers } from '../../../app/read-decisions.ts';
import { mayDecide } from '../../../domain/gate/reviewer-ring.ts';
import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { config, project } = opened.value;
  const ring = await readReviewers(project.decisions);
  if (!ring.ok) return context.output.failure(ring.failure);
  const { composeKeys } = await import('../../../compose-keys.ts');
  const mine = await composeKeys(config.userFolder, config.root).list();
  if (!mine.ok) return context.output.failure(mine.failure);
  const myIds = new Set<string>(mine.value.keys.map((key) => key.keyId));
  const reviewers = [...ring.value.values()].map((reviewer, place) => ({
    key_id: reviewer.keyId,
    name: reviewer.name,
    public_key: reviewer.publicKey,
    root: place === 0,
    may_decide: mayDecide(reviewer),
    mine: myIds.has(reviewer.keyId),
  }));
  const rows = reviewers.map((one) => [
    one.name,
    one.key_id.slice(0, 16),
    [one.root ? 'root of the chain' : '', one.may_decide ? '' : 'revoked', one.mine ? 'you' : '']
      .filter((word) => word !== '')
      .join(', '),
  ]);
  const columns = [{ title: 'name' }, { title: 'key' }, { title: '' }];
  const none = [
    'No reviewers yet. The first decision on a terminal makes your key, or run `art reviewer add`.',
  ];
  context.output.result({ reviewers }, rows.length === 0 ? none : context.output.table(columns, rows));
  return 0;
};
