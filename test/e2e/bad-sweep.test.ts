/** What `generate` refuses of levers, children, amounts and sizes: all of it at once, and nothing written. */
import { afterAll, beforeAll, describe } from 'vitest';
import {
  altered,
  freshRecipe,
  generateFresh,
  hostile,
  project,
  refuses,
  rig,
  setUp,
  type Row,
} from './bad-input.ts';
import { levers, skald, snapshot, statue, statueLevers } from './rig.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

const all = ['--hair', '*', '--hair-color', '*', '--armor', '*', '--weapon', '*'];
const paid = (more: Record<string, unknown> = {}) =>
  freshRecipe((recipe) => ({
    ...recipe,
    prompt_templates_by_backend: {
      pixellab: { endpoint: '/v2/create-image-pixflux', description: 'a {material} statue' },
    },
    ...more,
  }));

const rows: readonly Row[] = [
  {
    title: 'every wrong lever at once',
    args: () => [
      'generate',
      skald,
      ...['--hiar', 'long', '--hair-color', 'red,red,blnd', '--set', 'weapon=axe', '--weapon', 'axe'],
      ...['--concpets', '3', `--set=${hostile}=1`],
    ],
    code: 2,
    kind: 'levers-invalid',
    says: /mean --hair\?[^]*names red twice[^]*mean blond\?[^]*--concepts\?[^]*--weapon is given twice[^]*--armor is missing/,
  },
  {
    title: 'a lever that is left out',
    args: () => ['generate', skald, ...levers.slice(2)],
    code: 2,
    kind: 'missing-lever',
    says: /--hair '\*'/,
  },
  {
    title: 'a lever without its value',
    args: () => ['generate', skald, ...levers.slice(2), '--hair'],
    code: 2,
    kind: 'missing-lever',
    says: /--hair needs a value/,
  },
  {
    title: 'a value that is named twice',
    args: () => ['generate', skald, ...levers.slice(2), '--hair', 'long,long'],
    code: 2,
    kind: 'lever-value-repeated',
    says: /Name each value once/,
  },
  {
    title: 'a lever that is given both ways',
    args: () => ['generate', skald, ...levers, '--set', 'hair=short'],
    code: 2,
    kind: 'lever-given-twice',
    says: /--hair short,long/,
  },
  {
    title: 'a star that the shell made file names of',
    args: () => ['generate', skald, ...levers.slice(2), '--hair', 'art.config.json', 'content', 'runs'],
    code: 2,
    kind: 'usage',
    says: /quoted[^]*--hair '\*'/,
  },
  {
    title: 'children that are none',
    args: () => ['generate', skald, ...levers, '--children', '5-2'],
    code: 2,
    kind: 'children-invalid',
    says: /0 to 999/,
  },
  {
    title: 'children that are asked for in two ways',
    args: () => ['generate', skald, ...levers, '--children', '5', '--more', '2'],
    code: 2,
    kind: 'children-conflict',
    says: /--children and --more/,
  },
  {
    title: 'more children than are left',
    args: () => ['generate', skald, ...levers, '--more', '1000'],
    code: 2,
    kind: 'children-used-up',
    says: /999 of the 1000[^]*hair=long[^]*--more 999/,
  },
  {
    title: 'more children while the record of a run cannot be read',
    alter: () => {
      const run = [...snapshot(`${project}/runs`).keys()].find((path) => path.endsWith('run.json')) ?? '';
      return altered(`runs/${run}`, () => '{}');
    },
    args: () => ['generate', skald, ...levers, '--more', '1'],
    code: 6,
    kind: 'run-record-invalid',
    says: /version control/,
  },
  {
    title: 'a run that is too large',
    args: () => ['generate', skald, ...all, '--concepts', '1000', '--yes'],
    code: 2,
    kind: 'run-too-large',
    says: /400000 jobs[^]*at most 10000/,
  },
  {
    title: 'a large run that nobody can be asked about',
    args: () => ['generate', skald, ...all],
    code: 2,
    kind: 'run-not-confirmed',
    says: /400 jobs \(4 armor x 5 hair x 4 hair_color x 5 weapon\)[^]*--yes/,
  },
  {
    title: 'an amount that is none',
    args: () => ['generate', statue, ...statueLevers, '--max-usd', '1,50'],
    code: 2,
    kind: 'amount-invalid',
    says: /--max-usd 1\.50/,
  },
  {
    title: 'a run that may cost more than it is allowed to',
    alter: paid(),
    args: () => [...generateFresh(), '--concepts', '10', '--max-usd', '0.16'],
    code: 7,
    kind: 'run-over-limit',
    says: /10 jobs may cost \$0\.17, and --max-usd allows \$0\.16\./,
  },
  {
    title: 'a dry run that may cost more than it is allowed to',
    alter: paid(),
    args: () => [...generateFresh(), '--concepts', '10', '--max-usd', '0.169', '-n'],
    code: 7,
    kind: 'run-over-limit',
    says: /allows \$0\.169/,
  },
  {
    title: 'a paid draft without a limit',
    alter: paid({ draft: true }),
    args: generateFresh,
    code: 2,
    kind: 'draft-needs-limit',
    says: /pixellab costs money[^]*--max-usd/,
  },
  {
    title: 'a paid backend that cannot run here, within its limit',
    alter: paid(),
    args: () => [...generateFresh(), '--max-usd', '1'],
    code: 8,
    kind: 'backend-unavailable',
    says: /pixellab/,
  },
  {
    title: 'a large run of a backend that cannot run here: no question comes first',
    alter: paid(),
    args: () => [...generateFresh(), '--concepts', '100', '--max-usd', '5'],
    code: 8,
    kind: 'backend-unavailable',
    says: /pixellab/,
  },
];

describe('a wrong request for art is refused, and nothing written', () => {
  refuses(rows);
});
