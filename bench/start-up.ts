// What a command costs beside `node -e 0`, in one run: the whole process, from its start to its end.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterPlace } from '../src/adapters/postgres/cluster/place.ts';
import { byTurns, differences, least, median, one, printTable, type Times } from './measure.ts';

const art = join(import.meta.dirname, '..', 'bin', 'art.js');
const character = [
  'iron.character.skald.v1',
  '--hair',
  'long',
  '--hair-color',
  'red',
  '--armor',
  'plate',
  '--weapon',
  'axe',
];

interface Bound {
  readonly limitMs: number;
  /** Over the floor of the same run, or the whole process. */
  readonly of: 'over floor' | 'whole';
}

const commands: readonly (readonly [name: string, argv: readonly string[], bound: Bound | null])[] = [
  ['node -e 0 (floor)', ['-e', '0'], null],
  ['art --help', [art, '--help'], { limitMs: 15, of: 'over floor' }],
  ['art --version', [art, '--version'], { limitMs: 15, of: 'over floor' }],
  ['art generate --dry-run', [art, 'generate', ...character, '--dry-run'], { limitMs: 40, of: 'over floor' }],
  ['art generate', [art, 'generate', ...character], { limitMs: 250, of: 'whole' }],
];

/** Runs every command `rounds` times and prints the table. Returns whether all kept their bounds. */
export function startUp(rounds: number): boolean {
  if (!existsSync(join(import.meta.dirname, '..', 'build'))) throw new Error('run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'art-bench-'));
  const home = join(folder, 'home');
  const project = join(folder, 'project');
  mkdirSync(home);
  // Nothing of the user's surroundings: no configuration, no DATABASE_URL.
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  const run = (cwd: string, argv: readonly string[]): void => {
    const done = spawnSync(process.execPath, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (done.status !== 0)
      throw new Error(`node ${argv.join(' ')} left with ${done.status}:\n${String(done.stderr)}`);
  };
  try {
    run(folder, [art, 'init', project, '--sample']);
    run(project, [art, 'db', 'start']);
    run(project, [art, 'db', 'migrate']);
    const times = byTurns(
      rounds,
      commands.map(([name, argv]) => [name, () => run(project, argv)]),
    );
    return print(times);
  } finally {
    if (existsSync(project)) {
      endIdleTimer(project);
      spawnSync(process.execPath, [art, 'db', 'stop', '--force'], { cwd: project, env });
      const place = clusterPlace(project);
      // Root's clusters lie outside the project.
      if (place.ok) rmSync(place.value.home, { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By the medians; by the best times where only these keep the bound, as on a machine that others keep busy. */
function verdictOf(row: Times, floor: Times, { limitMs, of }: Bound): 'PASS' | 'PASS at best' | 'OVER' {
  const [usual, best] =
    of === 'whole'
      ? [median(row.ms), least(row.ms)]
      : [median(differences(row, floor)), least(row.ms) - least(floor.ms)];
  if (usual <= limitMs) return 'PASS';
  return best <= limitMs ? 'PASS at best' : 'OVER';
}

/** The commands left a timer that would stop an idle database in half an hour; this project is gone by then. */
export function endIdleTimer(project: string): void {
  const place = clusterPlace(project);
  if (!place.ok) return;
  try {
    const { pid } = JSON.parse(readFileSync(join(place.value.home, 'idle.json'), 'utf8')) as { pid: number };
    process.kill(-pid);
  } catch {
    // No command left one, or it has ended.
  }
}

function print(times: readonly Times[]): boolean {
  const [floor] = times;
  if (floor === undefined) return false;
  let isKept = true;
  const rows = times.map((row, i) => {
    const over = median(differences(row, floor));
    const bound = commands[i]?.[2] ?? null;
    const verdict = bound === null ? '' : verdictOf(row, floor, bound);
    if (verdict === 'OVER') isKept = false;
    return [
      row.name,
      one(median(row.ms)),
      one(least(row.ms)),
      one(over),
      one(least(row.ms) - least(floor.ms)),
      `${(median(row.ms) / median(floor.ms)).toFixed(2)}x`,
      bound === null ? '' : `${bound.of === 'whole' ? '' : '+'}${bound.limitMs}`,
      verdict,
    ];
  });
  printTable(
    ['whole process, ms', 'median', 'min', 'over floor', 'min over min', 'ratio', 'bound', ''],
    rows,
  );
  return isKept;
}
