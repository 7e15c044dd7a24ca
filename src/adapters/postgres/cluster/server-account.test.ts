import { describe, expect, it } from 'vitest';
import { chooseAccounts } from './server-account.ts';

const line = (name: string, uid: number): string => `${name}:x:${uid}:${uid}::/:/bin/false`;
const choose = (lines: readonly string[], isPrivate = false) =>
  chooseAccounts('/games/skerry', { isPrivate, passwd: () => `${lines.join('\n')}\n` });

describe('the accounts of a server that root starts', () => {
  it('is postgres for both where the machine has it', () => {
    const postgres = { uid: 70, gid: 70 };
    expect(choose([line('root', 0), line('nobody', 65_534), line('postgres', 70)])).toEqual({
      ok: true,
      value: { maker: postgres, keeper: postgres },
    });
  });

  it('is nobody for the making and a uid of the project’s own for the keeping', () => {
    const chosen = choose([line('nobody', 65_534), line('postgres', 70)], true);
    expect(chosen).toMatchObject({ value: { maker: { uid: 65_534 } } });
    expect(chosen.ok && chosen.value.keeper.uid).toBeGreaterThan(1_900_000_000 - 1);
    expect(choose([line('nobody', 65_534)])).toEqual(chosen);
  });

  it.each([
    ['has neither', [line('root', 0), line('ada', 1000)]],
    ['has them as root alone', [line('postgres', 0), line('nobody', 0)]],
  ])('is `database-account-missing` where the machine %s', (_title, lines) => {
    expect(choose(lines)).toMatchObject({ ok: false, failure: { kind: 'database-account-missing' } });
  });
});
