import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from '../../src/domain/source/shell-word.ts';

it('leaves plain words as they are', () => {
  expect(['red', 'a-b_c.d', '1/2', 'x=y'].map(shellWord)).toEqual(['red', 'a-b_c.d', '1/2', 'x=y']);
});

it('makes one word of whatever it is given, and the shell acts on none of it', () => {
  for (const word of [
    '$(id)',
    '`id`',
    "it's",
    '"; id #',
    'a b',
    '*',
    '~',
    '$HOME',
    '\\',
    '',
    '!!',
    'a\nb',
    '=ls',
  ]) {
    const told = execFileSync('sh', ['-c', `printf '<%s>' ${shellWord(word)}`], { encoding: 'utf8' });
    expect(told).toBe(`<${word.replace('\n', '\\n')}>`);
  }
});
