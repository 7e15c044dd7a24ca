import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { conflictMarkers } from '../../../../domain/source/conflict-markers.ts';
import { count } from '../../../../domain/source/counted.ts';
import { fault, fine, some, warning, type Check, type Finding } from '../finding.ts';
import { walk } from '../walk.ts';

const isText = /\.(json|hex|gpl|pal|md|txt)$/;
const mostFiles = 50_000;
/** Records are small; only a run of thousands of cells comes near. */
const largest = 16 << 20;

export const conflictsCheck: Check = {
  name: 'conflicts',
  about: 'lines that git left in records which it could not merge',
  needs: 'folder',
  async look({ root }) {
    const marked: string[] = [];
    const unread: string[] = [];
    let read = 0;
    for (const folder of ['content', 'runs']) {
      for await (const { path, isFolder } of walk(root, folder, mostFiles)) {
        if (isFolder || !isText.test(path) || path.includes('/out/')) continue;
        const text = await plainText(join(root, path));
        if (text === null) unread.push(path);
        else if (text.includes('<<<<<<<') || text.includes('>>>>>>>')) {
          const [first] = conflictMarkers(text);
          if (first !== undefined) marked.push(`${path}:${text.slice(0, first.offset).split('\n').length}`);
        }
        read += 1;
      }
    }
    const found: Finding[] = [];
    if (unread.length > 0) {
      const what = `${unread.length} of ${read} records could not be read: ${some(unread)}.`;
      found.push(
        warning(
          'record-unreadable',
          what,
          'Look at their rights (art doctor --only rights), or what they are.',
        ),
      );
    }
    if (marked.length > 0) {
      const fix =
        'Take the whole file of one side (git checkout --ours or --theirs <file>): records are signed as they stand.';
      found.push(fault('conflict-markers', `git left conflict markers in ${some(marked)}.`, fix));
    }
    return found.length > 0
      ? found
      : [fine('conflicts-none', `No conflict markers in ${count(read, 'record')}.`)];
  },
};

/** The text of a plain file; `null` for what is none, or cannot be read. A FIFO is not waited for. */
async function plainText(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW).catch(
    () => null,
  );
  if (file === null) return null;
  try {
    const stat = await file.stat();
    return stat.isFile() && stat.size <= largest ? await file.readFile('utf8') : null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
