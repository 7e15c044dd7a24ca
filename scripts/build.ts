// Bundles the command line into build/: one entry, and a chunk for what only some commands load.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

// Native code and what is loaded by a path of its own stay outside; small pure libraries are bundled for start-up.
const bundled = new Set(['commander', 'fflate', 'jsonc-parser']);
const external = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !bundled.has(name),
);

rmSync(join(root, 'build'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/entry/cli/main.ts' },
  outdir: 'build',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: true,
  sourcesContent: false,
  minifySyntax: true,
  external,
  mainFields: ['module', 'main'],
  // Bundled CommonJS asks for Node's own modules by require().
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
