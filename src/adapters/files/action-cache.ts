import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Json } from '../../domain/canonical-json.ts';
import type { Fingerprint } from '../../domain/ids.ts';
import { newerFile } from '../../domain/newer-file.ts';
import { fail, ok } from '../../domain/result.ts';
import { parseActionResult } from '../../domain/run/parse-stage-manifest.ts';
import { selfDigestHolds, withSelfDigest } from '../../domain/run/self-digest.ts';
import type { ActionResult } from '../../domain/run/stage-manifest.ts';
import type { ActionCache } from '../../ports/store.ts';
import { fileFailure, publishFile, temporaryPrefix } from './durable.ts';
import { sha256 } from './sha256.ts';

/**
 * Results under `<folder>/actions/ab/<fingerprint>/<result>.json`. The cache only speeds things up: an entry that
 * cannot be read is no entry, and deleting the folder loses nothing but time.
 */
export function actionCache(folder: string): ActionCache {
  const folderOf = (fingerprint: Fingerprint): string =>
    join(folder, 'actions', fingerprint.slice(0, 2), fingerprint);

  return {
    async lookup(fingerprint, isUsable) {
      const place = folderOf(fingerprint);
      let names: string[];
      try {
        names = readdirSync(place);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(null);
        return fail(fileFailure(place, error));
      }
      const results: ActionResult[] = [];
      for (const name of names.filter((n) => n.endsWith('.json') && !n.startsWith(temporaryPrefix))) {
        const text = textOf(join(place, name));
        const result = selfDigestHolds(text, sha256) === false ? null : parseActionResult(text, fingerprint);
        if (result !== null) results.push(result);
        // Not as if it were none: what it says may have been paid for.
        const newer = result === null ? newerFile(join(place, name), text) : null;
        if (newer !== null) return fail(newer);
      }
      // The first success is preferred; equal times fall back to the run's id, so that the choice is always the same.
      const order = (r: ActionResult): string => `${r.created_at} ${r.run_id}`;
      results.sort((a, b) => (order(a) < order(b) ? -1 : 1));
      for (const result of results) if (isUsable === undefined || (await isUsable(result))) return ok(result);
      return ok(null);
    },
    async record(result) {
      const text = withSelfDigest(`${JSON.stringify(result, null, 2)}\n`, sha256);
      const name = sha256(canonicalJson(result.outputs as unknown as Json)).slice(0, 16);
      const place = folderOf(result.fingerprint);
      const published = await publishFile(join(place, `${name}.json`), text);
      if (published.ok || published.failure.kind !== 'file-differs') return published;
      // The same outputs again. The earlier entry is preferred; this one tells its own run, if that is interrupted now,
      // that it has executed already.
      const again = await publishFile(join(place, `${name}-${result.run_id}.json`), text);
      return again.ok || again.failure.kind !== 'file-differs' ? again : ok(undefined);
    },
  };
}

/** A few hundred bytes, read at once: see `readPlainFile`. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
