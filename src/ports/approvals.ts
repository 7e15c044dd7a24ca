import type { ApprovalSubject, Standing } from '../domain/manifest/approval.ts';
import type { Digest } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';

/** What reviewers signed, read from `content/decisions`. Signatures are checked behind this port, every time. */
export interface Approvals {
  /**
   * What the decisions about exactly this come to. With several standing approvals the one named `preferred`
   * is given if it is among them, else the smallest id.
   */
  standingOf(subject: ApprovalSubject, preferred: Digest | null): Promise<Result<Standing>>;
  /** Every candidate whose review approval stands, by decision id. */
  approved(): Promise<Result<readonly ApprovedCandidate[]>>;
}

export interface ApprovedCandidate extends ApprovalSubject {
  readonly decision: Digest;
}
