import { decisionFailure } from '../../domain/gate/decision-book.ts';
import {
  decisionFolder,
  decisionPath,
  parseDecision,
  renderDecision,
  type DecisionFile,
} from '../../domain/gate/decision.ts';
import type { DecisionFault } from '../../domain/gate/faults.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DecisionFiles } from '../../ports/decision-files.ts';
import type { ProjectFiles } from '../../ports/files.ts';

/** Files read at once: enough to hide the disk's latency, few enough for any limit on open files. */
const readsAtOnce = 16;

/** Decision files of a project. */
export function decisionFiles(files: ProjectFiles): DecisionFiles {
  async function readFile(path: string): Promise<Result<DecisionFile, DecisionFault> | null> {
    const fault = (code: DecisionFault['code'], at: string | null = null) => fail({ file: path, code, at });
    const text = await files.readText(path);
    if (!text.ok) return fault('unreadable');
    if (text.value === null) return null;
    const parsed = parseDecision(text.value);
    if (!parsed.ok) return fail({ file: path, ...parsed.failure });
    return decisionPath(parsed.value.payload.id) === path ? parsed : fault('name-mismatch');
  }

  return {
    async readAll() {
      const names = await files.list(decisionFolder);
      if (!names.ok) return names;
      // Hidden files and notes beside the decisions are nobody's business; anything called .json claims to be one.
      const paths = names.value
        .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
        .map((name) => `${decisionFolder}/${name}`);
      const decisions: DecisionFile[] = [];
      const faults: DecisionFault[] = [];
      for (let from = 0; from < paths.length; from += readsAtOnce) {
        for (const read of await Promise.all(paths.slice(from, from + readsAtOnce).map(readFile))) {
          if (read === null) continue;
          if (read.ok) decisions.push(read.value);
          else faults.push(read.failure);
        }
      }
      return ok({ decisions, faults });
    },

    async readOne(id) {
      const read = await readFile(decisionPath(id));
      if (read === null) return ok(null);
      if (read.ok) return read;
      return fail(decisionFailure(read.failure));
    },

    async write(decision) {
      const text = renderDecision(decision);
      // A file that we could not read back must never reach the disk, where it would stop every later ship.
      const parsed = parseDecision(text);
      if (!parsed.ok) throw new TypeError(`not a decision: ${parsed.failure.code} at ${parsed.failure.at}`);
      const path = decisionPath(decision.payload.id);
      const written = await files.publish(path, text);
      return written.ok ? ok(path) : written;
    },
  };
}
