import { nameApproved, type ApprovedName } from '../../../app/next-promotion.ts';
import { ship, type Shipped } from '../../../app/ship.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { failure, type Failure } from '../../../domain/failure.ts';
import { count } from '../../../domain/source/counted.ts';
import type { ShipWorld } from '../../../ports/shipping.ts';
import type { Project } from '../../../compose.ts';
import type { RunCommand } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { textOption, wholeNumber } from '../options.ts';
import { promoteCommand } from '../promote-command.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const rollback = wholeNumber('--rollback', options['rollback'], 1, 999_999_999);
  if (!rollback.ok) return context.output.failure(rollback.failure);
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const world = composeShipping(project);
  const isDryRun = options['dryRun'] === true;
  const shipped = await ship(world, {
    age: textOption(options['age']),
    allowPlaceholders: options['allowPlaceholders'] === true,
    rollback: rollback.value,
    dryRun: isDryRun,
  });
  if (!shipped.ok) return context.output.failure(await withCommands(shipped.failure, world, project));
  const pack = shipped.value;
  const waiting = await nameApproved(world, project.runs, pack.approvedNotPromoted);
  const style = context.output.style('stdout');
  context.output.result(packJson(pack, isDryRun), [
    ...pack.ages.flatMap((age) => [
      `${age.age} v${age.version}: ${count(age.shipped.length, 'asset')} on ${count(age.pages, 'page')}`,
      ...(age.shipped.length > 0 ? [`  shipped      ${age.shipped.join(' ')}`] : []),
      ...(age.placeholders.length > 0 ? [`  placeholders ${age.placeholders.join(' ')}`] : []),
    ]),
    ...(waiting.ok ? notPromotedLines(waiting.value) : []),
    ...pack.withoutEntry.map((id) => `promoted, and no age manifest has an entry: ${id}`),
    ...pack.notRestored.map((id) => `not restored, since its approval was taken back: ${id}`),
    ...(pack.isReleasable ? [] : [style.yellow('Not releasable: it holds placeholders.')]),
    isDryRun ? dryRunLine(pack) : style.green(doneLine(pack)),
  ]);
  if (!isDryRun && pack.isNew) tellBack(context, pack, rollback.value);
  return 0;
};

const packJson = (pack: Shipped, isDryRun: boolean): Json => ({
  pack: pack.pack,
  folder: `dist/${pack.pack}`,
  new: pack.isNew,
  releasable: pack.isReleasable,
  ages: pack.ages.map(({ isReused, ...age }) => ({ ...age, reused: isReused })) as unknown as Json,
  written: pack.written,
  approved_not_promoted: pack.approvedNotPromoted as unknown as Json,
  without_entry: pack.withoutEntry,
  not_restored: pack.notRestored,
  dry_run: isDryRun,
});

const doneLine = (pack: Shipped): string =>
  pack.isNew ? `dist/current is dist/${pack.pack}` : `Nothing changed since dist/${pack.pack}.`;

const dryRunLine = (pack: Shipped): string =>
  pack.isNew
    ? `would be dist/${pack.pack}; nothing was written: this was a dry run.`
    : `Nothing changed since dist/${pack.pack}: no pack would be made.`;

/** A pack is never lost: the one before can be shipped again. */
function tellBack(context: CommandContext, pack: Shipped, rollback: number | null): void {
  if (rollback !== null) context.output.note('to ship what is promoted again: art ship');
  else if (pack.pack > 1)
    context.output.note(`to ship dist/${pack.pack - 1} again: art ship --rollback ${pack.pack - 1}`);
}

/** At most so many by name; the rest as a number. */
const mostNamed = 5;

function notPromotedLines(waiting: readonly ApprovedName[]): readonly string[] {
  const named = waiting
    .slice(0, mostNamed)
    .map((one) => `approved and not promoted: ${one.candidate.bytes.slice(0, 12)}  (${commandFor(one)})`);
  const rest = waiting.length - named.length;
  return rest > 0 ? [...named, `  and ${rest} more`] : named;
}

/** The command that promotes it: by its job where that is known here, else by its digest. */
const commandFor = ({ candidate, job, assetId }: ApprovedName): string =>
  promoteCommand(job ?? candidate.bytes.slice(0, 12), assetId);

/** With work that is approved and nothing promoted, the failure names the commands that go on from there. */
async function withCommands(met: Failure, world: ShipWorld, project: Project): Promise<Failure> {
  if (met.kind !== 'nothing-to-ship' || met.approved === 0) return met;
  const approved = await world.approvals.approved();
  if (!approved.ok) return met;
  const named = await nameApproved(world, project.runs, approved.value.slice(0, mostNamed));
  return named.ok ? failure('nothing-to-ship', { ...met, promote: named.value.map(commandFor) }) : met;
}
