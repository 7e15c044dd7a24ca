import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/entry/cli/commands.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/reference/cli.md'), 'utf8');

test.each(commands.map((spec) => [spec.name, spec] as const))(
  'docs/reference/cli.md has `art %s` and its options',
  (name, spec) => {
    expect(page).toContain(`art ${name}`);
    for (const [flags] of spec.options) {
      const long = /--[a-z-]+/.exec(flags)?.[0] ?? flags;
      expect(page).toContain(long);
    }
  },
);
