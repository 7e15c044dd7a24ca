import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ages, altered, approvedFile, onlyFile, project, second, concept } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';
import { statue } from '../rig.ts';

const asset = 'props/statue-founder';

/** Puts a folder or a file out of the way. */
const away = (path: string) => (): (() => void) => {
  const whole = join(project, path);
  renameSync(whole, `${whole}.away`);
  return () => renameSync(`${whole}.away`, whole);
};

const edited = (path: () => string, change: (text: string) => string, words: readonly string[] = []) => ({
  alter: () => altered(path(), change),
  words: () => words,
});

export const shippingRows: Rows = {
  promote: {
    ends: () => [`${second}/1`, '--as', asset],
    isWriter: true,
    nears: [[() => [`${second}/1`, '--as', 'props/statue-foundr'], /props\/statue-founder/]],
    fails: {
      'candidate-not-found': { words: () => [statue, 'ffffffffffffffff', '--as', asset] },
      'candidate-not-approved': { words: () => [`${concept.job.split('/')[0] ?? ''}/1`, '--as', asset] },
      'job-not-found': { words: () => ['99/1', '--as', asset] },
      'asset-unknown': { words: () => [`${second}/1`, '--as', 'props/none'] },
      'asset-kind-differs': { words: () => [`${second}/1`, '--as', 'hero/skald'] },
    },
  },
  ship: {
    ends: () => [],
    nears: [[() => ['--age', 'iorn'], /iron/]],
    fails: {
      'nothing-to-ship': { alter: away('content/promotions'), words: () => [] },
      'age-not-found': { words: () => ['--age', 'bronze'] },
      'age-manifest-invalid': edited(
        () => ages,
        (text) => text.replace('"entries"', '"entires"'),
      ),
      'decision-invalid': edited(
        () => onlyFile('content/decisions', '.json'),
        (text) => text.replace('"approve"', '"reject"'),
      ),
      'side-record-differs': edited(
        () => approvedFile('json'),
        (text) => text.replace('"duration_ms": null', '"duration_ms": 100'),
      ),
      'frozen-differs': {
        alter: () => {
          const path = join(project, approvedFile('png'));
          const before = readFileSync(path);
          writeFileSync(path, Buffer.concat([before, Buffer.from('x')]));
          return () => writeFileSync(path, before);
        },
        words: () => [],
      },
      'frozen-missing': { alter: () => away(approvedFile('png'))(), words: () => [] },
      'promotion-invalid': edited(
        () => onlyFile('content/promotions', '.json'),
        () => '{}\n',
      ),
    },
  },
  verify: { ends: () => [] },
};
