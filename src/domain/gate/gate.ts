/** A stop that only a person opens. */
export type Gate = 'concept' | 'review';
export type Verdict = 'approve' | 'reject' | 'withdraw';
