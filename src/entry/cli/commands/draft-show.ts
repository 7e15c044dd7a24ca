import type { Json } from '../../../domain/canonical-json.ts';
import { childrenText } from '../../../domain/recipe/children.ts';
import type { EditorDraft } from '../../../domain/run/editor-draft.ts';
import { usdText } from '../../../domain/spend/usd.ts';
import type { RunCommand } from '../command-spec.ts';
import { widthOf } from '../listing.ts';
import { hangingLines } from '../terminal/hanging-lines.ts';

export const run: RunCommand = async (context) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { editorDraft } = opened.value.project;
  const { output } = context;
  const kept = await editorDraft.read();
  if (!kept.ok) return output.failure(kept.failure);
  if (kept.value === null) {
    output.result({ draft: null }, ['There is no draft.']);
    output.note('Take one from a run: art run recover <run>');
    return 0;
  }
  const { draft } = kept.value;
  const columns = widthOf(output);
  output.result(
    { draft: draft as unknown as Json },
    rowsOf(draft).flatMap(([name, value]) => hangingLines(name.padEnd(10), value, columns)),
  );
  output.note('next: art generate --draft --dry-run');
  return 0;
};

/** Groups that are shown; a run of another shape than a product may have many. */
const mostGroups = 10;

function rowsOf({ recipe, wanted, limits, from_run }: EditorDraft): readonly (readonly [string, string])[] {
  const groups = wanted
    .slice(0, mostGroups)
    .flatMap(({ levers, children, backends }): (readonly [string, string])[] => [
      [
        'levers',
        Object.entries(levers)
          .map(([lever, values]) => `${lever}=${values.join(',')}`)
          .join(' ') || 'none chosen',
      ],
      ['children', childrenText(children) || 'none'],
      ['backends', backends?.join(',') ?? 'all of the recipe'],
    ]);
  return [
    [
      'recipe',
      recipe === null
        ? 'none yet'
        : `${recipe.recipe_id}${recipe.text === null ? '' : ', a text of its own'}`,
    ],
    ...groups,
    ...(wanted.length > mostGroups
      ? [['and', `${wanted.length - mostGroups} more groups; --json has them`] as const]
      : []),
    ['limit', limits.max_micro_usd === null ? 'none' : usdText(limits.max_micro_usd)],
    ['from', from_run ?? 'no run'],
  ];
}
