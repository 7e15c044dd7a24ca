import { usdText } from '../../../domain/spend/usd.ts';
import type { Estimate } from '../../../domain/spend/estimate.ts';
import { count } from '../words.ts';

/** What a run may cost, in a few words: `free`, `at most $1.20`, `at most $1.20 and 3 calls of unknown price`. */
export function priceText({ microUsd, unpriced }: Estimate): string {
  if (microUsd === 0 && unpriced === 0) return 'free';
  const parts = [
    ...(microUsd > 0 ? [`at most ${usdText(microUsd)}`] : []),
    ...(unpriced > 0 ? [`${count(unpriced, 'call')} of unknown price`] : []),
  ];
  return parts.join(' and ');
}
