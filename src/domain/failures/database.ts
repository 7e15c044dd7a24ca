import { define } from './define.ts';

export const databaseFailures = {
  'database-unreachable': define<object>({
    exit: 8,
    http: 503,
    message: () => 'The database does not answer.',
    kept: () => 'Everything that was committed is kept.',
    next: () => 'Run `art db status`, then `art db start`.',
  }),
  'database-not-migrated': define<{ found: number; known: number }>({
    exit: 11,
    http: 503,
    message: (f) => `The database is at version ${f.found}; this Artkiln needs version ${f.known}.`,
    kept: () => 'Nothing was started or written.',
    next: () => 'Run `art db migrate`.',
  }),
  'database-too-new': define<{ found: number; known: number }>({
    exit: 11,
    http: 503,
    message: (f) => `The database is at version ${f.found}; this Artkiln knows versions up to ${f.known}.`,
    kept: () => 'Nothing was started or written.',
    next: () => 'Use the newer Artkiln that made it.',
  }),
  'database-foreign': define<{ version: number }>({
    exit: 11,
    http: 503,
    message: (f) => `Migration ${f.version} of this database is not the one that this Artkiln has.`,
    kept: () => 'Nothing was started or written.',
    next: () => 'Use the Artkiln that made it, or a database of its own.',
  }),
};
