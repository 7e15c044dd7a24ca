/** Every command of the table in a poisoned project, with poisoned words: no terminal is ever acted on. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFlag, readOperands } from '../../src/entry/cli/command-line.ts';
import { commands } from '../../src/entry/cli/commands.ts';
import { expectClean, project, rig, setUp } from './bad-input.ts';
import { expectRecords } from './cli-schema.ts';
import { runToEnd, type Words } from './contract-row.ts';
import { rows } from './contract-table.ts';
import { hostileEnv, poison, poisonProject } from './poison.ts';
import type { Told } from './rig.ts';

let taken: readonly string[] = [];
beforeAll(async () => {
  await setUp();
  taken = await poisonProject();
});
afterAll(() => rig.remove());

it('the poison is in place', () => {
  expect(taken).toEqual(['a worker', 'an error of a job', 'a pause of a backend', 'a note', 'a reason']);
});

/** One line stays one line: nothing foreign begins one, or goes back to the start of one. */
function expectSafe(words: Words, told: Told): void {
  const line = words.join(' ');
  expect(told.signal, line).toBeNull();
  expect(told.stderr, line).not.toContain('fault of Artkiln itself');
  // Tabs part the cells of --plain.
  expectClean(told);
  expect(`${told.stdout}\n${told.stderr}`, line).not.toMatch(/^INJECTED/m);
}

it.each(commands.map((spec) => [spec.name, spec] as const))('art %s', async (name, spec) => {
  const row = rows[name];
  const words = name.split(' ');
  // Where the poison takes away what the row prepares, what the command says of it counts.
  const usual = await Promise.resolve(row?.ends() ?? []).catch(() => []);
  const stop = row?.interruptAt === undefined ? {} : { interruptAt: row.interruptAt };
  const operands = readOperands(spec.operands, spec.completes);
  const withValue = spec.options
    .map(readFlag)
    .filter(({ value, words: few }) => value !== null && few === null);
  const lines: Words[] = [
    [...usual],
    [...usual, '--plain'],
    [...usual, '--json'],
    [...usual, `--${poison}`, '--json'],
    ...(operands.length === 0 ? [] : [operands.map(() => poison), [...operands.map(() => poison), '--json']]),
    ...withValue.map(({ long }) => [...usual, `${long}=${poison}`, '--json']),
    ['--json', ...usual, '--project', poison],
  ];
  const run = async (more: Words): Promise<void> => {
    const told = await runToEnd([...words, ...more], { env: { ...row?.env, ...hostileEnv }, ...stop });
    expectSafe([...words, ...more], told);
    if (more.includes('--json')) expectRecords(told);
  };
  if (row?.isWriter === true) for (const line of lines) await run(line);
  else for (let at = 0; at < lines.length; at += 3) await Promise.all(lines.slice(at, at + 3).map(run));
});

it('a command that does not exist, and help for it', async () => {
  for (const words of [[poison], ['help', poison], [poison, '--help'], ['db', poison], [`--${poison}`]]) {
    const told = await rig.art(words, { cwd: project, env: hostileEnv });
    expect(told.code).toBe(2);
    expectSafe(words, told);
  }
});
