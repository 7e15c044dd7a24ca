import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { count } from '../../../../domain/source/counted.ts';
import { shellWord } from '../../../../domain/source/shell-word.ts';
import { databaseHome } from '../database-home.ts';
import { fine, some, warning, type Check, type Finding } from '../finding.ts';
import { statOf, walk } from '../walk.ts';

const mostEntries = 100_000;
/** What is younger may be a command at its work. */
const abandonedAfterMs = 600_000;

export const leftoversCheck: Check = {
  name: 'leftovers',
  about: 'what interrupted commands left: temporary files, half-made databases, runs not yet queued',
  needs: 'folder',
  async look(subject) {
    const { root } = subject;
    const found: Finding[] = [];
    const temporary: string[] = [];
    for (const top of ['content', 'runs', 'art_pool', 'ledger', 'dist', '.art']) {
      for await (const { path } of walk(root, top, mostEntries)) {
        const name = path.slice(path.lastIndexOf('/') + 1);
        const isInside = temporary.some((whole) => path.startsWith(`${whole}/`));
        if (name.startsWith('.tmp-') && !isInside && (await isAbandoned(join(root, path))))
          temporary.push(path);
      }
    }
    const home = await databaseHome(subject);
    for (const name of await readdir(home).catch(() => [])) {
      const path = join(home, name);
      if (name.startsWith('c.tmp-') && (await isAbandoned(path))) temporary.push(path);
    }
    if (temporary.length > 0) {
      const what = `${count(temporary.length, 'temporary file')} that nobody writes any more: ${some(temporary, 2)}.`;
      // A long list is no command to type; the rest is told when these are gone.
      const fix = `rm -rf ${temporary
        .slice(0, 5)
        .map((path) => shellWord(path.startsWith('/') ? path : join(root, path)))
        .join(' ')}`;
      found.push(warning('temporary-files', what, fix));
    }
    const pending = await readdir(join(root, '.art', 'pending')).catch(() => []);
    const waiting = pending.filter((name) => !name.startsWith('.tmp-'));
    if (waiting.length > 0) {
      const what = `Commands that were interrupted: ${some(waiting)}. The next one goes on where they stopped.`;
      found.push(warning('pending-work', what, 'art up'));
    }
    return found.length > 0 ? found : [fine('leftovers-none', 'Nothing was left behind.')];
  },
};

async function isAbandoned(path: string): Promise<boolean> {
  const stat = await statOf(path);
  return stat !== null && Date.now() - stat.mtimeMs >= abandonedAfterMs;
}
