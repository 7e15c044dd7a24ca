// The import law of ARCHITECTURE.md, over import statements, type imports included. Run by `npm run check`.
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';

type Layer =
  | 'domain'
  | 'pixels'
  | 'ports'
  | 'app'
  | 'plugin'
  | 'adapters'
  | 'generated'
  | 'compose'
  | 'entry'
  | 'version';

const pluginFolders = ['backends', 'stages', 'validators', 'exporters'] as const;

/** What each layer may import of the others. Everything may import itself; two plugins never each other. */
const law: { readonly [K in Layer]: readonly Layer[] } = {
  domain: ['pixels'], // Types only, see `pureValues`.
  pixels: [],
  ports: ['domain', 'pixels'],
  app: ['domain', 'pixels', 'ports'],
  plugin: ['domain', 'pixels', 'ports'],
  adapters: ['domain', 'pixels', 'ports', 'generated'],
  generated: ['ports', 'plugin', 'adapters'],
  compose: ['domain', 'pixels', 'ports', 'app', 'adapters', 'generated', 'version'],
  // Of `pixels`: the terminal draws pictures, so it needs their types and pure functions.
  entry: ['domain', 'pixels', 'ports', 'app', 'compose', 'version'],
  version: [],
};

/** Layers that may use Node's own modules. The others compile without Node and DOM types, or leave I/O to ports. */
const withNode = new Set<Layer>(['adapters', 'compose', 'entry']);

/** Packages that a pure layer may import: both pure functions over their arguments, without I/O of their own. */
const purePackages: { readonly [K in Layer]?: readonly string[] } = {
  domain: ['jsonc-parser'], // Positions of JSON tokens, so that a fault can be pointed at.
  pixels: ['fflate'], // Deflate for our own PNG bytes; pinned, because they must never change.
};

/** Layers whose packages are their own business. */
const withPackages = new Set<Layer>(['adapters', 'entry']);

/** Exceptions, `from -> to`, each with its reason. An exception that nothing uses is a fault. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'src/domain/candidate/pixels-digest.ts -> src/pixels/rgba.ts',
    'the layout that a pixels digest is taken over is pixels’ knowledge, and the digest is the domain’s',
  ],
  [
    'src/generated/migrations.ts -> src/adapters/postgres/migrate.ts',
    'the embedded SQL carries the type of its reader; a type import only',
  ],
]);

export interface Import {
  readonly line: number;
  readonly specifier: string;
  readonly isType: boolean;
  /** `import('...')`, loaded when it is asked for. */
  readonly isLazy: boolean;
  readonly isReexport: boolean;
}

const statement =
  /^(import|export)\s+(type\s+)?(?:(\{[^}]*\})|\*(?:\s+as\s+[\w$]+)?|[\w$]+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+[\w$]+))?)\s+from\s*'([^']+)'|^import\s*'([^']+)'/gm;
const lazy = /\bimport\(\s*'([^']+)'\s*,?\s*\)/g;

const isAllTypes = (names: string): boolean =>
  names
    .slice(1, -1)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));

/** The imports of a file that prettier has formatted: statements begin their line, quotes are single. */
export function readImports(text: string): readonly Import[] {
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const found: Import[] = [];
  for (const match of text.matchAll(statement)) {
    const [, word, type, names, from, bare] = match;
    found.push({
      line: lineAt(match.index),
      specifier: from ?? bare ?? '',
      isType: type !== undefined || (names !== undefined && isAllTypes(names)),
      isLazy: false,
      isReexport: word === 'export',
    });
  }
  for (const match of text.matchAll(lazy)) {
    const start = text.lastIndexOf('\n', match.index) + 1;
    const before = text.slice(start, match.index).trimStart();
    if (/^(\/\/|\/\*|\*)/.test(before)) continue;
    // `import('...').Name` and `typeof import('...')` are types; the law reads them as imports all the same.
    found.push({
      line: lineAt(match.index),
      specifier: match[1] ?? '',
      isType: false,
      isLazy: true,
      isReexport: false,
    });
  }
  return found;
}

export function layerOf(path: string): Layer | null {
  const [root, folder = '', ...rest] = path.split('/');
  if (root !== 'src') return null;
  if (rest.length === 0) {
    if (folder === 'version.ts') return 'version';
    return /^compose(-[a-z-]+)?\.ts$/.test(folder) ? 'compose' : null;
  }
  if ((pluginFolders as readonly string[]).includes(folder)) return 'plugin';
  return folder in law && folder !== 'plugin' ? (folder as Layer) : null;
}

/** `src/backends/procedural/face.ts` belongs to the plugin `src/backends/procedural`. */
const pluginOf = (path: string): string =>
  path
    .split('/')
    .slice(0, 3)
    .join('/')
    .replace(/(\.test)?\.ts$/, '');

const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** Every breach of the law in these files (path from the root -> text), told as `file:line: what is wrong`. */
export function layerFaults(files: ReadonlyMap<string, string>): readonly string[] {
  const faults: string[] = [];
  const unused = new Set(exceptions.keys());
  const loads = new Map<string, string[]>();

  for (const path of [...files.keys()].sort()) {
    const text = files.get(path) ?? '';
    const imports = readImports(text);
    const from = layerOf(path);
    if (from === null && path.startsWith('src/')) {
      faults.push(`${path}: no layer has this file; see the map in ARCHITECTURE.md`);
      continue;
    }
    if (isBarrel(text, imports)) faults.push(`${path}: only re-exports; import from the file that has it`);
    if (from === 'plugin' && path.split('/').length > 3 && !files.has(`${pluginOf(path)}.ts`)) {
      faults.push(`${path}: belongs to no plugin; ${pluginOf(path)}.ts does not exist`);
    }
    const edges: string[] = [];
    loads.set(path, edges);
    for (const one of imports) {
      const at = `${path}:${one.line}`;
      if (!one.specifier.startsWith('.')) {
        if (from !== null && !isTest(path)) faults.push(...packageFaults(at, from, one.specifier));
        continue;
      }
      const target = posix.join(posix.dirname(path), one.specifier);
      if (!files.has(target)) {
        // A test may hold the text of a program that it starts elsewhere.
        if (!one.isLazy && !/\.(json|mjs|js)$/.test(target)) faults.push(`${at}: ${target} does not exist`);
        continue;
      }
      // A lazy import is made when its module has long been read, so it closes no circle.
      if (!one.isLazy) edges.push(target);
      // Tests may set up whatever they need; what they must not do is become a dependency.
      if (from === null || isTest(path)) continue;
      const key = `${path} -> ${target}`;
      const fault = lawFault(from, path, target, one);
      if (fault === null) continue;
      if (exceptions.has(key)) unused.delete(key);
      else faults.push(`${at}: ${fault}`);
    }
    if (/\bnew Date\(\)/.test(text) && from !== null && !withNode.has(from) && !isTest(path)) {
      faults.push(`${path}: asks for the time; the clock is an argument`);
    }
  }
  for (const key of [...unused].sort()) {
    const [path = ''] = key.split(' -> ');
    if (files.has(path)) faults.push(`scripts/check-layers.ts: the exception ${key} is not used any more`);
  }
  for (const cycle of cycles(loads)) faults.push(`a circle of imports: ${cycle.join(' -> ')}`);
  return faults;
}

function lawFault(from: Layer, path: string, target: string, one: Import): string | null {
  if (isTest(target) || !target.startsWith('src/')) return `${target} is for tests and scripts`;
  const to = layerOf(target);
  if (to === null) return `${target} belongs to no layer`;
  if (from === 'plugin' && to === 'plugin') {
    return pluginOf(path) === pluginOf(target) ? null : `a plugin imports another plugin, ${target}`;
  }
  if (from === to) return null;
  if (!law[from].includes(to)) return `${from} may not import ${to} (${target})`;
  if (from === 'domain' && to === 'pixels' && !one.isType) return `domain may import only types of pixels`;
  if (from === 'generated' && to === 'adapters' && one.isType) return `generated imports a type of adapters`;
  return null;
}

function packageFaults(at: string, from: Layer, specifier: string): string[] {
  if (specifier.startsWith('node:')) {
    return withNode.has(from) ? [] : [`${at}: ${from} may not use Node (${specifier})`];
  }
  if (withPackages.has(from) || purePackages[from]?.includes(specifier)) return [];
  return [`${at}: ${from} may not import the package ${specifier}`];
}

/** A file that only passes on what others export. */
function isBarrel(text: string, imports: readonly Import[]): boolean {
  if (!imports.some((one) => one.isReexport)) return false;
  const rest = text
    .replace(statement, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  return rest.replace(/[;\s]/g, '') === '';
}

/** Circles among the edges, each once, by Tarjan's strongly connected components (SIAM J. Comput. 1, 1972). */
function cycles(edges: ReadonlyMap<string, readonly string[]>): readonly string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const lowOf = (node: string): number => low.get(node) ?? 0;
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(lowOf(node), lowOf(next)));
      } else if (stack.includes(next)) {
        low.set(node, Math.min(lowOf(node), index.get(next) ?? 0));
      }
    }
    if (lowOf(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1 || edges.get(node)?.includes(node)) found.push([...circle, circle[0] ?? node]);
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** The TypeScript files below the given folders of a checkout. */
export function readSources(root: string, folders: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    let names: string[] = [];
    try {
      names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    } catch {
      // A folder that is not there yet, such as bench, has no files.
    }
    for (const name of names) {
      if (!name.endsWith('.ts')) continue;
      const path = posix.join(folder, ...name.split(/[\\/]/));
      files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  }
  return files;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = readSources(join(import.meta.dirname, '..'), ['src', 'test', 'scripts', 'bench']);
  const faults = layerFaults(files);
  for (const fault of faults) console.error(fault);
  console.error(`${files.size} files, ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
