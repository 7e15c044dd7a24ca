import { access, constants, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { composeKeys } from '../../../../compose-keys.ts';
import { shellWord } from '../../../../domain/source/shell-word.ts';
import { databaseHome } from '../database-home.ts';
import { fault, fine, some, warning, type Check, type Finding, type RootedSubject } from '../finding.ts';
import { statOf, walk } from '../walk.ts';

/** Folders that commands write into, where they are there. */
const written = [
  '.',
  'content',
  'content/recipes',
  'content/decisions',
  'content/promotions',
  'runs',
  'art_pool',
  'ledger',
  'dist',
  '.art',
];
/** Enough to find what `sudo art` left; the whole of a large pool takes too long. */
const mostOwners = 20_000;

export const rightsCheck: Check = {
  name: 'rights',
  about: 'whether you may write the project, and nobody but you may read keys and passwords',
  needs: 'folder',
  async look(subject) {
    const found = [
      ...(await unwritable(subject.root)),
      ...(await foreignOwners(subject.root)),
      ...(await keys(subject)),
      ...(await passwords(subject)),
    ];
    return found.length > 0
      ? found
      : [fine('rights-sound', 'The project is yours to write, keys are yours to read.')];
  },
};

async function unwritable(root: string): Promise<readonly Finding[]> {
  const shut: string[] = [];
  for (const folder of written) {
    const path = join(root, folder);
    const refused = await access(path, constants.W_OK | constants.X_OK).then(
      () => false,
      (error: unknown) => (error as NodeJS.ErrnoException).code !== 'ENOENT',
    );
    if (refused) shut.push(folder === '.' ? root : folder);
  }
  if (shut.length === 0) return [];
  const fix = `chmod u+rwx ${shut.map(shellWord).join(' ')} if they are yours; else have their owner give them to you`;
  return [fault('not-writable', `You may not write in ${some(shut)}.`, fix)];
}

/** What `sudo art ...` leaves behind is root's, and every later command as oneself stumbles over it. */
async function foreignOwners(root: string): Promise<readonly Finding[]> {
  const me = process.getuid?.();
  const project = await statOf(root);
  if (me === undefined || project === null) return [];
  if (me === 0) {
    if (project.uid === 0) return [];
    const what = `You are root in a project of another user (uid ${project.uid}): what you make here they cannot change.`;
    return [warning('root-in-project', what, 'Run Artkiln as the user whose project it is.')];
  }
  const theirs: string[] = [];
  for (const top of ['content', 'runs', 'art_pool', 'ledger', 'dist', '.art']) {
    for await (const { path } of walk(root, top, mostOwners)) {
      if ((await statOf(join(root, path)))?.uid === 0) theirs.push(path);
      if (theirs.length > 50) break;
    }
  }
  if (theirs.length === 0) return [];
  const what = `Files of the project belong to root, as after sudo: ${some(theirs)}.`;
  return [fault('owned-by-root', what, `sudo chown -R "$(id -un)" ${shellWord(root)}`)];
}

async function keys({ root, surroundings }: RootedSubject): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const folder = join(surroundings.userFolder, 'keys');
  const stat = await statOf(folder);
  if (stat === null) return [];
  if (folder.startsWith(root + sep)) {
    const what = `Your reviewer keys lie inside the project (${folder}), where git would take them along.`;
    found.push(
      fault('key-in-project', what, 'Set XDG_CONFIG_HOME to a folder outside, and move artkiln/keys there.'),
    );
  }
  if ((stat.mode & 0o077) !== 0)
    found.push(
      fault(
        'key-exposed',
        `Others can reach the folder of your keys, ${folder}.`,
        `chmod 700 ${shellWord(folder)}`,
      ),
    );
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const file = await statOf(path);
    if (name.endsWith('.json') && file !== null && (file.mode & 0o077) !== 0)
      found.push(fault('key-exposed', `Others can read your key ${path}.`, `chmod 600 ${shellWord(path)}`));
  }
  const listed = await composeKeys(surroundings.userFolder, root).list();
  for (const path of listed.ok ? listed.value.damaged : []) {
    found.push(
      fault('key-file-damaged', `The key file ${path} cannot be read as one.`, 'Put it back from a copy.'),
    );
  }
  return found;
}

async function passwords(subject: RootedSubject): Promise<readonly Finding[]> {
  const cluster = join(await databaseHome(subject), 'c');
  const open: string[] = [];
  for (const login of ['owner', 'worker', 'super']) {
    const path = join(cluster, `${login}.password`);
    const stat = await statOf(path);
    if (stat !== null && (stat.mode & 0o077) !== 0) open.push(path);
  }
  const data = join(cluster, 'data');
  const stat = await statOf(data);
  const found: Finding[] = [];
  if (open.length > 0) {
    const what = `Others can read the passwords of the database: ${some(open)}.`;
    found.push(fault('password-exposed', what, `chmod 600 ${open.map(shellWord).join(' ')}`));
  }
  // PostgreSQL takes 0700 and 0750, and starts with nothing else.
  if (stat !== null && (stat.mode & 0o027) !== 0)
    found.push(
      fault(
        'data-exposed',
        `Others can reach the database's own folder, ${data}.`,
        `chmod 700 ${shellWord(data)}`,
      ),
    );
  return found;
}
