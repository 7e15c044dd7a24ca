import { promotedAssets } from '../../../app/promotion-index.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { frameName } from '../../../domain/candidate/paths.ts';
import { isRecipeId } from '../../../domain/ids.ts';
import { formatJobId, parseJobReference } from '../../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { shellWord } from '../../../domain/source/shell-word.ts';
import type { CandidateFilter, CandidateSummary } from '../../../ports/listings.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type OnlineProject } from '../context.ts';
import { checkNames, leversOption, typedOptions } from '../job-filter.ts';
import { leverColumns } from '../lever-columns.ts';
import { alike, arranged, listingLines, type Listing, type ListingColumn } from '../listing.ts';
import { textOption, usage, wholeNumber, wordOption } from '../options.ts';
import { chooseJob } from '../resolve.ts';

const verdicts = {
  approved: 'approve',
  rejected: 'reject',
  withdrawn: 'withdraw',
  undecided: 'undecided',
} as const;
type VerdictWord = keyof typeof verdicts;
const verdictWords = Object.keys(verdicts) as VerdictWord[];

const usualLimit = 100;

interface Listed {
  readonly candidate: CandidateSummary;
  readonly verdict: VerdictWord;
  readonly promotedAs: readonly string[];
}

export const run: RunCommand = async (context, { operands, options }) => {
  const [recipeId = ''] = operands;
  const limit = wholeNumber('--limit', options['limit'], 1, 10_000);
  if (!limit.ok) return context.output.failure(limit.failure);
  const levers = leversOption(options['lever']);
  if (!levers.ok) return context.output.failure(levers.failure);
  const verdict = wordOption('--verdict', options['verdict'], verdictWords);
  if (!verdict.ok) return context.output.failure(verdict.failure);
  const most = limit.value ?? usualLimit;
  return finish(
    context,
    await withDatabase(context, async (online) => {
      const { project, listings } = online;
      const after = await placeOf(online, textOption(options['after']));
      if (!after.ok) return after;
      const filter: Omit<CandidateFilter, 'limit'> = {
        recipeId,
        ...(levers.value === null ? {} : { levers: levers.value }),
        ...(verdict.value === null ? {} : { verdict: verdicts[verdict.value] }),
        ...(after.value === null ? {} : { after: after.value }),
      };
      const found = await listings.candidates({ ...filter, limit: most + 1 });
      if (!found.ok) return found;
      const page = found.value.slice(0, most);
      if (page.length === 0) {
        const checked = await checkNames(online, filter);
        if (!checked.ok) return checked;
      }
      const assets = await promotedAssets(project.files);
      if (!assets.ok) return assets;
      const listed = page.map((candidate): Listed => ({
        candidate,
        verdict: verdictOf(candidate),
        promotedAs: assets.value.get(candidate.digest) ?? [],
      }));
      const last = found.value.length > most ? page.at(-1) : undefined;
      const next = last === undefined ? null : placeText(last);
      context.output.result(
        { candidates: listed.map(candidateJson), next },
        listed.length === 0
          ? []
          : listingLines(context.output, candidateListing(listed, context.output.flags.plain)),
      );
      if (listed.length === 0) {
        const isFiltered = Object.keys(filter).length > 1;
        context.output.note(isFiltered ? 'No such candidates.' : await whyNone(online, recipeId));
      }
      if (next !== null) {
        const flags = { verdict: '--verdict', lever: '--lever', limit: '--limit' };
        const typed = [shellWord(recipeId), typedOptions(options, flags)]
          .filter((one) => one !== '')
          .join(' ');
        context.output.note(`${count(page.length, 'candidate')} shown, and there are more`);
        context.output.note(`next page: art list-candidates ${typed} --after ${next}`);
      }
      return ok(undefined);
    }),
  );
};

/** A candidate's place in the listing: its job and the start of its digest. */
const placeText = ({ job, digest }: CandidateSummary): string => `${formatJobId(job)}@${digest.slice(0, 12)}`;

async function placeOf(
  { queue }: OnlineProject,
  typed: string | null,
): Promise<Result<NonNullable<CandidateFilter['after']> | null>> {
  if (typed === null) return ok(null);
  const [, job = '', digits = ''] = /^([^@]*)@([0-9a-f]{12,64})$/.exec(typed) ?? [];
  if (parseJobReference(job) === null) {
    return fail(
      usage('--after takes the place that the page before named, such as run_0042_k3f9/3@1a2b3c4d5e6f.'),
    );
  }
  const chosen = await chooseJob(job, queue);
  if (!chosen.ok) return chosen;
  const digest = chosen.value.candidates.find((one) => one.digest.startsWith(digits))?.digest;
  return ok({ job: chosen.value.id, digest: digest ?? digits });
}

/** Art that came by a clone has files and no rows. */
async function whyNone({ project }: OnlineProject, recipeId: string): Promise<string> {
  const files = isRecipeId(recipeId) ? await project.files.list(`art_pool/candidates/${recipeId}`) : ok([]);
  return files.ok && files.value.length > 0
    ? 'The art pool has pictures of it, and this database has no rows of them: art db rebuild'
    : `No candidates yet. Make some: art generate ${shellWord(recipeId)}`;
}

function verdictOf({ decision }: CandidateSummary): VerdictWord {
  return verdictWords.find((word) => verdicts[word] === decision?.verdict) ?? 'undecided';
}

/** Candidates as a table; what all have in common stands above it. */
export function candidateListing(listed: readonly Listed[], isPlain: boolean): Listing {
  const verdict = listed.length === 1 ? null : alike(listed.map((one) => one.verdict));
  const columns: readonly ListingColumn<Listed>[] = [
    { title: 'job', isWhole: true, cell: ({ candidate }) => formatJobId(candidate.job), said: null },
    { title: 'digest', isWhole: true, cell: ({ candidate }) => candidate.digest.slice(0, 12), said: null },
    { title: 'verdict', cell: (one) => one.verdict, said: verdict },
    { title: 'by', leaves: 3, cell: ({ candidate }) => candidate.decision?.reviewer ?? '', said: null },
    {
      title: 'promoted as',
      isCuttable: true,
      leaves: 1,
      cell: (one) => one.promotedAs.join(' '),
      said: null,
    },
    ...leverColumns(listed, ({ candidate }) => candidate.binding, isPlain, 2),
    {
      title: 'backend',
      leaves: 4,
      cell: ({ candidate }) => candidate.backend,
      said: alike(listed.map(({ candidate }) => candidate.backend)),
    },
    { title: 'hash16', leaves: 6, cell: ({ candidate }) => candidate.bindingHash.slice(0, 16), said: null },
    { title: 'frame', leaves: 5, cell: ({ candidate }) => frameName(candidate.path), said: null },
  ];
  return arranged(listed, columns, isPlain);
}

const candidateJson = ({ candidate, verdict, promotedAs: assets }: Listed): Json => ({
  job: formatJobId(candidate.job),
  state: candidate.state,
  path: candidate.path,
  bytes: candidate.digest,
  binding: { ...candidate.binding },
  binding_hash: candidate.bindingHash,
  hash16: candidate.bindingHash.slice(0, 16),
  backend: candidate.backend,
  frame: frameName(candidate.path),
  child_index: candidate.childIndex,
  seed: candidate.seed,
  verdict,
  decision: candidate.decision === null ? null : { ...candidate.decision },
  promoted_as: [...assets],
});
