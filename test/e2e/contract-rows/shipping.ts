import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import {
  ages,
  altered,
  approvedFile,
  concept,
  draft,
  key,
  onlyFile,
  project,
  rig,
  second,
} from '../bad-input.ts';
import type { Failing, Rows } from '../contract-row.ts';
import { jobsOf, statue, statueLevers } from '../rig.ts';

const asset = 'props/statue-founder';
let pending = '';
/** Approved, and not what the asset shows. */
let sibling = '';
/** A project in which nothing is promoted. */
let bare: string | undefined;

/** Puts a folder or a file out of the way. */
const away = (path: string) => (): (() => void) => {
  const whole = join(project, path);
  renameSync(whole, `${whole}.away`);
  return () => renameSync(`${whole}.away`, whole);
};

/** Other programs on all the ports of a lock of the project: src/adapters/lock/port-lock.ts draws them by its name. */
const portsTaken = (lock: string, words: () => readonly string[]): Failing => ({
  alter: async () => {
    const identity = createHash('sha256').update(`artkiln-lock\0${lock}\0${project}`).digest();
    const ports = [0, 1, 2, 3, 4, 5].map((turn) => 32_000 + (identity.readUInt32BE(turn * 4) % 700));
    const servers = await Promise.all(
      ports.map(
        (port) =>
          new Promise<Server>((begun) => {
            const server = createServer((socket) => socket.end('another program\n'));
            // Taken already, which is what is wanted.
            server.on('error', () => begun(server));
            server.listen({ port, host: '127.0.0.1' }, () => begun(server));
          }),
      ),
    );
    return () => servers.forEach((server) => server.close());
  },
  words,
});

const edited = (path: () => string, change: (text: string) => string, words: readonly string[] = []) => ({
  alter: () => altered(path(), change),
  words: () => words,
  isAlone: true,
});

export const shippingRows: Rows = {
  promote: {
    ends: () => [`${second}/1`, '--as', asset],
    isWriter: true,
    nears: [[() => [`${second}/1`, '--as', 'props/statue-foundr'], /props\/statue-founder/]],
    fails: {
      'machine-unfit': portsTaken('promote', () => [`${second}/1`, '--as', asset]),
      'needs-terminal': {
        alter: async () => {
          const { jobs } = await rig.data<{ jobs: string[] }>(
            project,
            ...['generate', statue, ...statueLevers, '--children', '1'],
          );
          sibling = jobs[0] ?? '';
          await rig.data(project, 'worker', '--until-idle');
          const made = (await jobsOf(rig, project)).find(({ job }) => job === sibling);
          const digest = made?.candidates[0]?.digest ?? '';
          await rig.data(project, 'review', '--approve', sibling, '--digest', digest, ...key());
          return () => undefined;
        },
        words: () => [sibling, '--as', asset],
      },
      'candidate-not-found': { words: () => [statue, 'ffffffffffffffff', '--as', asset], isAlone: true },
      'candidate-not-approved': {
        words: () => [draft.job, '--as', asset],
        isAlone: true,
      },
      'asset-not-promoted': { words: () => ['hero/skald', '--use', '000'] },
      'job-at-concept-gate': { words: () => [concept.job, '--as', 'hero/skald'] },
      'job-without-candidate': {
        alter: async () => {
          const { jobs } = await rig.data<{ jobs: string[] }>(project, 'generate', statue, ...statueLevers);
          pending = jobs[0] ?? '';
          return () => undefined;
        },
        words: () => [pending, '--as', asset],
      },
      'job-not-found': { words: () => ['99/1', '--as', asset], isAlone: true },
      'asset-unknown': { words: () => [`${second}/1`, '--as', 'props/none'], isAlone: true },
      'asset-kind-differs': { words: () => [`${second}/1`, '--as', 'hero/skald'], isAlone: true },
    },
  },
  ship: {
    ends: () => [],
    isWriter: true,
    nears: [[() => ['--age', 'iorn'], /iron/]],
    fails: {
      'nothing-to-ship': {
        alter: async () => {
          bare ??= await rig.sample('bare');
          return () => undefined;
        },
        cwd: () => bare ?? '',
        words: () => [],
        isAlone: true,
      },
      'machine-unfit': portsTaken('ship', () => []),
      'pack-differs': edited(
        () => 'dist/1/iron/atlas-0.json',
        (text) => `${text} `,
        ['--rollback', '1'],
      ),
      'pack-not-found': { words: () => ['--rollback', '99'], isAlone: true },
      'age-not-found': { words: () => ['--age', 'bronze'], isAlone: true },
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
        isAlone: true,
      },
      'frozen-missing': { alter: () => away(approvedFile('png'))(), words: () => [], isAlone: true },
      'promotion-invalid': edited(
        () => onlyFile('content/promotions', '.json'),
        () => '{}\n',
      ),
    },
  },
};
