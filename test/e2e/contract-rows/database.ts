import { project, rig } from '../bad-input.ts';
import type { Failing, Rows } from '../contract-row.ts';

const tooNew: Failing = {
  alter: async () => {
    await rig.query(
      project,
      `insert into art.art_schema (version, name, checksum) values (999, 'later', 'x')`,
    );
    return async () => void (await rig.query(project, `delete from art.art_schema where version = 999`));
  },
  words: () => [],
};

const url = (text: string): Failing => ({ env: () => ({ DATABASE_URL: text }), words: () => [] });

export const databaseRows: Rows = {
  'db start': {
    ends: () => [],
    fails: {
      'database-url-invalid': url('not a url'),
      'database-unreachable': url('postgres://art:x@127.0.0.1:1/art'),
    },
  },
  // Two looks at once would differ: the first stops it.
  'db stop': { isWriter: true, ends: () => ['--if-idle'] },
  'db status': { ends: () => [], isListing: 'unsteady', fails: { 'database-too-new': tooNew } },
  'db migrate': { ends: () => [], fails: { 'database-too-new': tooNew } },
  'db rebuild': { isWriter: true, ends: () => [] },
};
