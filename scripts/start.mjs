// `npm start`: builds if need be, makes ./demo from the sample, queues its first run, and brings it up.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
// `npm start -- <folder>` makes the demo elsewhere.
const demo = resolve(process.argv[2] ?? join(root, 'demo'));
const project = relative(process.cwd(), demo) || '.';
const art = join(root, 'bin', 'art.js');

/** Newest change below a folder, in ms since the epoch. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

function run(...args) {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const built = join(root, 'build', 'main.cjs');
if (!existsSync(built) || statSync(built).mtimeMs < newest(join(root, 'src'))) {
  console.error('building Artkiln');
  run('--import', import.meta.resolve('tsx'), join(root, 'scripts', 'build.ts'));
}
if (!existsSync(join(demo, 'art.config.json'))) run(art, 'init', demo, '--sample', '--quiet');
const runs = join(demo, 'runs');
if (!existsSync(runs) || readdirSync(runs).length === 0) {
  const levers = ['--hair', 'long', '--hair-color', 'red', '--armor', 'plate', '--weapon', 'sword'];
  run(
    art,
    'generate',
    'iron.character.skald.v1',
    ...levers,
    '--concepts',
    '2',
    '--project',
    project,
    '--quiet',
  );
}
console.error(
  'Leave this running. Type the command after "next" in another terminal, in this folder; Ctrl-C stops the worker.',
);

const up = spawn(process.execPath, [art, 'up', '--project', project], { stdio: 'inherit' });
// Ctrl-C reaches both of us; the command stops cleanly and we leave with its word.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && up.kill(signal));
up.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
