import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedUrl, origins, parseSettings, resolveSettings, settingSpecs } from './config.ts';

const projectId = 'prj_abcdefghij2345672345';

describe('parseSettings', () => {
  it('gives what stands in the file and nothing else', () => {
    expect(parseSettings(JSON.stringify({ projectId, port: null }), 'project')).toEqual({
      projectId,
      port: null,
    });
    expect(parseSettings('{"reviewer":"Ada","color":false}', 'user')).toEqual({
      reviewer: 'Ada',
      color: false,
    });
  });

  it('names every fault at once, with what is meant', () => {
    expect(parseSettings('{"prot":1,"port":3,"schema_version":2}', 'project')).toEqual([
      'unknown key "prot" (did you mean "port"?)',
      'schema_version must be 1',
      'projectId is missing',
      'port must be a port from 1024 to 65535, or null',
    ]);
  });

  it('tells where a setting belongs that stands in the wrong file', () => {
    expect(parseSettings('{"port":3000,"databaseUrl":"x"}', 'user')).toEqual([
      'unknown key "port" (it belongs in the project’s file)',
      'unknown key "databaseUrl" (it is set by DATABASE_URL)',
    ]);
  });

  it('never lets a project name programs that would be run, or who decides', () => {
    const text = JSON.stringify({ projectId, postgresBin: '/tmp/x', reviewer: 'Eve' });
    expect(parseSettings(text, 'project')).toHaveLength(2);
  });

  it.each(['', '[]', 'null', '{', '"x"'])('refuses %j', (text) => {
    expect(parseSettings(text, 'user')).toHaveLength(1);
  });

  it('is never led astray by names of the language’s own', () => {
    expect(parseSettings('{"__proto__":{"color":false},"constructor":1}', 'user')).toHaveLength(2);
  });
});

describe('resolveSettings', () => {
  it('takes each setting from the strongest place that says something of it', () => {
    const minutes = fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined });
    const layers = fc.shuffledSubarray(
      origins.filter((origin) => origin !== 'default'),
      { minLength: 0 },
    );
    fc.assert(
      fc.property(layers, fc.array(minutes, { minLength: 4, maxLength: 4 }), (order, values) => {
        const given = order.map((origin, i) => ({
          origin,
          given: values[i] === undefined ? {} : { databaseIdleMinutes: values[i] },
        }));
        const { value, origin } = resolveSettings(given).databaseIdleMinutes;
        const saying = origins.find((one) =>
          given.some((layer) => layer.origin === one && layer.given.databaseIdleMinutes !== undefined),
        );
        expect(origin).toBe(saying ?? 'default');
        const said = given.find((layer) => layer.origin === saying)?.given.databaseIdleMinutes;
        expect(value).toBe(said ?? settingSpecs.databaseIdleMinutes.fallback);
      }),
    );
  });

  it('takes null for a value: never is said, too', () => {
    const layers = [
      { origin: 'user' as const, given: { databaseIdleMinutes: 5 } },
      { origin: 'project' as const, given: { databaseIdleMinutes: null } },
    ];
    expect(resolveSettings(layers).databaseIdleMinutes).toEqual({ value: null, origin: 'project' });
  });
});

describe('maskedUrl', () => {
  it.each([
    ['postgres://ada:secret@db.example.com:5432/art', 'postgres://ada:***@db.example.com:5432/art'],
    ['postgres://ada@db.example.com/art', 'postgres://ada@db.example.com/art'],
    [
      'postgres://db.example.com/art?user=a&password=secret',
      'postgres://db.example.com/art?user=a&password=***',
    ],
    ['postgres://ada:se/cret@db/art', 'postgres://***'],
    ['postgres://ada:se@cret@db/art', 'postgres://ada:***@db/art'],
    ['host=db password=secret', '***'],
  ])('shows %s as %s', (url, shown) => {
    expect(maskedUrl(url)).toBe(shown);
  });

  it('never shows a password', () => {
    const word = fc.stringMatching(/^[a-z:@/?#&=%]{0,8}$/);
    fc.assert(
      fc.property(word, word, (before, after) => {
        expect(maskedUrl(`postgres://ada:${before}SECRET${after}@db.example.com/art`)).not.toContain(
          'SECRET',
        );
      }),
    );
  });
});
