import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRunId, type RunId } from '../../domain/ids.ts';
import { temporaryPrefix } from './durable.ts';

/**
 * Which runs have a stage folder of a name, newest first. Read once, and again when a run came or went: what a run gets
 * afterwards may be missing, and is in the action cache.
 *
 * @param runs absolute path of the folder of all runs
 */
export function stageIndex(runs: string): (folder: string) => readonly RunId[] {
  let seen: bigint | null = null;
  let known = new Map<string, RunId[]>();
  return (folder) => {
    const now = statSync(runs, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null;
    if (now !== seen) known = indexOf(runs);
    seen = now;
    return known.get(folder) ?? [];
  };
}

function indexOf(runs: string): Map<string, RunId[]> {
  const index = new Map<string, RunId[]>();
  for (const run of namesIn(runs).filter(isRunId).sort().reverse()) {
    for (const folder of namesIn(join(runs, run, 'stages'))) {
      if (folder.startsWith(temporaryPrefix)) continue;
      const having = index.get(folder);
      if (having === undefined) index.set(folder, [run]);
      else having.push(run);
    }
  }
  return index;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder, or none that may be read: nothing in it can be taken.
    return [];
  }
}
