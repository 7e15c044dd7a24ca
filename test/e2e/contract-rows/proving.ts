import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { altered, project, second } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';

/** A run folder without stages that nobody queued. */
const bare = 'run_0089_abcd';

export const provingRows: Rows = {
  'run reproduce': {
    ends: () => [second],
    nears: [[() => [second, '--stage', 'normalise'], /normalize/]],
    unprovoked: {
      interrupted: 'It takes a signal between two stages: test/integration/reproduce.test.ts gives one.',
    },
    fails: {
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1'] },
      'run-record-invalid': {
        alter: () => altered(`runs/${second}/run.json`, () => '{}\n'),
        words: () => [second],
        isAlone: true,
      },
      'nothing-to-reproduce': {
        alter: () => {
          const folder = join(project, 'runs', bare);
          cpSync(join(project, 'runs', second), folder, { recursive: true });
          rmSync(join(folder, 'stages'), { recursive: true });
          const record = join(folder, 'run.json');
          const text = readFileSync(record, 'utf8').replaceAll(second, bare);
          rmSync(record);
          writeFileSync(record, text);
          return () => rmSync(folder, { recursive: true });
        },
        words: () => [bare],
      },
    },
  },
  verify: {
    ends: () => [],
    fails: {
      'run-ambiguous': { words: () => ['1'] },
      'run-not-found': { words: () => ['99'] },
      'nothing-to-verify': { words: () => ['art_pool/aproved'] },
    },
  },
};
