/** What holds for every command: help, records, plain text, streams, locales, wrong words. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/entry/cli/commands.ts';
import type { CommandSpec } from '../../src/entry/cli/command-spec.ts';
import { readFlag } from '../../src/entry/cli/command-line.ts';
import { expectClean, project, rig, setUp } from './bad-input.ts';
import { expectRecords, isPublished } from './cli-schema.ts';
import { runToEnd, type CommandRow, type Words } from './contract-row.ts';
import { rows } from './contract-table.ts';
import type { CliRecord, Told } from './rig.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

const named = commands.map((spec) => [spec.name, spec] as const);
const rowOf = (name: string): CommandRow => {
  const row = rows[name];
  if (row === undefined) throw new Error(`art ${name} has no row in test/e2e/contract-table.ts`);
  return row;
};

it('every command has its row, and every row its command', () => {
  expect(Object.keys(rows).sort()).toEqual(commands.map(({ name }) => name).sort());
});

describe('help', () => {
  it.each(named)('of art %s: its example first, on stdout alone', async (name, spec) => {
    const [asked, helped] = await Promise.all([
      rig.art([...name.split(' '), '--help']),
      rig.art(['help', ...name.split(' ')], { env: { COLUMNS: '200', LC_ALL: 'tr_TR.UTF-8' } }),
    ]);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout.split('\n')[1]).toBe(`  ${spec.examples[0]}`);
    expect(helped).toEqual(asked);
    expectClean(asked);
  });
});

/** A good end with these words and this environment; a writer is prepared for each. */
async function end(name: string, more: Words, env: Readonly<Record<string, string>> = {}): Promise<Told> {
  const row = rowOf(name);
  const words = [...name.split(' '), ...(await row.ends()), ...more];
  const told = await runToEnd(words, {
    env: { ...row.env, ...env },
    ...(row.interruptAt === undefined ? {} : { interruptAt: row.interruptAt }),
  });
  expect(told, `${words.join(' ')}\n${told.stderr}`).toMatchObject({ code: row.exit ?? 0, signal: null });
  expect(told.stderr).not.toContain('fault of Artkiln itself');
  return told;
}

/** Fields that differ from one look to the next. */
const volatile = new Set(['seen_seconds_ago', 'ms', 'pid', 'worker', 'clients', 'free_bytes']);
const steady = (record: CliRecord): unknown =>
  JSON.parse(JSON.stringify(record, (key, value: unknown) => (volatile.has(key) ? null : value)));

describe('a good end', () => {
  it.each(named)('of art %s', async (name) => {
    const isWriter = rowOf(name).isWriter === true;
    const variants = [
      () => end(name, ['--json'], { LC_ALL: 'C' }),
      () => end(name, ['--json', '--no-input'], { LC_ALL: 'tr_TR.UTF-8' }),
      () => end(name, []),
      // What ends by a signal waits for a note that it would not print.
      () =>
        end(name, [...(rowOf(name).interruptAt === undefined ? ['--quiet'] : []), '--plain'], {
          TERM: 'xterm-256color',
          COLORTERM: 'truecolor',
        }),
    ];
    const told: Told[] = [];
    if (isWriter) for (const run of variants) told.push(await run());
    else told.push(...(await Promise.all(variants.map((run) => run()))));
    const [json, turkish, text, quiet] = told as [Told, Told, Told, Told];

    const record = expectRecords(json);
    expect(record.ok).toBe(true);
    expect(isPublished(record)).toBe(true);
    const other = expectRecords(turkish);
    if (!isWriter) expect(steady(other)).toEqual(steady(record));
    if (rowOf(name).interruptAt === undefined) expect(quiet.stderr).toBe('');
    for (const one of told) expectClean({ ...one, stdout: one.stdout.replaceAll('\t', ' ') });
    // Notes stand beside the data, so that without them the data is the same.
    if (rowOf(name).isListing === undefined)
      expect(text.stdout).not.toMatch(/^(next|to undo|failed|kept): /m);
    if (!isWriter) expect(text.stdout === '').toBe(quiet.stdout === '');
  });
});

describe('a wrong word', () => {
  const misspelt = (flag: string): string => flag.replace(/(.)(.)$/, '$2$1');

  it.each(named)(
    'on the command line of art %s is refused with the one that was meant',
    async (name, spec) => {
      const words = name.split(' ');
      // A lever may have any name: what nobody knows is the recipe's to refuse.
      if (spec.takesLevers !== true) {
        const long = spec.options.map(readFlag).at(0)?.long ?? '--quiet';
        await refusedUsage([...words, misspelt(long)], long);
        await refusedUsage(['--jsno', ...words], '--json');
      }
      for (const flag of spec.options.map(readFlag)) {
        const [word] = flag.words ?? [];
        if (word !== undefined) await refusedUsage([...words, flag.long, misspelt(word)], word);
      }
      for (const [near, offered] of rowOf(name).nears ?? []) {
        const told = await rig.art([...words, ...near()], { cwd: project });
        expect([2, 3]).toContain(told.code);
        expect(told.stderr).toMatch(offered);
      }
    },
  );

  it.each(['rnus', 'runshow', 'run-show', 'Runs'])('in the place of a command: %s', async (word) => {
    await refusedUsage([word], 'art run');
  });

  async function refusedUsage(words: Words, meant: string): Promise<void> {
    const told = await rig.art(words, { cwd: project });
    expect(told, words.join(' ')).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toMatch(/^failed usage: /);
    expect(told.stderr.split('next: ')[1]).toContain(meant);
    const record = expectRecords(await rig.art([...words, '--json'], { cwd: project }));
    expect(record).toMatchObject({ ok: false, failure: { kind: 'usage', exit_code: 2 } });
  }
});

/** Commands that work where there is no project. */
const withoutProject = new Set(['init', 'completion', 'config show', 'doctor']);

describe('outside of a project', () => {
  it.each(named.filter(([name]) => !withoutProject.has(name)))(
    'art %s says that there is none',
    async (name) => {
      const folder = join(rig.folder, 'nothing-here');
      mkdirSync(folder, { recursive: true });
      // Words that would be right in a project of their own.
      const words = [...name.split(' '), ...wordsFor(name)];
      const told = await rig.art([...words, '--json'], { cwd: folder });
      expect(told.code, told.stderr).toBe(3);
      expect(expectRecords(told).failure).toMatchObject({ kind: 'project-not-found', exit_code: 3 });
      expect(told.stderr).toMatch(/art init[^]*--project <folder>/);
    },
  );

  const wordsFor = (name: string): Words => {
    const { operands, takesLevers } = commands.find((spec) => spec.name === name) as CommandSpec;
    if (takesLevers === true) return ['iron.object.statue.v1'];
    return operands.split(' ').flatMap((word) => (word.startsWith('<') ? ['1'] : []));
  };
});
