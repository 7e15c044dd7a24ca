// Bundles the command line into build/: one entry, and chunks for what only some commands load.
//
// The output is CommonJS. Node starts an empty ES module 3 ms later than an empty script and spends 0.5 to 1 ms on
// each further one; `art generate --dry-run` loads about 30 chunks and took 20 ms longer as ES modules. One single
// script was slower as well: 1 MB to parse for `art --help`. esbuild splits ES modules only, hence two steps.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { build, transform } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outdir = join(root, 'build');
const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

// Native code and what is loaded by a path of its own stay outside; pure libraries are bundled, since a library of
// 40 files takes longer to find than to run.
const bundled = new Set(['fflate', 'jsonc-parser', 'pg']);
const external = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !bundled.has(name),
);

const common = { platform: 'node', target: 'node20.19', minifySyntax: true, minifyWhitespace: true } as const;
const modules = await build({
  ...common,
  absWorkingDir: root,
  entryPoints: { main: 'src/entry/cli/main.ts' },
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: 'inline',
  sourcesContent: false,
  write: false,
  external: [...external, 'pg-native'],
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});

const scripts = await Promise.all(
  modules.outputFiles.map(async ({ path, text }) => {
    const script = await transform(text, {
      ...common,
      // Its ending has the default import of a CommonJS library read as Node reads it.
      sourcefile: path.replace(/cjs$/, 'mjs'),
      format: 'cjs',
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': '__filename', 'import.meta.dirname': '__dirname' },
      sourcemap: 'external',
      sourcesContent: false,
    });
    // Chunks of our own are ES modules by birth: their default export is what it says, not the whole of the module.
    const code = script.code.replaceAll(/(__toESM\(require\("\.[^"]*"\)), ?1\)/g, '$1)');
    return { path, map: script.map, code };
  }),
);

rmSync(outdir, { recursive: true, force: true });
for (const { path, code, map } of scripts) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
  writeFileSync(`${path}.map`, map);
}

// What the commands of every moment run is kept compiled, see bin/load.js.
const folder = mkdtempSync(join(tmpdir(), 'art-build-'));
const levers = ['--hair', 'long', '--hair-color', 'red', '--armor', 'plate', '--weapon', 'axe'];
const project = ['--project', join(folder, 'sample')];
try {
  keepCompiled('init', join(folder, 'sample'), '--sample');
  keepCompiled('generate', 'iron.character.skald.v1', ...levers, '--dry-run', ...project);
  keepCompiled('--help');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function keepCompiled(...argv: readonly string[]): void {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
  const done = spawnSync(process.execPath, [join(root, 'scripts', 'keep-compiled.cjs'), ...argv], {
    env,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`art ${argv.join(' ')} left with ${done.status}:\n${done.stderr}`);
}
