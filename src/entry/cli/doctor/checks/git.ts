import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitAttributes, gitIgnore } from '../../../../app/init-project.ts';
import { shellWord } from '../../../../domain/source/shell-word.ts';
import { fine, some, warning, type Check, type Finding } from '../finding.ts';
import { statOf } from '../walk.ts';

/** Only the version is asked of git: in a stranger's repository its settings may name programs to run. */
export const gitCheck: Check = {
  name: 'git',
  about: 'git, the repository, and our lines in .gitignore and .gitattributes',
  needs: 'folder',
  async look({ root, surroundings }) {
    const found: Finding[] = [];
    const version = await gitVersion(surroundings.searchPath);
    if (version === null) {
      const what = 'git is not on the PATH: decisions and promotions are files that it should carry.';
      found.push(warning('git-missing', what, 'Install git.'));
    }
    const repository = await repositoryOf(root);
    if (repository === null) {
      const what = 'The project lies in no git repository: decisions have no history and no copy.';
      found.push(warning('git-no-repository', what, `git -C ${shellWord(root)} init`));
    }
    for (const [name, lines] of [
      ['.gitignore', gitIgnore],
      ['.gitattributes', gitAttributes],
    ] as const) {
      const missing = await missingLines(join(root, name), lines);
      if (missing.length === 0) continue;
      const why =
        name === '.gitignore'
          ? 'git would take what belongs to this machine alone'
          : 'git may change line ends, and signatures would not fit any more';
      const words = missing.map((line) => `'${line}'`).join(' ');
      const fix = `printf '%s\\n' ${words} >> ${shellWord(join(root, name))}`;
      found.push(warning(`${name.slice(1)}-lines`, `${name} lacks ${some(missing)}: ${why}.`, fix));
    }
    if (found.length > 0) return found;
    return [
      fine('git-ready', `${version ?? 'git'}, and the project is in a repository with our lines in place.`),
    ];
  },
};

const gitVersion = (searchPath: string): Promise<string | null> =>
  new Promise((resolve) => {
    const options = { cwd: '/', env: { PATH: searchPath }, timeout: 3_000 };
    execFile('git', ['--version'], options, (error, stdout) => {
      resolve(error === null ? (stdout.split('\n')[0] ?? '').slice(0, 60) : null);
    });
  });

/** The folder with `.git`, a folder or the file of a worktree; the nearest at or above the project. */
async function repositoryOf(root: string): Promise<string | null> {
  for (let at = root; ; at = dirname(at)) {
    if ((await statOf(join(at, '.git'))) !== null) return at;
    if (dirname(at) === at) return null;
  }
}

async function missingLines(path: string, ours: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  return ours.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !there.has(line));
}
