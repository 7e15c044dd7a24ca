// One large sweep from the command to the gate: what it takes to plan, to queue, to draw and to watch.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterPlace } from '../src/adapters/postgres/cluster/place.ts';
import { one, printTable } from './measure.ts';
import { endIdleTimer } from './start-up.ts';

const art = join(import.meta.dirname, '..', 'bin', 'art.js');
const statue = ['iron.object.statue.v1', '--material', '*', '--armor', '*', '--weapon', '*'];
/** 60 bindings. */
const bindings = 3 * 4 * 5;

/** Makes a run of about `jobs` jobs, has one worker draw all of it, asks for it again and waits, and prints the times. */
export async function sweep(jobs: number): Promise<void> {
  const children = Math.ceil(jobs / bindings);
  const folder = mkdtempSync(join(tmpdir(), 'art-bench-sweep-'));
  const project = join(folder, 'project');
  mkdirSync(join(folder, 'home'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(folder, 'home') };
  const timed = (cwd: string, ...argv: readonly string[]): number => {
    const began = performance.now();
    const done = spawnSync(process.execPath, [art, ...argv], { cwd, env, encoding: 'utf8' });
    // 9: a person is awaited, which is where the sweep is to end.
    if (done.status !== 0 && done.status !== 9) throw new Error(`art ${argv.join(' ')}:\n${done.stderr}`);
    return performance.now() - began;
  };
  try {
    timed(folder, 'init', project, '--sample');
    timed(project, 'db', 'migrate');
    const wanted = ['generate', ...statue, '--concepts', String(children)];
    const planMs = timed(project, ...wanted, '--dry-run');
    const queueMs = timed(project, ...wanted, '--yes');
    const [run = ''] = readdirSync(join(project, 'runs'));
    const recordKb = statSync(join(project, 'runs', run, 'run.json')).size / 1024;
    const drawMs = timed(project, 'worker', '--until-idle');
    const moreMs = timed(project, ...wanted.slice(0, -2), '--more', '1', '--dry-run');

    const worker = spawn(process.execPath, [art, 'worker'], { cwd: project, env, stdio: 'ignore' });
    const ended = new Promise((resolve) => worker.on('close', resolve));
    const againMs = timed(project, ...wanted, '--yes', '--wait');
    worker.kill('SIGTERM');
    await ended;
    const count = bindings * children;
    printTable(
      [`a sweep of ${count} jobs`, '', 'for each job'],
      [
        ['plan', `${one(planMs)} ms`, `${(planMs / count).toFixed(2)} ms`],
        ['queue', `${one(queueMs)} ms`, `${(queueMs / count).toFixed(2)} ms`],
        ['plan the next child of each binding', `${one(moreMs)} ms`, ''],
        ['run.json', `${one(recordKb)} kB`, `${(recordKb / count).toFixed(2)} kB`],
        ['draw, one worker', `${one(drawMs / 1000)} s`, `${one(drawMs / count)} ms`],
        ['all of it again, reused, watched', `${one(againMs / 1000)} s`, `${one(againMs / count)} ms`],
      ],
    );
  } finally {
    endIdleTimer(project);
    spawnSync(process.execPath, [art, 'db', 'stop', '--force'], { cwd: project, env });
    const place = clusterPlace(project);
    // Root's clusters lie outside the project.
    if (place.ok) rmSync(place.value.home, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}
