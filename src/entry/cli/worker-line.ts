import type { LogFields } from '../../ports/log.ts';
import { printable } from '../../domain/source/printable.ts';

const say = (value: LogFields[string]): string => printable(String(value ?? ''));

/** A worker's log event as a line for a person; `null` for what only the log file needs. */
export function workerLine(event: string, fields: LogFields = {}): string | null {
  switch (event) {
    case 'job-moved':
      return `${say(fields['job'])}  ${say(fields['state'])}  (${say(fields['ms'])} ms)`;
    case 'job-set-back':
      return `${say(fields['job'])}  ${say(fields['failure'])}, attempt ${say(fields['attempt'])}`;
    case 'run-sealed':
      return `${say(fields['run'])}  sealed: all ${say(fields['cells'])} cells are decided`;
    case 'run-not-sealed':
      return `${say(fields['run'])}  cannot be sealed (${say(fields['failure'])}); art run close ${say(fields['run'])} says more`;
    case 'job-broke':
      return `${say(fields['job'])}  a fault of Artkiln itself; the log has the details`;
    case 'lease-lost':
      return `${say(fields['job'])}  another worker has it now`;
    case 'database-lost':
      return `${say(fields['why'])} Trying again.`;
    case 'database-back':
      return 'the database answers again';
    case 'leases-reclaimed':
      return `took back ${say(fields['reclaimed'])} jobs of a worker that is gone`;
    default:
      return null;
  }
}
