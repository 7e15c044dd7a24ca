import { inContactOrder, type ContactEntry, type ContactNote } from '../domain/contact-sheet/entry.ts';
import type { DecisionId, DecisionPayload } from '../domain/gate/decision.ts';
import type { Digest, RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { DecisionFiles } from '../ports/decision-files.ts';
import type { Note, Notes } from '../ports/notes.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { GateCandidate, JobSummary } from '../ports/run-queue.ts';
import { readRunRecipe } from './read-run-recipe.ts';
import type { Registry } from './stage-work.ts';

export interface ContactWorld {
  readonly runs: RunFolders;
  readonly registry: Registry;
  readonly decisions: { readonly decisions: DecisionFiles };
  readonly notes: Notes;
}

/**
 * The pictures of jobs in the order of a contact sheet, with what is known of each: a job's candidates, or its concept
 * while it has none. Also how many of the jobs have no picture yet.
 */
export async function contactEntries(
  world: ContactWorld,
  jobs: readonly JobSummary[],
): Promise<Result<{ entries: readonly ContactEntry[]; withoutPicture: number }>> {
  const shown = jobs.map((job) => ({ job, pictures: picturesOf(job) }));
  const digests = new Set(shown.flatMap(({ pictures }) => pictures.map(({ digest }) => digest)));
  const notes = await world.notes.about([...digests]);
  if (!notes.ok) return notes;
  const said = foldNotes(notes.value);
  const recipes = recipeReader(world);
  const decisions = decisionReader(world);
  const entries: ContactEntry[] = [];
  for (const { job, pictures } of shown) {
    const recipe = pictures.length === 0 ? null : await recipes(job.id.runId);
    // A job that goes on was decided at its concept gate: that says nothing of what it is now.
    const by = job.state === 'Approved' || job.state === 'Rejected' ? job.decidedBy : null;
    const decision = by === null ? null : await decisions(by.decisionId);
    for (const [place, picture] of pictures.entries()) {
      // A rejection is of the whole job; an approval is of the one picture that the decision names.
      const isNamed = pictures.length === 1 || decision?.bytes === picture.digest;
      const isDecided = by !== null && (by.verdict !== 'approve' || isNamed);
      entries.push({
        job: job.id,
        recipeId: job.recipeId,
        recipeTitle: recipe?.title ?? job.recipeId,
        levers: recipe === null ? [] : Object.entries(recipe.levers),
        binding: job.binding,
        backend: job.backend,
        seed: job.seed,
        childIndex: job.childIndex,
        isDraft: job.isDraft,
        state: job.state,
        gate: job.candidates.length > 0 ? 'review' : 'concept',
        place,
        digest: picture.digest,
        path: picture.path,
        decided: isDecided
          ? { verdict: by.verdict, reviewer: by.reviewer, reason: decision?.reason ?? null }
          : null,
        notes: said.get(picture.digest) ?? [],
      });
    }
  }
  const withoutPicture = shown.filter(({ pictures }) => pictures.length === 0).length;
  return ok({ entries: inContactOrder(entries), withoutPicture });
}

const picturesOf = (job: JobSummary): readonly GateCandidate[] =>
  job.candidates.length > 0 ? job.candidates : job.concept === null ? [] : [job.concept];

/** What each person says of each picture now: later stars and labels stand for earlier ones, texts add up. */
function foldNotes(notes: readonly Note[]): ReadonlyMap<Digest, readonly ContactNote[]> {
  const folded = new Map<Digest, Map<string, ContactNote>>();
  for (const { digest, author, stars, label, text } of notes) {
    const about = folded.get(digest) ?? new Map<string, ContactNote>();
    folded.set(digest, about);
    const before = about.get(author) ?? { author, stars: null, label: null, texts: [] };
    about.set(author, {
      author,
      stars: stars === null ? before.stars : stars === 0 ? null : stars,
      label: label === null ? before.label : label === '' ? null : label,
      texts: text === null ? before.texts : [...before.texts, text],
    });
  }
  const saysNothing = ({ stars, label, texts }: ContactNote): boolean =>
    stars === null && label === null && texts.length === 0;
  return new Map(
    [...folded].map(([digest, about]) => [
      digest,
      [...about.values()]
        .filter((note) => !saysNothing(note))
        .sort((a, b) => (a.author < b.author ? -1 : a.author > b.author ? 1 : 0)),
    ]),
  );
}

interface KnownRecipe {
  readonly title: string | null;
  readonly levers: { readonly [name: string]: readonly string[] };
}

/** The recipe as each run took it; `null` where it cannot be read, which costs the order of levers and the title only. */
function recipeReader({ runs, registry }: ContactWorld): (run: RunId) => Promise<KnownRecipe | null> {
  const known = new Map<RunId, KnownRecipe | null>();
  return async (run) => {
    const before = known.get(run);
    if (before !== undefined) return before;
    const record = await runs.read(run);
    const recipe = record.ok ? readRunRecipe(record.value.record, registry) : record;
    const found = recipe.ok ? { title: recipe.value.title, levers: recipe.value.levers } : null;
    known.set(run, found);
    return found;
  };
}

/** Decisions for what they say in words. That they count was checked before the database took them. */
function decisionReader({ decisions }: ContactWorld): (id: string) => Promise<DecisionPayload | null> {
  const known = new Map<string, DecisionPayload | null>();
  return async (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const read = await decisions.decisions.readOne(id as DecisionId);
    const payload = read.ok ? (read.value?.payload ?? null) : null;
    known.set(id, payload);
    return payload;
  };
}
