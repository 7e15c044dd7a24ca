// The same kind of question put to a build tool: twenty tasks in a row, each of which needs the one before, and nothing
// to do. The tool is installed in bench/peers alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const peers = join(import.meta.dirname, 'peers');
const lage = join(peers, 'node_modules', 'lage', 'dist', 'lage.js');

export interface Peer {
  readonly name: string;
  /** One whole process that finds nothing to do. */
  readonly run: () => void;
}

/** A workspace of `tasks` packages below `folder`, built once. `null` while the tool is not installed. */
export function lageTasks(folder: string, tasks: number, env: NodeJS.ProcessEnv): Peer | null {
  if (!existsSync(lage)) return null;
  const root = join(folder, 'peer');
  mkdirSync(root);
  const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
  write('package.json', JSON.stringify({ name: 'tasks', version: '1.0.0', workspaces: ['packages/*'] }));
  write(
    'lage.config.js',
    `module.exports = { pipeline: { build: { dependsOn: ['^build'], outputs: ['out/**'] } } };`,
  );
  write('.gitignore', 'node_modules\nout\n');
  for (let i = 0; i < tasks; i += 1) {
    const folderOf = join('packages', `task-${i}`);
    mkdirSync(join(root, folderOf), { recursive: true });
    const dependencies = i === 0 ? {} : { [`task-${i - 1}`]: '1.0.0' };
    const scripts = { build: `mkdir -p out && echo ${i} > out/result` };
    write(
      join(folderOf, 'package.json'),
      JSON.stringify({ name: `task-${i}`, version: '1.0.0', scripts, dependencies }),
    );
    write(join(folderOf, 'input.txt'), `${i}\n`);
  }
  const run = (command: string, ...argv: readonly string[]): string => {
    const done = spawnSync(command, argv, { cwd: root, env, encoding: 'utf8' });
    if (done.status === 0) return done.stdout;
    throw new Error(`${command} ${argv.join(' ')} left with ${done.status}:\n${done.stdout}${done.stderr}`);
  };
  const build = (): string => run(process.execPath, lage, 'build', '--no-progress');
  run('npm', 'install', '--no-audit', '--no-fund', '--offline');
  run('git', 'init', '-q');
  run('git', 'add', '-A');
  run('git', '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'tasks');
  build();
  if (!build().includes(`skipped: ${tasks}`)) throw new Error('the peer finds something to do');
  return { name: `lage, ${tasks} tasks`, run: () => void build() };
}
