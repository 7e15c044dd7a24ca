import { few } from '../source/counted.ts';
import { define } from './define.ts';

const nearHint = (near: readonly string[]): string => (near.length === 0 ? '' : ` Near it: ${few(near)}.`);

const nothingPromoted = (): string => 'Nothing was promoted; what was promoted before stands.';
const nothingSigned = (): string => 'Nothing was signed or changed.';
const nothingShipped = (): string => 'Nothing was shipped; dist/current and the age manifests are as before.';

/** What was typed, and the picture behind it where that says more. */
const named = ({ wanted, digest }: { wanted: string; digest: string }): string =>
  digest.startsWith(wanted) ? wanted : `${wanted} (${digest.slice(0, 12)})`;

export const shippingFailures = {
  'candidate-not-found': define<{ wanted: string; near: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) => `There is no candidate ${f.wanted}.${nearHint(f.near)}`,
    kept: nothingPromoted,
    next: () => 'See what there is with `art list-candidates <recipe>`.',
  }),
  'candidate-not-approved': define<{ path: string; verdict: 'undecided' | 'rejected' | 'withdrawn' }>({
    exit: 4,
    http: 403,
    message: (f) =>
      f.verdict === 'undecided'
        ? `${f.path} has no signed approval for exactly these bytes, sprites and recipe.`
        : `${f.path} was ${f.verdict} by a reviewer.`,
    kept: nothingPromoted,
    next: (f) =>
      f.verdict === 'withdrawn'
        ? `To approve it again: art withdraw --undo ${f.path}`
        : f.verdict === 'rejected'
          ? 'To be asked about it again: `art retry` its job, then `art review`.'
          : 'Decide with `art review`, then promote again.',
  }),
  'ambiguous-frame': define<{ wanted: string; frames: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.wanted} may mean ${few(f.frames)}.`,
    kept: nothingPromoted,
    next: () => 'Name one with --backend and --frame, or give more digits of its digest.',
  }),
  'approval-not-found': define<{
    wanted: string;
    change: 'withdraw' | 'restore';
    near: readonly string[];
  }>({
    exit: 3,
    http: 404,
    message: (f) =>
      `There is no ${f.change === 'withdraw' ? 'approved' : 'withdrawn'} picture that ${f.wanted} names.${nearHint(f.near)}`,
    kept: nothingSigned,
    next: () =>
      'Name an asset, a job such as 42/1, or 8 digits of a digest: `art list-candidates <recipe>` shows them.',
  }),
  'approval-ambiguous': define<{ wanted: string; choices: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.wanted} may mean ${few(f.choices, 8)}.`,
    kept: nothingSigned,
    next: () => 'Name one by the digits of its digest.',
  }),
  'approval-withdrawn': define<{ wanted: string; digest: string; by: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${named(f)} was withdrawn already, by ${f.by}.`,
    kept: nothingSigned,
    next: (f) => `To approve it again: art withdraw --undo ${f.digest.slice(0, 12)}`,
  }),
  'approval-stands': define<{ wanted: string; digest: string; by: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${named(f)} is approved, by ${f.by}: nothing is withdrawn.`,
    kept: nothingSigned,
    next: (f) => `To withdraw it: art withdraw ${f.digest.slice(0, 12)} --reason <text>`,
  }),
  'asset-unknown': define<{ assetId: string; near: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) => `No age manifest has an entry ${f.assetId}.${nearHint(f.near)}`,
    kept: nothingPromoted,
    next: () =>
      'Add the entry to content/ages/<age>/v<N>/manifest.json, or set "append": true in its policy.',
  }),
  'asset-not-named': define<{ path: string; fitting: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) =>
      f.fitting.length === 0
        ? `No entry of an age manifest asks for the recipe and levers of ${f.path}.`
        : `${f.path} fits several entries: ${few(f.fitting)}.`,
    kept: nothingPromoted,
    next: (f) =>
      f.fitting.length === 0
        ? 'Say which asset it fills with --as <asset_id>: an entry that is there, or a new one where the policy of the age manifest has "append": true.'
        : 'Say which asset it fills with --as <asset_id>.',
  }),
  'asset-kind-differs': define<{ assetId: string; entryKind: string; kinds: readonly string[] }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.assetId} is a ${f.entryKind}, and this recipe may only fill ${few(f.kinds)}.`,
    kept: nothingPromoted,
    next: () =>
      'Choose another asset with --as, or add the kind to valid_output_kinds of a new recipe version.',
  }),
  'promotion-moved': define<{ assetId: string }>({
    exit: 5,
    http: 409,
    message: (f) => `Somebody promoted another frame for ${f.assetId} in the meantime.`,
    kept: nothingPromoted,
    next: () => 'Run the command again: it shows what stands now.',
  }),
  'asset-not-promoted': define<{ assetId: string; near: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) => `Nothing is promoted for ${f.assetId}.${nearHint(f.near)}`,
    kept: nothingPromoted,
    next: (f) => `Choose a first frame for it with \`art promote <job> --as ${f.assetId}\`.`,
  }),
  'promote-running': define<object>({
    exit: 5,
    http: 409,
    message: () => 'Another promotion is running in this project.',
    kept: nothingPromoted,
    next: () => 'Wait until it is done and run the command again.',
  }),
  'ambiguous-promotion': define<{ assetId: string; promotions: readonly string[] }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `${f.assetId} has ${f.promotions.length} promotions that know nothing of each other: ${few(f.promotions)}.`,
    kept: nothingShipped,
    next: (f) => `Choose one: \`art promote ${f.assetId} --use <frame>\`; it takes the place of all of them.`,
  }),
  'promotion-invalid': define<{ path: string; faults: readonly string[] }>({
    exit: 10,
    http: 500,
    message: (f) => `${f.path} is not a promotion record that can be used: ${few(f.faults)}.`,
    kept: nothingShipped,
    next: (f) => `Restore it with \`git checkout -- ${f.path}\`, then run \`art verify\`.`,
  }),
  'age-manifest-invalid': define<{ path: string; faults: readonly string[] }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.path} cannot be used: ${few(f.faults)}.`,
    kept: () => 'Nothing was written.',
    next: (f) => `Mend ${f.path} and run the command again.`,
  }),
  'side-record-differs': define<{ path: string; fields: readonly string[] }>({
    exit: 10,
    http: 409,
    message: (f) => `${f.path} does not tell the truth about its picture: ${few(f.fields)}.`,
    kept: () => 'Nothing was promoted or shipped; the file was left as it is.',
    next: () => 'Run `art verify`, and restore the file or generate the candidate again.',
  }),
  'frozen-missing': define<{ path: string; assetId: string }>({
    exit: 10,
    http: 500,
    message: (f) => `${f.path}, which fills ${f.assetId}, is not there.`,
    kept: nothingShipped,
    next: (f) => `Restore it with \`git checkout -- ${f.path}\`, or promote another frame.`,
  }),
  'frozen-differs': define<{ path: string; assetId: string; fields: readonly string[] }>({
    exit: 10,
    http: 500,
    message: (f) => `${f.path} is frozen and changed all the same (${few(f.fields)}); it fills ${f.assetId}.`,
    kept: nothingShipped,
    next: (f) => `Restore it with \`git checkout -- ${f.path}\`, then run \`art verify\`.`,
  }),
  'age-not-found': define<{ age: string; ages: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) =>
      f.ages.length === 0
        ? 'There is no age manifest in content/ages.'
        : `There is no age ${f.age}. There are: ${few(f.ages)}.`,
    kept: nothingShipped,
    next: () => 'An age is a file content/ages/<age>/v<N>/manifest.json.',
  }),
  'asset-names-clash': define<{ age: string; frames: readonly string[] }>({
    exit: 6,
    http: 422,
    message: (f) => `Two assets of ${f.age} would give engines the same names: ${few(f.frames)}.`,
    kept: nothingShipped,
    next: () =>
      "Rename one of the assets in the age manifest: an asset id must not begin another one's sprites.",
  }),
  'atlas-too-small': define<{ age: string; sprites: readonly string[]; maxSidePx: number }>({
    exit: 6,
    http: 422,
    message: (f) => `A page of ${f.maxSidePx} px is too small for ${few(f.sprites)} of ${f.age}.`,
    kept: nothingShipped,
    next: () => 'Allow larger pages, or split the art into smaller assets.',
  }),
  'atlas-region-differs': define<{ age: string; faults: readonly string[] }>({
    exit: 10,
    http: 500,
    message: (f) => `The atlas of ${f.age} does not show what was signed: ${few(f.faults)}.`,
    kept: nothingShipped,
    next: () => 'This is a fault of Artkiln or of the disk: run `art ship` again, and report it if it stays.',
  }),
  'ship-running': define<object>({
    exit: 5,
    http: 409,
    message: () => 'Another `art ship` is running in this project.',
    kept: nothingShipped,
    next: () => 'Wait until it is done and run the command again.',
  }),
  'nothing-to-ship': define<{ approved: number; promote: readonly string[] }>({
    exit: 9,
    http: 409,
    message: (f) =>
      f.approved === 0
        ? 'No asset is promoted yet.'
        : `No asset is promoted yet; ${f.approved} approved candidate${f.approved === 1 ? ' waits' : 's wait'}.`,
    kept: nothingShipped,
    next: (f) =>
      f.approved === 0
        ? 'Decide with `art review`, then `art promote`.'
        : `Choose with ${few(
            (f.promote.length === 0 ? ['art promote <job>'] : f.promote).map((line) => `\`${line}\``),
            3,
          )}, then \`art ship\`.`,
  }),
  'pack-not-found': define<{ wanted: string; packs: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) =>
      `There is no pack dist/${f.wanted}.${f.packs.length === 0 ? '' : ` There are: ${few(f.packs)}.`}`,
    kept: nothingShipped,
    next: () => 'Packs are the numbered folders in dist/.',
  }),
  'pack-differs': define<{ path: string; files: readonly string[] }>({
    exit: 10,
    http: 500,
    message: (f) => `${f.path} changed since it was sealed: ${few(f.files)}.`,
    kept: nothingShipped,
    next: (f) => `Delete ${f.path} and run \`art ship\`: packs are made again from the frozen files.`,
  }),
};
