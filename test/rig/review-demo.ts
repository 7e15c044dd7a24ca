/**
 * The terminal parts with made-up pictures, to try by hand and for test/integration/terminal.test.ts.
 * `node --import tsx test/rig/review-demo.ts review|cull <folder>|passphrase|progress|throw`
 */
import { draftFiles } from '../../src/adapters/files/draft-file.ts';
import { projectFiles } from '../../src/adapters/files/project-files.ts';
import { failure } from '../../src/domain/failure.ts';
import { fail, ok } from '../../src/domain/result.ts';
import type { ReviewItem } from '../../src/domain/review/item.ts';
import { askNewPassphrase } from '../../src/entry/cli/terminal/passphrase.ts';
import { progressOn } from '../../src/entry/cli/terminal/progress.ts';
import { runReviewScreen } from '../../src/entry/cli/terminal/review-screen.ts';
import { factsOf, terminalVariables, type TerminalFacts } from '../../src/entry/cli/terminal/style.ts';
import { demoItems, demoPicture, manyItems } from './review-items.ts';

const env = Object.fromEntries(terminalVariables.map((name) => [name, process.env[name]]));
const facts = (): TerminalFacts => factsOf(process.stdout, env, false);
const terminal = { input: process.stdin, output: process.stdout, facts };

const load = (item: ReviewItem) =>
  Promise.resolve(
    item.jobId.endsWith('_broken')
      ? fail(failure('picture-unreadable', { path: item.picturePath, why: 'it ends too early' }))
      : ok({ rgba: demoPicture(item) }),
  );

switch (process.argv[2]) {
  case 'review': {
    const result = await runReviewScreen({ items: demoItems, loadPicture: load, terminal });
    process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
    break;
  }
  case 'throw':
    process.on('uncaughtException', (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    });
    await runReviewScreen({
      items: demoItems,
      loadPicture: load,
      terminal,
      onDrafts: () => {
        setImmediate(() => {
          throw new Error('a bug');
        });
        return Promise.resolve(ok(undefined));
      },
    });
    break;
  case 'cull': {
    // Forty pictures, with their drafts in a folder that outlives the process.
    const drafts = draftFiles(projectFiles(process.argv[3] ?? '.'));
    const kept = await drafts.read();
    const result = await runReviewScreen({
      items: manyItems(40),
      loadPicture: load,
      terminal,
      opening: { drafts: kept.ok ? kept.value.drafts : [], author: 'kari' },
      onDrafts: (changes) => drafts.change(changes),
    });
    const verdicts = result.drafts.map(({ verdict }) => (verdict === 'approve' ? 'P' : 'X')).join('');
    process.stdout.write(`RESULT ${result.kind} ${verdicts}\n`);
    break;
  }
  case 'passphrase': {
    const answer = await askNewPassphrase(terminal, '/home/kari/.config/artkiln/key.json');
    process.stdout.write(`RESULT ${JSON.stringify(answer)}\n`);
    break;
  }
  case 'progress': {
    const progress = progressOn(process.stdout, facts, () => 0);
    const pace = '';
    progress.show({
      headline: 'run_0001_abcd: 0 of 2 done',
      rows: [{ name: 'raider/red', value: '2', detail: 'queued' }],
      summary: 'run_0001_abcd: 0 of 2 done',
      pace,
    });
    progress.note('The worker started.');
    progress.show({
      headline: 'run_0001_abcd: 1 of 2 done',
      rows: [{ name: 'raider/red', value: '1', detail: 'done' }],
      summary: 'run_0001_abcd: 1 of 2 done',
      pace,
    });
    progress.end();
    break;
  }
  case undefined:
  default:
    process.exitCode = 2;
}
