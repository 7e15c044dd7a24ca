import type { CommandTopic } from '../command-spec.ts';
import { generateOptions } from './making-options.ts';

export const making: CommandTopic = {
  title: 'Ask for art',
  commands: [
    {
      name: 'generate',
      operands: '<recipe>',
      completes: ['recipe'],
      summary: 'make a run of a recipe',
      examples: [
        'art generate iron.object.statue.v1 --material bronze --armor plate --weapon spear',
        "art generate iron.object.statue.v1 --material '*' --armor plate,robe --weapon spear --dry-run",
        'art generate iron.object.statue.v1 --set material=bronze --set armor=* --set weapon=axe --more 4',
      ],
      about: [
        'Makes a run: an immutable folder under `runs/`, and its jobs in the queue. Each lever of the recipe is a flag ' +
          '(`hair_color` is `--hair-color`) and must be given: one value, several with commas between, or `*` for all ' +
          'of them, quoted, since a shell makes file names of it. Several levers with several values make every ' +
          'combination. `--set lever=value` says the same, whatever the lever is called.',
        'A run of more than 24 jobs is asked about first, with the count, the price and what is reused; `--yes` goes ' +
          'on without the question, and where nobody can be asked it is needed. One run takes at most 10,000 jobs.',
        '`--draft` takes all of it from `.art/draft.json`, which `art run recover` writes: no recipe or lever is named then. A limit in the draft holds, and is asked about like any other price.',
        '`--rebuild` executes free stages again though their results are there, and keeps what was paid for: to buy ' +
          'that again takes `--allow-paid-rebuild` as well. Earlier results stay; the first of equal ingredients is ' +
          'preferred when they are next reused.',
        '`--dry-run`, or `art plan` with the same flags, shows what would be executed, what would be reused and what it may cost, and writes nothing.',
      ],
      options: generateOptions,
      failures: [
        'recipe-not-found',
        'recipe-invalid',
        'recipe-drift',
        'levers-invalid',
        'unknown-lever',
        'missing-lever',
        'lever-value-outside-enum',
        'lever-value-repeated',
        'lever-given-twice',
        'children-invalid',
        'children-conflict',
        'children-used-up',
        'run-too-large',
        'run-not-confirmed',
        'amount-invalid',
        'run-over-limit',
        'draft-needs-limit',
        'run-record-invalid',
        'draft-not-found',
        'draft-invalid',
        'draft-recipe-differs',
        'backend-unavailable',
        'wait-timeout',
        'wait-interrupted',
        'declined',
        'interrupted',
      ],
      takesLevers: true,
      load: () => import('../commands/generate.ts'),
    },
    {
      name: 'plan',
      operands: '<recipe>',
      completes: ['recipe'],
      summary: 'show what a run would execute and reuse, why, and what it may cost',
      examples: [
        'art plan iron.object.statue.v1 --material bronze --armor plate --weapon spear',
        "art plan iron.object.statue.v1 --material '*' --armor '*' --weapon '*'",
      ],
      about: [
        'It is `art generate --dry-run`, and takes every flag of `art generate`, so that a line is planned by changing one word; `--yes`, `--wait` and `--timeout` change nothing here. It needs no database and no backend, and writes nothing.',
        'A stage that would be executed is compared with the nearest stage of the earlier runs, and the fields that differ are named: `locked_fields.steps 30 -> 40`. What comes after it is unknown until it has run: if it gives the same picture as before, the rest is reused.',
      ],
      options: generateOptions,
      failures: [
        'recipe-not-found',
        'recipe-invalid',
        'recipe-drift',
        'levers-invalid',
        'unknown-lever',
        'missing-lever',
        'lever-value-outside-enum',
        'lever-value-repeated',
        'lever-given-twice',
        'children-invalid',
        'children-conflict',
        'children-used-up',
        'run-too-large',
        'amount-invalid',
        'run-over-limit',
        'run-record-invalid',
        'draft-not-found',
        'draft-invalid',
        'draft-recipe-differs',
      ],
      takesLevers: true,
      load: () => import('../commands/plan.ts'),
    },
  ],
};
