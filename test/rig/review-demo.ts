/**
 * The terminal parts with made-up pictures, to try by hand and for test/integration/terminal.test.ts.
 * `node --import tsx test/rig/review-demo.ts review|passphrase|progress|throw`
 */
import { failure } from '../../src/domain/failure.ts';
import { fail, ok } from '../../src/domain/result.ts';
import type { ReviewItem } from '../../src/domain/review/item.ts';
import { askNewPassphrase } from '../../src/entry/cli/terminal/passphrase.ts';
import { progressOn } from '../../src/entry/cli/terminal/progress.ts';
import { runReviewScreen } from '../../src/entry/cli/terminal/review-screen.ts';
import { factsOf, terminalVariables, type TerminalFacts } from '../../src/entry/cli/terminal/style.ts';
import { demoItems, demoPicture } from './review-items.ts';

const env = Object.fromEntries(terminalVariables.map((name) => [name, process.env[name]]));
const facts = (): TerminalFacts => factsOf(process.stdout, env, false);
const terminal = { input: process.stdin, output: process.stdout, facts };

const load = (item: ReviewItem) =>
  Promise.resolve(
    item.jobId.endsWith('_broken')
      ? fail(failure('picture-unreadable', { path: item.picturePath, why: 'it ends too early' }))
      : ok({ png: new Uint8Array(), rgba: demoPicture(item) }),
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
      onDraft: () => {
        setImmediate(() => {
          throw new Error('a bug');
        });
      },
    });
    break;
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
