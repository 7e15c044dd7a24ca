import type { DecisionFile, DecisionId } from '../domain/gate/decision.ts';
import type { DecisionFault } from '../domain/gate/faults.ts';
import type { Result } from '../domain/result.ts';

export interface DecisionsRead {
  /** Well-formed, by id. Whether they count is for `trustDecision` to say. */
  readonly decisions: readonly DecisionFile[];
  /** Files that cannot be read as decisions, by name. They are never counted, and never hold up the others. */
  readonly faults: readonly DecisionFault[];
}

/** The signed decisions in `content/decisions/`. */
export interface DecisionFiles {
  readAll(): Promise<Result<DecisionsRead>>;
  /** One decision; `null` when there is no such file, `decision-invalid` when it cannot be read as one. */
  readOne(id: DecisionId): Promise<Result<DecisionFile | null>>;
  /** Durable, never overwriting, and the same file again is a success. Gives the path in the project. */
  write(decision: DecisionFile): Promise<Result<string>>;
}
