import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../src/entry/cli/commands.ts';
import { verdictFile } from '../../src/entry/cli/schemas/deciding.ts';

const docs = join(import.meta.dirname, '../../docs');

/** Every command in back-ticks: its name and its long options. */
const typed = [...readFileSync(join(docs, 'guide/mistakes.md'), 'utf8').matchAll(/`art ([^`]+)`/g)].map(
  ([, line = '']) => line,
);

it('the guide to mistakes speaks of commands and options that there are', () => {
  expect(typed.length).toBeGreaterThan(20);
  for (const line of typed) {
    const spec = commands.find(({ name }) => line === name || line.startsWith(`${name} `));
    expect(spec, line).toBeDefined();
    const known = (spec?.options ?? []).map(([flags]) => /--[a-z-]+/.exec(flags)?.[0]);
    for (const [flag] of line.matchAll(/--[a-z-]+/g)) expect(known, line).toContain(flag);
  }
});

it('the schema of a file of verdicts is published as it is', () => {
  const published = readFileSync(join(docs, 'reference/schema/verdicts.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(verdictFile)));
});
