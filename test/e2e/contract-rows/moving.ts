import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { altered, onlyFile, project, rig, second } from '../bad-input.ts';
import { withFile, type Failing, type Rows } from '../contract-row.ts';

/** Where archives of these rows go: outside of the project, which every other row looks at. */
const inFolder = (name: string): string => join(rig.folder, name);
let made = 0;
const nextName = (): string => inFolder(`moved-${(made += 1)}.zip`);

async function archiveOf(run: string): Promise<string> {
  const path = nextName();
  await rig.data(project, 'run', 'export', run, '-o', path);
  return path;
}

let archive = '';
const withArchive = (change: (bytes: Buffer) => Buffer): Failing => ({
  alter: async () => {
    archive = await archiveOf(second);
    writeFileSync(archive, change(readFileSync(archive)));
    return () => rmSync(archive);
  },
  words: () => [archive],
});

export const movingRows: Rows = {
  'run export': {
    isWriter: true,
    ends: () => [second, '-o', nextName()],
    unprovoked: {
      'archive-refused': 'It takes a run of more than 4 GB, or records that contradict each other.',
    },
    fails: {
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1'] },
      'run-record-invalid': withFile(
        () => `runs/${second}/run.json`,
        () => '{}',
        () => [second, '-o', nextName()],
      ),
      'run-not-whole': {
        alter: () => altered(`runs/${second}/notes.txt`, () => 'a stranger'),
        words: () => [second, '-o', nextName()],
      },
      'file-exists': {
        alter: () => {
          writeFileSync(inFolder('taken.zip'), 'mine');
          return () => rmSync(inFolder('taken.zip'));
        },
        words: () => [second, '-o', inFolder('taken.zip')],
      },
    },
  },
  'run import': {
    isWriter: true,
    ends: async () => [await archiveOf(second)],
    fails: {
      'archive-refused': withArchive((bytes) => bytes.subarray(0, bytes.length - 1)),
      'file-unusable': { words: () => [inFolder('none.zip')] },
      'run-exists': {
        alter: async () => {
          archive = await archiveOf(second);
          const manifest = join(project, onlyStage(), 'manifest.json');
          renameSync(manifest, `${manifest}.away`);
          return () => {
            renameSync(`${manifest}.away`, manifest);
            rmSync(archive);
          };
        },
        words: () => [archive],
      },
    },
  },
  gc: {
    ends: () => [],
    isListing: 'unsteady',
    fails: {
      'blob-unknown': { words: () => ['--why', '0123456789abcdef'] },
      'run-record-invalid': withFile(
        () => onlyFile(onlyStage(), 'manifest.json'),
        () => '{}',
        () => [],
      ),
    },
  },
};

/** A committed stage of the run that all rows share. */
function onlyStage(): string {
  const folder = `runs/${second}/stages`;
  const stage = readdirSync(join(project, folder)).find((name) =>
    existsSync(join(project, folder, name, 'manifest.json')),
  );
  return `${folder}/${stage ?? ''}`;
}
