/** Why a signed file cannot be read as what it claims to be. */
export type FormatFaultCode =
  | 'not-json'
  /** Two readers could take it differently: a key twice, an escape or a number in another form. */
  | 'not-canonical'
  | 'too-large'
  /** Written by a later Artkiln. */
  | 'newer-version'
  | 'missing-field'
  | 'unknown-field'
  | 'bad-value';

/** Why a decision that reads well does not count. */
export type Distrust =
  | 'id-mismatch'
  | 'other-project'
  /** No key of the reviewers' chain. */
  | 'unknown-key'
  | 'bad-signature'
  /** The key, or the key that admitted it, was revoked and this was not listed as staying valid. */
  | 'revoked';

/** Why a file in `content/decisions/` does not count. */
export type DecisionFaultCode =
  | FormatFaultCode
  | Distrust
  /** The file is not named for the decision in it. */
  | 'name-mismatch'
  | 'unreadable';

/** What is wrong with one entry of `content/reviewers.json`. */
export type ReviewersFaultCode =
  | FormatFaultCode
  | 'other-project'
  /** The root is not the one that was asked for from outside the project. */
  | 'root-not-pinned'
  /** The first entry names a key that added it, or a later one names none. */
  | 'root-misplaced'
  | 'duplicate-key'
  /** The key id is not the digest of the public key. */
  | 'key-mismatch'
  /** The key that added this one stands nowhere before it, or is itself at fault. */
  | 'adder-unknown'
  | 'bad-signature'
  | 'revokes-itself'
  /** A revocation by, or of, a key outside the chain. */
  | 'revoker-unknown'
  | 'revoked-unknown';

/** A fault and the place of it: a dotted path such as `payload.bytes`, or `null` for the whole text. */
export interface FormatFault {
  readonly code: FormatFaultCode;
  readonly at: string | null;
  /** The schema version of a `newer-version`. */
  readonly version?: number;
}

export interface ReviewersFault {
  readonly code: ReviewersFaultCode;
  readonly at: string | null;
}

/** One file of `content/decisions/` that does not count. */
export interface DecisionFault {
  readonly file: string;
  readonly code: DecisionFaultCode;
  readonly at: string | null;
  /** The schema version of a `newer-version`. */
  readonly version?: number;
}

/**
 * Whether a fault may hide what a person decided. Such a file could have been a rejection, so promote and ship
 * stop at it; a sound decision that merely does not count here (another project's, a stranger's, a revoked
 * key's) stops nobody.
 */
export function hidesDecision(code: DecisionFaultCode): boolean {
  switch (code) {
    case 'other-project':
    case 'unknown-key':
    case 'revoked':
      return false;
    case 'not-json':
    case 'not-canonical':
    case 'too-large':
    case 'newer-version':
    case 'missing-field':
    case 'unknown-field':
    case 'bad-value':
    case 'id-mismatch':
    case 'bad-signature':
    case 'name-mismatch':
    case 'unreadable':
      return true;
  }
}
