// `npm run check`: everything about the code that needs no running program. Runs all steps, then sums up.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const maxLines = 400;

/** Runs a program of node_modules; resolves to its fault, or `null`. */
const program = (name, ...args) =>
  new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules/.bin', name), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => resolve(`${name} cannot be started: ${error.message}. Run npm ci first.`));
    child.on('close', (code, signal) => {
      resolve(code === 0 ? null : said.trim() || `${name} ended with ${signal ?? `exit code ${code}`}`);
    });
  });

/** Sources that a person writes and reads. `src/generated` is not written, SQL stands as one statement. */
function* sources() {
  for (const folder of ['src', 'test', 'scripts', 'bench', 'bin']) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (name.includes('node_modules')) continue;
      if (/\.(ts|mjs|js)$/.test(name) && !join(folder, name).startsWith(join('src', 'generated'))) {
        yield join(folder, name);
      }
    }
  }
}

function longFiles() {
  const long = [];
  for (const file of sources()) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    if (lines > maxLines) long.push(`${file} has ${lines} lines: split it, ${maxLines} is the limit`);
  }
  return long.length === 0 ? null : long.join('\n');
}

function versions() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, built] =
    /export const version = '([^']+)'/.exec(readFileSync(join(root, 'src/version.ts'), 'utf8')) ?? [];
  return built === version
    ? null
    : `src/version.ts says ${String(built)}, package.json says ${String(version)}`;
}

// Rules that need types run in oxlint-tsgolint; without it they are passed over, and the summary says so.
const hasTypes = existsSync(join(root, 'node_modules/oxlint-tsgolint'));

const steps = [
  ['format', () => program('prettier', '--check', '--log-level', 'warn', '.')],
  [
    hasTypes ? 'lint' : 'lint, without the rules that need types',
    () => program('oxlint', '--deny-warnings', ...(hasTypes ? ['--type-aware'] : [])),
  ],
  ['types', () => program('tsc', '-p', 'tsconfig.json')],
  ['types without Node and DOM', () => program('tsc', '-p', 'tsconfig.pure.json')],
  ['layers and circles', () => program('tsx', 'scripts/check-layers.ts')],
  ['generated files', () => program('tsx', 'scripts/gen.ts', '--check')],
  ['length of files', longFiles],
  ['version', versions],
];

const results = new Map();
const waiting = [...steps];
async function work() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const [name, run] = step;
    const began = performance.now();
    const fault = await run();
    results.set(name, { fault, seconds: (performance.now() - began) / 1000 });
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));

for (const [name] of steps) {
  const { fault } = results.get(name);
  if (fault !== null) console.log(`\n--- ${name}\n${fault}`);
}
console.log('');
for (const [name] of steps) {
  const { fault, seconds } = results.get(name);
  console.log(`${fault === null ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(5)} s  ${name}`);
}
const failed = [...results.values()].filter(({ fault }) => fault !== null).length;
console.log(failed === 0 ? 'check: all ok' : `check: ${failed} of ${steps.length} failed`);
process.exitCode = failed === 0 ? 0 : 1;
