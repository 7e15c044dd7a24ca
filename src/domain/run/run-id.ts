import { base32 } from '../base32.ts';
import { isRunId, runNumber, type RunId } from '../ids.ts';

/**
 * The next run id: one above the highest number among the names in `runs/`, and four random digits, so that two
 * machines or branches that take the same number still make two ids. No database takes part.
 *
 * @param names every name in the runs folder; names that are no run ids are passed over
 * @param random four random bytes
 */
export function nextRunId(names: readonly string[], random: Uint8Array): RunId {
  let highest = 0;
  for (const name of names) if (isRunId(name)) highest = Math.max(highest, runNumber(name));
  return `run_${String(highest + 1).padStart(4, '0')}_${base32(random, 4)}` as RunId;
}
