import { expect, test } from 'vitest';
import { newerFile, unreadable } from './newer-file.ts';
import { failure, tell } from './failure.ts';
import { newerVersion } from './schema-version.ts';

test('a later version is told by its number, and nothing else is one', () => {
  expect(newerVersion({ schema_version: 2 })).toBe(2);
  expect(newerVersion({ payload: { schema_version: 3 }, signature: 'x' })).toBe(3);
  for (const value of [
    { schema_version: 1 },
    { schema_version: '2' },
    { schema_version: 1.5 },
    {},
    [],
    null,
    2,
  ])
    expect(newerVersion(value)).toBeNull();
});

test('a file from the future is refused by its name, in the same words everywhere', () => {
  const path = 'runs/run_0007_abcd/run.json';
  const other = failure('run-record-invalid', { path, why: 'it is not JSON' });
  const refused = unreadable(path, '\uFEFF{"schema_version": 2}', other);
  expect(tell(refused)).toMatchObject({
    kind: 'file-newer',
    exit: 11,
    message: `Written by a newer Artkiln: schema version 2 of ${path}; this one reads 1.`,
    kept: 'Nothing was written.',
    next: 'Update Artkiln.',
  });
  expect(unreadable(path, '{"schema_version": 0}', other)).toBe(other);
  expect(newerFile(path, '{"schema_version": 2')).toBeNull();
});
