import { chmodSync, readdirSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { altered, key, project, rig } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';

/** The key that signs: a row above may have made another. */
const keyFile = (): string => {
  const folder = join(rig.folder, 'home/.config/artkiln/keys');
  const files = readdirSync(folder).map((name) => join(folder, name));
  const ada = files.find((path) => path.endsWith('.json') && readFileSync(path, 'utf8').includes('"Ada"'));
  if (ada === undefined) throw new Error(`Ada has no key in ${folder}`);
  return ada;
};
const strangersKey = 'A'.repeat(43);
const admit = (name: string) => (): readonly string[] => [name, '--public-key', strangersKey, ...key()];

export const reviewerRows: Rows = {
  'reviewer add': {
    // A key that is there is shown again.
    ends: () => ['Ada', ...key()],
    fails: {
      'reviewer-name-invalid': { words: () => ['\u202e', ...key()] },
      'passphrase-missing': {
        alter: () => altered('../empty', () => '\n'),
        words: () => ['Zoe', '--passphrase-file', join(rig.folder, 'empty')],
      },
      'needs-terminal': { words: () => ['Zoe'] },
      'reviewer-exists': { words: admit('Ada') },
      'key-in-project': { env: () => ({ XDG_CONFIG_HOME: project }), words: () => ['Zoe', ...key()] },
      'key-exposed': {
        alter: () => {
          const path = keyFile();
          chmodSync(path, 0o644);
          return () => chmodSync(path, 0o600);
        },
        words: admit('Eve'),
      },
      'key-file-damaged': {
        alter: () => {
          const path = keyFile();
          const before = readFileSync(path);
          writeFileSync(path, '{}\n');
          return () => writeFileSync(path, before);
        },
        words: admit('Eve'),
      },
    },
  },
  'reviewer list': { ends: () => [], isListing: true },
};
