import type { Failure } from '../../domain/failure.ts';

/** Carries a failure out of a transaction, so that it is rolled back. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(refused: Failure) {
    super(refused.kind);
    this.failure = refused;
  }
}
