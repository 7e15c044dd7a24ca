import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '../../../src/domain/ids.ts';
import { fingerprintOf } from '../../../src/domain/run/fingerprint.ts';
import type { StageManifest } from '../../../src/domain/run/stage-manifest.ts';
import { altered, concept, key, project, rig, second } from '../bad-input.ts';
import { withFile, type Failing, type Rows } from '../contract-row.ts';
import { readJson, sha256, statue, statueLevers } from '../rig.ts';

const draftFile = '.art/draft.json';
const record = (): string => `runs/${second}/run.json`;
const skaldRun = (): string => concept.job.split('/')[0] ?? '';
const inRowOf = (command: string): string => `The row of ${command} has it.`;
const atTerminal = 'It is an answer at a terminal.';

interface Made {
  readonly run_id: string;
  readonly jobs: readonly string[];
}
const generate = (...more: readonly string[]): Promise<Made> =>
  rig.data(project, 'generate', statue, ...statueLevers, ...more);

/** A run all of whose jobs were cancelled. */
async function cancelledRun(): Promise<string> {
  const { run_id: run, jobs } = await generate();
  await rig.data(project, 'cancel', ...jobs);
  return run;
}

/** What is made once, and kept. */
function once(make: () => Promise<string>): {
  readonly alter: () => Promise<() => void>;
  readonly name: () => string;
} {
  let name: string | undefined;
  return {
    alter: async () => {
      name ??= await make();
      return () => undefined;
    },
    name: () => name ?? '',
  };
}
const sealed = once(async () => {
  const run = await cancelledRun();
  await rig.data(project, 'run', 'close', run, '--yes');
  return run;
});
/** A run that waits for a person, so that no worker seals it. */
const open = once(async () => {
  const { run_id: run } = await generate('--children', '910-911');
  await rig.data(project, 'worker', '--until-idle');
  return run;
});
/** A run with a rejected cell. */
const rejected = once(async () => {
  const { run_id: run, jobs } = await generate('--children', '900');
  const [job = ''] = jobs;
  await rig.data(project, 'worker', '--until-idle');
  const { waiting } = await rig.data<{ waiting: { job: string; digest: string }[] }>(
    project,
    'review',
    '--list',
  );
  const digest = waiting.find((one) => one.job === job)?.digest ?? '';
  await rig.data(project, 'review', '--reject', job, '--digest', digest, '--reason', 'no', ...key());
  return run;
});

const otherLock = (words: () => readonly string[]): Failing =>
  withFile(
    () => `content/recipes/lock/${statue}.json`,
    (text) => text.replace(/"digest": "[0-9a-f]{8}/, '"digest": "00000000'),
    words,
  );
const noRecord = (words: () => readonly string[]): Failing => withFile(record, () => '{}', words);
const noDraft = (words: () => readonly string[]): Failing => ({
  alter: () => {
    rmSync(join(project, draftFile), { force: true });
    return () => undefined;
  },
  words,
});

/** A finished stage of the second run as another version of its code made it. */
async function ofOtherVersion(): Promise<() => void> {
  await open.alter();
  const stages = `runs/${open.name()}/stages`;
  const folder = readdirSync(join(project, stages)).find((name) => name.includes('final')) ?? '';
  const path = `${stages}/${folder}/manifest.json`;
  chmodSync(join(project, path), 0o644);
  return altered(path, () => {
    // As an older Artkiln wrote it: without a digest of its own, which an edit would belie.
    const { self_digest: _, ...manifest } = readJson<StageManifest & { self_digest?: string }>(project, path);
    const ingredients = { ...manifest.ingredients, version: 999 };
    const fingerprint = fingerprintOf(ingredients, sha256 as Sha256);
    return JSON.stringify({ ...manifest, ingredients, fingerprint });
  });
}

/** A run folder that nobody queued. */
const stray = 'run_0089_abcd';
function strayRun(): () => void {
  const folder = join(project, 'runs', stray);
  cpSync(join(project, 'runs', second), folder, { recursive: true });
  const file = join(folder, 'run.json');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(second, stray));
  return () => rmSync(folder, { recursive: true });
}

export const recoveringRows: Rows = {
  'run recover': {
    isWriter: true,
    ends: () => {
      rmSync(join(project, draftFile), { force: true });
      return [second, '--take', 'all'];
    },
    nears: [
      [() => [second, '--take', 'levres'], /levers/],
      [() => [second, '--continue', '--materail', 'ice'], /Did you mean --material/],
      [() => [second, '--continue', '--material', 'icee'], /Did you mean ice/],
    ],
    unprovoked: {
      'draft-changed': 'It takes another hand in the middle: test/integration/recover.test.ts has one.',
      'backend-unavailable': inRowOf('generate'),
      'run-over-limit': inRowOf('generate'),
      'draft-needs-limit': inRowOf('generate'),
      'levers-invalid': inRowOf('generate'),
      'wait-timeout': inRowOf('generate'),
      'wait-interrupted': inRowOf('generate'),
      declined: atTerminal,
      interrupted: 'It is met while somebody is asked at a terminal.',
    },
    fails: {
      'run-not-found': { words: () => ['99', '--take', 'none'] },
      'run-ambiguous': { words: () => ['1', '--take', 'none'] },
      'run-record-invalid': noRecord(() => [second, '--take', 'all']),
      'run-recipe-differs': otherLock(() => [second, '--continue']),
      'recipe-exists': { words: () => [second, '--recipe-as', 'iron.object.rock.v1', '--take', 'all'] },
      'recipe-invalid': { words: () => [second, '--recipe-as', 'iron.icon.rock.v9', '--take', 'all'] },
      'draft-invalid': withFile(
        () => draftFile,
        () => '{',
        () => [second, '--take', 'all'],
      ),
      'needs-terminal': noDraft(() => [second]),
      'unknown-lever': { words: () => [second, '--continue', '--beard', 'long'] },
      'lever-value-outside-enum': { words: () => [second, '--continue', '--material', 'gold'] },
      'children-invalid': { words: () => [second, '--continue', '--children', '5-2'] },
      'run-too-large': {
        words: () => [
          skaldRun(),
          '--continue',
          '--hair',
          '*',
          '--armor',
          '*',
          '--weapon',
          '*',
          '--children',
          '0-999',
        ],
      },
      'run-not-confirmed': { words: () => [second, '--continue', '--children', '0-99'] },
      'amount-invalid': { words: () => [second, '--continue', '--max-usd', '1,50'] },
    },
  },
  'run resume': {
    isWriter: true,
    ends: async () => [await cancelledRun()],
    unprovoked: {
      'run-record-differs': 'It takes a record that changed: test/integration/resume.test.ts has one.',
      'backend-unavailable': inRowOf('generate'),
      'wait-timeout': inRowOf('generate'),
      'wait-interrupted': inRowOf('generate'),
    },
    fails: {
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1'] },
      'run-sealed': { alter: sealed.alter, words: () => [sealed.name()] },
      'run-imported': {
        alter: async () => {
          await open.alter();
          mkdirSync(join(project, 'imports', open.name()), { recursive: true });
          return () => rmSync(join(project, 'imports'), { recursive: true });
        },
        words: () => [open.name()],
      },
      'run-record-invalid': noRecord(() => [second]),
      'resume-mismatch': { alter: ofOtherVersion, words: () => [open.name()] },
    },
  },
  reroll: {
    isWriter: true,
    ends: async () => {
      await rejected.alter();
      return [rejected.name(), '--rejected'];
    },
    unprovoked: {
      'backend-unavailable': inRowOf('generate'),
      'run-not-confirmed': inRowOf('generate'),
      'run-over-limit': inRowOf('generate'),
      'draft-needs-limit': inRowOf('generate'),
      'children-used-up': inRowOf('generate'),
      'wait-timeout': inRowOf('generate'),
      'wait-interrupted': inRowOf('generate'),
      declined: atTerminal,
      interrupted: 'It is met while somebody is asked at a terminal.',
    },
    fails: {
      'run-not-found': { words: () => ['99', '--rejected'] },
      'run-ambiguous': { words: () => ['1', '--rejected'] },
      'run-record-invalid': noRecord(() => [second, '--rejected']),
      'run-recipe-differs': otherLock(() => [second, '--rejected']),
      'run-not-queued': { alter: strayRun, words: () => [stray, '--rejected'] },
      'nothing-rejected': { words: () => [second, '--rejected'] },
      'amount-invalid': { words: () => [second, '--rejected', '--max-usd', '1,50'] },
    },
  },
  'draft show': {
    ends: async () => {
      rmSync(join(project, draftFile), { force: true });
      await rig.data(project, 'run', 'recover', second, '--take', 'all');
      return [];
    },
    isListing: true,
    fails: {
      'draft-invalid': withFile(
        () => draftFile,
        () => '{"schema_version":1}',
        () => [],
      ),
    },
  },
  'draft clear': {
    isWriter: true,
    ends: async () => {
      rmSync(join(project, draftFile), { force: true });
      await rig.data(project, 'run', 'recover', second, '--take', 'all');
      return [];
    },
  },
};
