import { subjectOf, verdictOn } from '../domain/gate/standing.ts';
import type { Digest } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';

/** Those of some bytes that a standing approval names, at either gate. Signatures are checked; a bad file is passed over. */
export async function approvedAmong(
  input: ReadDecisions,
  digests: readonly Digest[],
): Promise<Result<readonly Digest[]>> {
  const book = await readDecisions(input);
  if (!book.ok) return book;
  const about = book.value.trusted.filter(({ payload }) => digests.includes(payload.bytes));
  const approved = about.filter(({ payload }) => verdictOn(about, subjectOf(payload))?.verdict === 'approve');
  return ok([...new Set(approved.map(({ payload }) => payload.bytes))]);
}
