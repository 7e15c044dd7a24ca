import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** Vitest's global set-up of these tests: builds the command line when the build is older than the source. */
export function setup(): void {
  const built = join(repository, 'build', 'main.cjs');
  const sources = [newestUnder(join(repository, 'src')), changedAt(join(repository, 'scripts', 'build.ts'))];
  if (existsSync(built) && changedAt(built) > Math.max(...sources)) return;
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: repository,
    stdio: 'inherit',
  });
}

const changedAt = (path: string): number => statSync(path).mtimeMs;

function newestUnder(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Math.max(
    ...entries
      .filter((entry) => entry.isFile())
      .map((entry) => changedAt(join(entry.parentPath, entry.name))),
  );
}
