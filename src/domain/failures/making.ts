import { count } from '../source/counted.ts';
import { usdText } from '../spend/usd.ts';
import { define } from './define.ts';

const nothing = (): string => 'Nothing was queued or written.';
const number = (n: number): string => (Number.isSafeInteger(n) ? String(n) : `more than ${2 ** 53 - 1}`);

export const makingFailures = {
  'run-too-large': define<{ jobs: number; most: number }>({
    exit: 2,
    http: 400,
    message: (f) => `This makes ${number(f.jobs)} jobs; one run takes at most ${f.most}.`,
    kept: nothing,
    next: () => 'Name fewer values or children, and make several runs.',
  }),
  'children-conflict': define<{ flags: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.flags.join(' and ')} both say which children to make.`,
    kept: nothing,
    next: () => 'Pass one of them: --concepts 4, --children 10-19 or --more 4.',
  }),
  'children-used-up': define<{ recipeId: string; levers: string; left: number; asked: number }>({
    exit: 2,
    http: 400,
    message: (f) =>
      `${f.left} of the 1000 children of ${f.recipeId}${f.levers === '' ? '' : ` ${f.levers}`} are left, ` +
      `and ${f.asked} more were asked for.`,
    kept: nothing,
    next: (f) =>
      f.left === 0
        ? 'Change a lever, or make a new version of the recipe with another seed.'
        : `Pass --more ${f.left} or less.`,
  }),
  'children-being-chosen': define<object>({
    exit: 5,
    http: 409,
    message: () => 'Other commands are choosing the next children of this project, and none came to an end.',
    kept: nothing,
    next: () => 'Try again, or name the children yourself with --children.',
  }),
  'amount-invalid': define<{ flag: string; text: string }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.flag} cannot be "${f.text}".`,
    kept: nothing,
    next: (f) =>
      `Write US dollars with at most six places, from 0 to 1000000, such as ${f.flag} 5 or ${f.flag} 1.50.`,
  }),
  'run-over-limit': define<{ estimateMicroUsd: number; limitMicroUsd: number; jobs: number }>({
    exit: 7,
    http: 402,
    message: (f) =>
      `These ${count(f.jobs, 'job')} may cost ${usdText(f.estimateMicroUsd)}, and --max-usd allows ${usdText(f.limitMicroUsd)}.`,
    kept: () => 'Nothing was queued, written or spent.',
    next: () => 'Ask for less, or allow more; without --max-usd, `--dry-run` shows what costs how much.',
  }),
  'draft-needs-limit': define<{ recipeId: string; backends: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.recipeId} is a draft and ${f.backends.join(', ')} costs money.`,
    kept: nothing,
    next: () => 'Say what it may cost: --max-usd 2.',
  }),
  'run-not-confirmed': define<{ what: string; needs: 'price' | 'size' }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.what}: that is asked about first, and nobody can be asked here.`,
    kept: nothing,
    next: (f) =>
      f.needs === 'size'
        ? 'Pass --yes to go on without the question, or --dry-run to look first.'
        : 'Say what it may cost: --max-usd 2.',
  }),
  'wait-interrupted': define<{ run: string; onTheWay: number }>({
    exit: 130,
    http: 499,
    message: (f) => `No longer waiting for run ${f.run}.`,
    kept: (f) =>
      f.onTheWay === 1 ? 'Its last job goes on.' : `All of it is kept; ${count(f.onTheWay, 'job')} go on.`,
    next: (f) => `Run \`art run show ${f.run}\` to look, \`art cancel ${f.run}\` to stop them.`,
  }),
};
