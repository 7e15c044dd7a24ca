import { ship, type Shipped } from '../../../app/ship.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import type { RunCommand } from '../command-spec.ts';
import { textOption } from '../options.ts';
import { count } from '../words.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const shipped = await ship(composeShipping(opened.value.project), {
    age: textOption(options['age']),
    allowPlaceholders: options['allowPlaceholders'] === true,
    rollback: null,
  });
  if (!shipped.ok) return context.output.failure(shipped.failure);
  const pack = shipped.value;
  const style = context.output.style('stdout');
  context.output.result(packJson(pack), [
    ...pack.ages.flatMap((age) => [
      `${age.age} v${age.version}: ${count(age.shipped.length, 'asset')} on ${count(age.pages, 'page')}`,
      ...(age.shipped.length > 0 ? [`  shipped      ${age.shipped.join(' ')}`] : []),
      ...(age.placeholders.length > 0 ? [`  placeholders ${age.placeholders.join(' ')}`] : []),
    ]),
    ...pack.approvedNotPromoted.map(
      (one) => `approved and not promoted: ${one.recipe_id} ${one.bytes.slice(0, 12)}`,
    ),
    ...pack.withoutEntry.map((id) => `promoted, and no age manifest has an entry: ${id}`),
    ...(pack.isReleasable ? [] : [style.yellow('Not releasable: it holds placeholders.')]),
    style.green(
      pack.isNew ? `dist/current is dist/${pack.pack}` : `Nothing changed since dist/${pack.pack}.`,
    ),
  ]);
  return 0;
};

const packJson = (pack: Shipped): Json => ({
  pack: pack.pack,
  folder: `dist/${pack.pack}`,
  new: pack.isNew,
  releasable: pack.isReleasable,
  ages: pack.ages.map(({ isReused, ...age }) => ({ ...age, reused: isReused })) as unknown as Json,
  written: pack.written,
  approved_not_promoted: pack.approvedNotPromoted as unknown as Json,
  without_entry: pack.withoutEntry,
  not_restored: pack.notRestored,
});
