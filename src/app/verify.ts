import type { DecisionBook } from '../domain/gate/decision-book.ts';
import { reviewersPath } from '../domain/gate/reviewers.ts';
import type { RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { readApprovals } from './read-approvals.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';
import { checkDecisionBook, verdictsOf } from './verify-decisions.ts';
import { inOrder, noFacts, noNotes, note, type Notes } from './verify-notes.ts';
import { checkRecipes } from './verify-recipes.ts';
import { verifyRuns } from './verify-runs.ts';
import { verifyShipping, type Verification } from './verify-shipping.ts';
import { checkStore } from './verify-store.ts';

export interface VerifyRequest {
  /** Reads records, and of everything else the names and sizes. */
  readonly quick: boolean;
  /** Only these runs and these files and folders; everything while both are empty. */
  readonly runs: readonly RunId[];
  readonly paths: readonly string[];
}

/**
 * Checks every file of a project that was recorded against its record, from files alone. Repairs nothing.
 *
 * @returns findings, not failures: a failure means that verification itself could not go on
 */
export async function verifyProject(
  base: Omit<ShippingWorld, 'approvals'>,
  decisions: ReadDecisions,
  { quick, runs, paths }: VerifyRequest,
): Promise<Result<Verification>> {
  const all = noNotes();
  const book = await readBook(decisions, all);
  if (!book.ok) return book;
  const verdicts = verdictsOf(book.value);
  const isAll = runs.length === 0 && paths.length === 0;
  const named = noNotes();
  for (const only of runs) {
    const checked = await verifyRuns(base, { quick, only, verdicts });
    if (!checked.ok) return checked;
    gather(named, checked.value);
  }
  if (!isAll && paths.length === 0) return ok(sum(named));

  checkDecisionBook(book.value, all);
  // Runs vouch for what lies elsewhere, so all of them are read whatever was named; only what was named is told.
  const facts = noFacts();
  const checked = await verifyRuns(base, { quick, facts, verdicts });
  if (!checked.ok) return checked;
  gather(all, checked.value);
  const recipes = await checkRecipes(base, facts, all);
  if (!recipes.ok) return recipes;
  const approvals = readApprovals(decisions, { despiteFaults: true, book: book.value });
  const shipping = await verifyShipping({ ...base, approvals }, { quick, facts });
  if (!shipping.ok) return shipping;
  gather(all, shipping.value);
  const store = await checkStore(base, quick, all);
  if (!store.ok) return store;
  if (isAll) return ok(sum(all));
  const isNamed = (path: string): boolean =>
    paths.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`));
  gather(named, { ...all, findings: all.findings.filter(({ path }) => isNamed(path)) });
  return ok(sum(named));
}

const sum = (notes: Notes): Verification => ({ ...notes, findings: inOrder(notes.findings) });

function gather(into: Notes, from: Verification): void {
  for (const { kind, path, detail } of from.findings) note(into, kind, path, detail);
  into.checked += from.checked;
  into.absent += from.absent;
}

/** The decisions; where nobody can be trusted, none, which is a finding. */
async function readBook(decisions: ReadDecisions, notes: Notes): Promise<Result<DecisionBook>> {
  const book = await readDecisions(decisions);
  if (book.ok) {
    const isOrphaned = book.value.ring.size === 0 && book.value.faults.length > 0;
    if (isOrphaned) note(notes, 'MISSING', reviewersPath, 'there are decisions, and nobody who may decide');
    return book;
  }
  const { failure } = book;
  switch (failure.kind) {
    case 'reviewers-invalid': {
      const faults = failure.faults.map(({ code, at }) => `${code}${at === null ? '' : ` at ${at}`}`);
      note(notes, 'MODIFIED', failure.file, faults.join('; '));
      break;
    }
    case 'no-reviewers':
      note(notes, 'MISSING', failure.file, 'a root was asked for');
      break;
    default:
      return book;
  }
  return ok({ ring: new Map(), trusted: [], faults: [] });
}
