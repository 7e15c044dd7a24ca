import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { layerFaults, readSources } from '../../scripts/check-layers.ts';

const faultsOf = (files: { readonly [path: string]: string }): readonly string[] =>
  layerFaults(new Map(Object.entries(files)));

/** One file that imports one other: the smallest breach of the law. */
const breach = (from: string, to: string, statement = `import { a } from '${up(from)}${to.slice(4)}';`) =>
  faultsOf({ [from]: `${statement}\nexport const b = a;\n`, [to]: 'export const a = 1;\n' });
const up = (path: string): string => '../'.repeat(path.split('/').length - 2) || './';

describe('the import law', () => {
  it('holds in this repository', () => {
    const root = join(import.meta.dirname, '../..');
    expect(layerFaults(readSources(root, ['src', 'test', 'scripts', 'bench']))).toEqual([]);
  });

  test.each([
    ['src/domain/a.ts', 'src/ports/b.ts', 'domain may not import ports'],
    ['src/domain/a.ts', 'src/pixels/b.ts', 'domain may import only types of pixels'],
    ['src/pixels/a.ts', 'src/domain/b.ts', 'pixels may not import domain'],
    ['src/ports/a.ts', 'src/app/b.ts', 'ports may not import app'],
    ['src/app/a.ts', 'src/adapters/b.ts', 'app may not import adapters'],
    ['src/app/a.ts', 'src/generated/b.ts', 'app may not import generated'],
    ['src/adapters/a.ts', 'src/app/b.ts', 'adapters may not import app'],
    ['src/stages/a.ts', 'src/app/b.ts', 'plugin may not import app'],
    ['src/stages/a.ts', 'src/stages/b.ts', 'a plugin imports another plugin'],
    ['src/stages/a.ts', 'src/backends/b.ts', 'a plugin imports another plugin'],
    ['src/entry/cli/a.ts', 'src/adapters/b.ts', 'entry may not import adapters'],
    ['src/entry/cli/a.ts', 'src/generated/b.ts', 'entry may not import generated'],
    ['src/compose-a.ts', 'src/entry/b.ts', 'compose may not import entry'],
    ['src/app/a.ts', 'src/app/b.test.ts', 'is for tests and scripts'],
    ['src/a.ts', 'src/app/b.ts', 'no layer has this file'],
    ['src/services/a.ts', 'src/app/b.ts', 'no layer has this file'],
  ])('refuses that %s imports %s', (from, to, fault) => {
    expect(breach(from, to).join('\n')).toContain(fault);
  });

  it('reads type imports, lazy imports, re-exports and lists over several lines', () => {
    for (const statement of [
      "import type { a } from '../adapters/b.ts';",
      "import {\n  type a,\n} from '../adapters/b.ts';",
      "import a, { c } from '../adapters/b.ts';",
      "import * as a from '../adapters/b.ts';",
      "import '../adapters/b.ts';",
      "export { a } from '../adapters/b.ts';",
      "export * from '../adapters/b.ts';",
      "const a = await import('../adapters/b.ts');",
      "type a = import('../adapters/b.ts').A;",
    ]) {
      const found = breach('src/app/a.ts', 'src/adapters/b.ts', statement);
      expect([statement, found.join()]).toEqual([
        statement,
        expect.stringContaining('app may not import adapters'),
      ]);
    }
  });

  it('lets the domain use types of pixels, and everything use itself', () => {
    expect(breach('src/domain/a.ts', 'src/pixels/b.ts', "import type { a } from '../pixels/b.ts';")).toEqual(
      [],
    );
    expect(breach('src/app/a.ts', 'src/app/b.ts')).toEqual([]);
    expect(
      faultsOf({
        'src/stages/a.ts': "import { b } from './a/b.ts';\nexport default b;\n",
        'src/stages/a/b.ts': 'export const b = 1;\n',
      }),
    ).toEqual([]);
  });

  it('refuses Node, foreign packages and the time in pure layers', () => {
    expect(faultsOf({ 'src/domain/a.ts': "import { join } from 'node:path';\n" })).toEqual([
      'src/domain/a.ts:1: domain may not use Node (node:path)',
    ]);
    expect(faultsOf({ 'src/app/a.ts': "import pg from 'pg';\n" })).toEqual([
      'src/app/a.ts:1: app may not import the package pg',
    ]);
    expect(faultsOf({ 'src/pixels/a.ts': "import { parse } from 'jsonc-parser';\n" })).toHaveLength(1);
    expect(faultsOf({ 'src/domain/a.ts': "import { parse } from 'jsonc-parser';\n" })).toEqual([]);
    expect(faultsOf({ 'src/domain/a.ts': 'export const now = () => new Date();\n' })).toEqual([
      'src/domain/a.ts: asks for the time; the clock is an argument',
    ]);
  });

  it('refuses circles, barrels, orphans of a plugin and paths that do not exist', () => {
    expect(
      faultsOf({
        'src/app/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
        'src/app/b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
        'src/app/c.ts': "import type { A } from './a.ts';\nexport type C = A;\n",
      }),
    ).toEqual(['a circle of imports: src/app/a.ts -> src/app/b.ts -> src/app/c.ts -> src/app/a.ts']);
    expect(
      faultsOf({ 'src/app/a.ts': "// All of it.\nexport { b } from './b.ts';\n", 'src/app/b.ts': '' }),
    ).toEqual(['src/app/a.ts: only re-exports; import from the file that has it']);
    expect(faultsOf({ 'src/stages/gone/part.ts': '' })).toEqual([
      'src/stages/gone/part.ts: belongs to no plugin; src/stages/gone.ts does not exist',
    ]);
    expect(faultsOf({ 'src/app/a.ts': "import { b } from './b.ts';\n" })).toEqual([
      'src/app/a.ts:1: src/app/b.ts does not exist',
    ]);
  });
});
