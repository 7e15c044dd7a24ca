import {
  collectGarbage,
  planGarbage,
  whyHeld,
  type Collected,
  type GarbageDeps,
  type GarbagePlan,
  type GarbageRules,
} from '../../../app/collect-garbage.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Holder, HolderKind } from '../../../domain/run/holder.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Given, RunCommand } from '../command-spec.ts';
import { finish, type CommandContext } from '../context.ts';
import { textOption, usage } from '../options.ts';
import { byteText } from '../words.ts';

const dayMs = 86_400_000;
const unitMs = { m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs } as const;
const usualGraceMs = dayMs;
/** Less would take what a command of this minute has written and not spoken of yet. */
const leastGraceMs = 600_000;

export const run: RunCommand = async (context, given) => finish(context, await act(context, given));

async function act(context: CommandContext, { options }: Given): Promise<Result<void>> {
  const graceMs = graceOf(textOption(options['olderThan']));
  if (!graceMs.ok) return graceMs;
  const why = textOption(options['why']);
  if (why !== null && !/^[0-9a-f]{8,64}$/.test(why))
    return fail(usage('--why takes a digest: 8 to 64 hex digits.'));
  if (why !== null && options['delete'] === true)
    return fail(usage('--why and --delete exclude each other.', 'Leave one of them out.'));
  const opened = context.project();
  if (!opened.ok) return opened;
  const { config, project } = opened.value;
  const { composeSweep } = await import('../../../compose-moving.ts');
  const deps = composeSweep(project);
  const days = config.storeRetentionDays;
  const rules = { graceMs: graceMs.value, retentionMs: days === null ? null : days * dayMs };
  if (why !== null) return tellWhy(context, deps, rules, why);
  const planned = await planGarbage(deps, rules);
  if (!planned.ok) return planned;
  const plan = planned.value;
  if (options['delete'] !== true) {
    context.output.result(json(plan, null), [
      ...describe(context, plan, days),
      plan.size === 0
        ? 'There is nothing to delete.'
        : `${byteText(plan.size)} can be deleted. Nothing was: this was a dry run.`,
    ]);
    if (plan.size > 0) context.output.note('next: art gc --delete');
    return ok(undefined);
  }
  const collected = await collectGarbage(deps, rules, plan);
  if (!collected.ok) return collected;
  const { size, aside, broughtBack } = collected.value;
  context.output.result(json(plan, collected.value), [
    ...describe(context, plan, days),
    `${byteText(size)} freed: ${countsOf(collected.value)}.`,
  ]);
  if (aside.blobs > 0)
    context.output.note(
      `${count(aside.blobs, 'blob')} (${byteText(aside.size)}) set aside: a job in work may still want them. The next art gc --delete frees them.`,
    );
  if (broughtBack > 0)
    context.output.note(`${count(broughtBack, 'blob')} wanted after all, and back in the store.`);
  if (size > 0)
    context.output.note(
      'What was deleted is made again when it is wanted; frozen and approved art was not touched.',
    );
  return ok(undefined);
}

function graceOf(typed: string | null): Result<number> {
  if (typed === null) return ok(usualGraceMs);
  const [, number = '', unit = ''] = /^([0-9]{1,5})([mhdw])$/.exec(typed) ?? [];
  const ms = Number(number) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN);
  if (ms >= leastGraceMs) return ok(ms);
  return fail(usage('--older-than takes an age from 10m, such as 30m, 24h, 3d or 1w.'));
}

const groupWords: Readonly<Record<HolderKind, string>> = {
  promoted: 'promoted art',
  approved: 'approved pictures',
  shipped: 'ages and packs',
  'recipe-lock': 'locked recipes',
  'open-run': 'runs that are not sealed',
  parent: 'parents of such runs',
  pinned: 'pinned results',
  paid: 'results that were paid for',
  'sealed-run': 'sealed runs',
  'imported-run': 'imported runs',
  young: 'too young to say',
};

const mostLeftoversNamed = 5;

function describe({ output }: CommandContext, plan: GarbagePlan, days: number | null): readonly string[] {
  const until = days === null ? '' : `, for ${count(days, 'day')}`;
  const wordsOf = (kind: HolderKind | null): string => {
    if (kind === null) return 'nothing';
    return `${groupWords[kind]}${kind === 'sealed-run' || kind === 'imported-run' ? until : ''}`;
  };
  const rows = plan.groups.map(({ heldBy, blobs, size }) => [wordsOf(heldBy), String(blobs), byteText(size)]);
  const others: readonly (readonly [string, number, number])[] = [
    ['nothing: results without bytes', plan.actions.length, total(plan.actions)],
    ['nothing: set aside before', plan.aside.blobs, plan.aside.size],
    ['nothing: left half written', plan.leftovers.length, total(plan.leftovers)],
  ];
  const all = [
    ...rows,
    ...others.flatMap(([words, n, size]) => (n === 0 ? [] : [[words, String(n), byteText(size)]])),
  ];
  if (all.length === 0) return [];
  const named = plan.leftovers.slice(0, mostLeftoversNamed).map(({ path }) => `  ${printable(path)}`);
  const more = plan.leftovers.length - named.length;
  return [
    ...output.table(
      [{ title: 'held by' }, { title: 'files', align: 'right' }, { title: 'size', align: 'right' }],
      all,
    ),
    ...(output.flags.plain ? [] : [...named, ...(more > 0 ? [`  and ${more} more`] : [])]),
  ];
}

const total = (things: readonly { readonly size: number }[]): number =>
  things.reduce((sum, { size }) => sum + size, 0);

const countsOf = ({ blobs, actions, leftovers }: Collected): string =>
  [count(blobs, 'blob'), count(actions, 'result'), count(leftovers, 'leftover')].join(', ');

async function tellWhy(
  { output }: CommandContext,
  deps: GarbageDeps,
  rules: GarbageRules,
  prefix: string,
): Promise<Result<void>> {
  const held = await whyHeld(deps, rules, prefix);
  if (!held.ok) return held;
  if (held.value.length === 0) return fail(failure('blob-unknown', { digest: prefix }));
  output.result(
    {
      blobs: held.value.map(({ blob, holders }) => ({
        digest: blob.digest,
        bytes: blob.size,
        held_by: holders.map(({ kind, by }) => ({ kind, by })),
      })),
    },
    held.value.flatMap(({ blob, holders }) => [
      `${blob.digest}  ${byteText(blob.size)}`,
      ...(holders.length === 0
        ? ['  nothing holds it: the next art gc --delete frees it']
        : [...new Set(holders.map(holderText))].map((line) => `  ${line}`)),
    ]),
  );
  return ok(undefined);
}

const holderText = ({ kind, by }: Holder): string =>
  kind === 'young' ? groupWords[kind] : `${groupWords[kind]}: ${printable(by)}`;

const json = (plan: GarbagePlan, collected: Collected | null): Json => ({
  deleted: collected !== null,
  groups: plan.groups.map(({ heldBy, blobs, size }) => ({ held_by: heldBy, blobs, bytes: size })),
  free: {
    blobs: plan.blobs.length,
    results: plan.actions.length,
    leftovers: plan.leftovers.map(({ path, size }) => ({ path, bytes: size })),
    aside: plan.aside.blobs,
    bytes: plan.size,
  },
  freed:
    collected === null
      ? null
      : {
          blobs: collected.blobs,
          results: collected.actions,
          leftovers: collected.leftovers,
          bytes: collected.size,
          aside: collected.aside.blobs,
          brought_back: collected.broughtBack,
        },
});
