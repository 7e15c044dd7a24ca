/** Every failure that a command can meet, provoked: its exit code, its words and its record. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureTable, type FailureKind } from '../../src/domain/failure.ts';
import { commands } from '../../src/entry/cli/commands.ts';
import { expectClean, project, rig, setUp } from './bad-input.ts';
import { expectRecords } from './cli-schema.ts';
import { exitOf, runToEnd, type Failing } from './contract-row.ts';
import { elsewhere, rows } from './contract-table.ts';
import { repository } from './rig.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

const cases = Object.entries(rows).flatMap(([name, { fails = {} }]) =>
  (Object.entries(fails) as [FailureKind, Failing][]).map(
    ([kind, failing]) => [name, kind, failing] as const,
  ),
);

describe('a failure is told with its kind, its exit code, what was kept and what is next', () => {
  it.each(cases)('art %s: %s', async (name, kind, { words, alter, interruptAt, env, cwd, isAlone }) => {
    const back = await alter?.();
    try {
      const line = [...name.split(' '), ...words()];
      const options = {
        cwd: cwd?.() ?? project,
        ...(env === undefined ? {} : { env: env() }),
        ...(interruptAt === undefined ? {} : { interruptAt }),
      };
      const first = runToEnd(line, options);
      if (isAlone === true) await first;
      const json = await runToEnd([...line, '--json', '--quiet'], options);
      const text = await first;
      expect(text, `${line.join(' ')}\n${text.stderr}`).toMatchObject({
        code: exitOf(kind),
        signal: null,
        stdout: '',
      });
      expectClean(text);
      expectClean(json);
      expect(json.code).toBe(exitOf(kind));
      const { failure } = expectRecords(json);
      expect(failure).toMatchObject({ kind, exit_code: exitOf(kind) });
      // The same words for both readers; the failure is the last that is said.
      const { message, kept, next } = failure as unknown as {
        message: string;
        kept: string | null;
        next: string | null;
      };
      const said = [
        `failed ${kind}: ${message}`,
        kept === null ? '' : `  kept: ${kept}`,
        next === null ? '' : `  next: ${next}`,
      ];
      const block = said.filter((one) => one !== '').join('\n');
      expect(json.stderr.endsWith(`${block}\n`) || hasForeign(message), `${json.stderr}\n---\n${block}`).toBe(
        true,
      );
      const last = text.stderr.slice(text.stderr.lastIndexOf(`failed ${kind}: `));
      expect(last.split('\n').filter((one) => one !== '')).toHaveLength(block.split('\n').length);
    } finally {
      await back?.();
    }
  });
});

/** Words that stderr shows escaped. */
const hasForeign = (message: string): boolean => /[\p{Cc}\p{Cf}]/u.test(message);

describe('the table of failures', () => {
  it.each(commands.map((spec) => [spec.name, spec] as const))(
    'has each failure of art %s in its row, or says who provokes it',
    (name, spec) => {
      const { fails = {}, unprovoked = {} } = rows[name] ?? {};
      const provoked = [...Object.keys(fails), ...Object.keys(unprovoked)];
      expect(spec.failures.filter((kind) => !provoked.includes(kind) && !(kind in elsewhere))).toEqual([]);
    },
  );

  it.each(commands.map((spec) => [spec.name, spec] as const))(
    'has nothing in the row of art %s that its help and the reference leave out',
    (name, spec) => {
      const documented: readonly string[] = spec.failures;
      expect(Object.keys(rows[name]?.fails ?? {}).filter((kind) => !documented.includes(kind))).toEqual([]);
    },
  );

  it('has every kind provoked by a row or named elsewhere', () => {
    const provoked = new Set<string>(cases.map(([, kind]) => kind));
    const kinds = Object.keys(failureTable);
    expect(kinds.filter((kind) => !provoked.has(kind) && !(kind in elsewhere))).toEqual([]);
    // A kind that a row provokes needs no word elsewhere.
    expect(Object.keys(elsewhere).filter((kind) => provoked.has(kind))).toEqual([]);
  });

  it.each(Object.entries(elsewhere))('names a test or a reason for %s', (kind, where) => {
    if ('why' in where) {
      expect(where.why).toMatch(/^[A-Z].{20,}\.$/);
      return;
    }
    const path = join(repository, where.test);
    expect(existsSync(path), where.test).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`['\` ]${kind}\\b`));
  });
});
