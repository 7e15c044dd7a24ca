import { decisionFolder } from '../domain/gate/decision.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { TrustedDecision } from '../domain/gate/trust.ts';
import type { DecisionRow, RunQueue } from '../ports/run-queue.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';

/** A decision file as a row of the index. */
export const decisionRow = ({ payload, reviewerName }: TrustedDecision): DecisionRow => ({
  id: payload.id,
  gate: payload.gate,
  verdict: payload.verdict,
  recipeId: payload.recipe_id,
  recipeDigest: payload.recipe_digest,
  bytes: payload.bytes,
  pixels: payload.pixels,
  sprites: payload.sprites,
  keyId: payload.key_id,
  reviewer: reviewerName,
  reason: payload.reason,
  decidedAt: payload.decided_at,
  supersedes: payload.supersedes,
});

export interface IndexDecisions {
  readonly files: ProjectFiles;
  readonly decisions: ReadDecisions;
  readonly queue: RunQueue;
}

/**
 * Gives the rows to decision files that have none, such as those that came by `git pull`, and applies them to what
 * waits. Only files whose signature and signer were checked become rows.
 */
export async function indexDecisions(deps: IndexDecisions): Promise<Result<number>> {
  const names = await deps.files.list(decisionFolder);
  if (!names.ok) return names;
  const known = await deps.queue.knownDecisions();
  if (!known.ok) return known;
  // The name of a decision file is its id: nothing is read where nothing is new.
  if (names.value.every((name) => known.value.has(name.replace(/\.json$/, '')))) return ok(0);
  const read = await readDecisions(deps.decisions);
  if (!read.ok) return read;
  const missing = read.value.trusted.filter((decision) => !known.value.has(decision.payload.id));
  if (missing.length === 0) return ok(0);
  return deps.queue.indexDecisions(missing.map(decisionRow));
}
