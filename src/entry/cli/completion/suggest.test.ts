import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../command-spec.ts';
import { commands } from '../commands.ts';
import { globalOptions, groups } from '../program-options.ts';
import { completionOf } from './flags.ts';
import { isSafeWord, safeAbout } from './safe-word.ts';
import { suggest, type Vocabulary } from './suggest.ts';

const generate: CommandSpec = {
  name: 'generate',
  operands: '<recipe>',
  summary: 'make a run',
  examples: ['art generate x'],
  options: [
    ['-n, --dry-run', 'write nothing'],
    ['--timeout <seconds>', 'give up'],
    ['--only <word...>', 'these', ['one', 'two']],
  ],
  failures: [],
  takesLevers: true,
  load: () => Promise.reject(new Error('not run')),
};
const show: CommandSpec = {
  ...generate,
  name: 'run show',
  operands: '<run>',
  options: [],
  takesLevers: false,
};

const vocabulary = (change: Partial<Vocabulary> = {}): Vocabulary => ({
  commands: [generate, show],
  groups: { run: 'one run' },
  globals: globalOptions.map(completionOf),
  isUtf8: true,
  words: (kind) =>
    (kind === 'recipe' ? ['a.b.c.v1', 'a.b.d.v1'] : ['run_0001_abcd']).map((value) => ({ value, about: '' })),
  levers: () => ({ hair: ['red', 'blond'], hair_style: ['run', 'file'] }),
  ...change,
});
const values = (...words: readonly string[]): readonly string[] =>
  suggest(words, vocabulary()).suggestions.map(({ value }) => value);

describe('suggest', () => {
  it('goes word by word through a command of two', () => {
    expect(values('')).toEqual(['generate', 'run', 'help']);
    expect(values('run', '')).toEqual(['show']);
    expect(values('run', 'show', '')).toEqual(['run_0001_abcd']);
    expect(values('help', 'ru')).toEqual(['run']);
    expect(values('rum', '')).toEqual([]);
  });

  it('offers levers once a recipe is named, and none that is given', () => {
    expect(values('generate', 'a.b.c.v1', '')).toEqual(['--hair', '--hair-style']);
    expect(values('generate', 'a.b.c.v1', '--hair', 'red', '')).toEqual(['--hair-style']);
    expect(values('generate', 'a.b.c.v1', '--hair=red', '--h')).toEqual(['--hair-style']);
  });

  it('goes on after a comma, with what is not chosen yet', () => {
    expect(values('generate', 'a.b.c.v1', '--hair', 'red,')).toEqual(['red,blond']);
    expect(values('generate', 'a.b.c.v1', '--hair=red,b')).toEqual(['--hair=red,blond']);
  });

  it('takes a lever’s values for words, whatever kinds of words are called the same', () => {
    expect(values('generate', 'a.b.c.v1', '--hair-style', '')).toEqual(['run', 'file']);
  });

  it('passes over the value of an option, and repeats what may repeat', () => {
    expect(values('--project', 'run', 'gen')).toEqual(['generate']);
    expect(values('generate', '--timeout', '')).toEqual([]);
    expect(values('generate', '--only', 'one', '--o')).toEqual(['--only']);
    expect(suggest(['--project', ''], vocabulary()).paths).toBe('folders');
  });

  it('offers the one name that holds what was typed, and none of several', () => {
    expect(values('generate', 'd.v')).toEqual(['a.b.d.v1']);
    expect(values('generate', '.v1')).toEqual([]);
  });
});

it('knows what completes every place of every command that names it', () => {
  const real = vocabulary({ commands, groups, words: (kind) => [{ value: `some-${kind}`, about: '' }] });
  for (const spec of commands) {
    const words = [...spec.name.split(' '), ''];
    const placeholder = spec.operands.split(' ')[0]?.replace(/[<>[\].]/g, '') ?? '';
    if (!['run', 'recipe', 'job', 'what'].includes(placeholder)) continue;
    expect(suggest(words, real).suggestions, spec.name).not.toEqual([]);
  }
});

const harmless = /^[\p{L}\p{N}_./+,=-]+$/u;

it('never gives a value that means anything to a shell, whatever the project says', () => {
  const foreign = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '$(x)',
      '`x`',
      'a b',
      "a'b",
      'a\nb',
      '\u001b[2J',
      '\u202e',
      '-x',
      '*',
      '~',
      'a;b',
      '{a,b}',
      '!x',
      'a\tb',
    ),
  );
  const line = fc.array(
    fc.oneof(foreign, fc.constantFrom('generate', 'run', 'show', '--hair', '--hair=', 'a.b.c.v1', '')),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(line, fc.array(foreign), fc.array(foreign), fc.boolean(), (words, names, titles, isUtf8) => {
      const found = suggest(
        words,
        vocabulary({
          isUtf8,
          words: () => names.map((value, i) => ({ value, about: titles[i] ?? '' })),
          levers: () => ({ hair: names, [names[0] ?? 'x']: names }),
        }),
      ).suggestions;
      for (const { value, about } of found) {
        expect(value).toMatch(harmless);
        expect(value).not.toMatch(/^-(?!-[a-z])|[=,]-/);
        expect(about).not.toMatch(/[\p{C}$`"\\<>|*{}[\]~!#^]/u);
        if (!isUtf8) expect(value + about).toMatch(/^[\x20-\x7e]*$/);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('takes for safe what every shell takes as it stands', () => {
  for (const word of ['hero/skald', 'run_0042_k3f9/3.2', 'Ådne', 'x+y', '42'])
    expect(isSafeWord(word, true)).toBe(true);
  for (const word of ['', '-a', 'a b', '=x', 'a=b', 'a:b', '~', 'a\u3164b', 'e\u0301'])
    expect(isSafeWord(word, true)).toBe(false);
  expect(isSafeWord('Ådne', false)).toBe(false);
  expect(safeAbout('Folk of the skerry', true)).toBe('Folk of the skerry');
  expect(safeAbout('$(x)', true)).toBe('');
});
