import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { shellWord } from '../../../../domain/source/shell-word.ts';
import { fault, fine, warning, type Check, type Finding } from '../finding.ts';
import { statOf } from '../walk.ts';

/** f_type of statfs(2) on Linux: file systems on which locks and fsync mean less than they say. */
const remote: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x517b, 'SMB'],
  [0x01021997, '9P, as Windows drives are in WSL'],
  [0x65735546, 'FUSE'],
]);

export const filesystemCheck: Check = {
  name: 'filesystem',
  about: 'what kind of file system the project lies on, and whether .art is a folder of its own',
  needs: 'folder',
  async look({ root }) {
    const found: Finding[] = [];
    const own = await statOf(join(root, '.art'));
    if (own !== null && !own.isDirectory()) {
      const what = own.isSymbolicLink() ? 'a link' : 'no folder';
      const fix = `Remove it (the next command makes a folder): rm ${shellWord(join(root, '.art'))}`;
      found.push(
        fault('art-folder-link', `.art is ${what}, and everything of this machine is written below it.`, fix),
      );
    }
    // Looked up under another spelling: nothing has to be written to know.
    const [real, other] = await Promise.all(
      ['art.config.json', 'ART.CONFIG.JSON'].map((name) => statOf(join(root, name))),
    );
    if (real !== null && real !== undefined && other?.ino === real.ino) {
      const what =
        'The file system takes Hero and hero for one name; two assets that differ by case alone clash.';
      found.push(warning('case-insensitive', what, 'Keep names of assets and ages in lower case.'));
    }
    const type = await statfs(root).then(
      (stat) => stat.type >>> 0,
      () => 0,
    );
    const name = process.platform === 'linux' ? remote.get(type) : undefined;
    if (name !== undefined) {
      const what = `The project lies on a file system of another machine or system (${name}): slower, and a lost connection may lose writes.`;
      found.push(
        warning('filesystem-remote', what, 'Keep the project on a local disk, or set DATABASE_URL.'),
      );
    }
    return found.length > 0
      ? found
      : [fine('filesystem-local', 'A local file system that tells case apart.')];
  },
};
