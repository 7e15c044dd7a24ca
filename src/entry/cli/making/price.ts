import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { usdText } from '../../../domain/spend/usd.ts';
import type { Estimate } from '../../../domain/spend/estimate.ts';
import type { Prepared } from './prepare.ts';

/** What a run may cost, in a few words: `free`, `at most $1.20`, `at most $1.20 and 3 calls of unknown price`. */
export function priceText({ microUsd, unpriced }: Estimate): string {
  if (microUsd === 0 && unpriced === 0) return 'free';
  const parts = [
    ...(microUsd > 0 ? [`at most ${usdText(microUsd)}`] : []),
    ...(unpriced > 0 ? [`${count(unpriced, 'call')} of unknown price`] : []),
  ];
  return parts.join(' and ');
}

/** ` (5 hair x 8 armor)`, or nothing where the count says it all. */
export const factorsText = ({ factors }: Pick<Prepared, 'factors'>): string =>
  factors.length === 0 ? '' : ` (${factors.join(' x ')})`;

/** `run-over-limit` when the run may cost more than `--max-usd`, as far as prices are known. */
export function requireWithin(
  { limitMicroUsd, outline }: Pick<Prepared, 'limitMicroUsd' | 'outline'>,
  { microUsd }: Estimate,
): Result<void> {
  if (limitMicroUsd === null || microUsd <= limitMicroUsd) return ok(undefined);
  const jobs = outline.cells.length;
  return fail(failure('run-over-limit', { estimateMicroUsd: microUsd, limitMicroUsd, jobs }));
}
