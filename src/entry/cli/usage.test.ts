import { describe, expect, it } from 'vitest';
import { tell } from '../../domain/failure.ts';
import { globalFlags } from './command-line.ts';
import { commands } from './commands.ts';
import { unknownCommand, unknownOption } from './usage.ts';

describe('a command that does not exist', () => {
  it.each([
    ['rnus', '`art runs`'],
    ['runshow', '`art run show`'],
    ['run-show', '`art run show`'],
    ['run_show', '`art run show`'],
    ['reviewer-list', '`art reviewer list`'],
    ['dbstatus', '`art db status`'],
    ['Generate', '`art generate`'],
    ['hep', '`art help`'],
    ['recip', '`art recipe`'],
    ['lock', '`art recipe lock`'],
    ['explain', '`art why`'],
    ['diff', '`art run diff`'],
    ['approve', '`art review`'],
  ])('%s may mean %s', (word, meant) => {
    expect(tell(unknownCommand([word], commands)).next).toContain(`Did you mean ${meant}`);
  });

  it.each([
    ['run', 'shwo', '`art run show`'],
    ['db', 'migrat', '`art db migrate`'],
    ['rnu', 'show', '`art run show`'],
    ['show', 'run', '`art run show`'],
    ['lock', 'iron.object.banner.v1', '`art recipe lock`'],
    ['run', '42', '`art run show 42`'],
    ['run', '42/3', '`art job show 42/3`'],
    ['job', '42/3', '`art job show 42/3`'],
    ['recipe', 'iron.object.banner.v1', '`art recipe show iron.object.banner.v1`'],
    ['runs', 'show', '`art run show`'],
    ['recipes', 'new', '`art recipe new`'],
  ])('%s %s may mean %s', (first, second, meant) => {
    expect(tell(unknownCommand([first, second], commands)).next).toBe(`Did you mean ${meant}?`);
  });

  it('that is near nothing is answered with where to look', () => {
    expect(tell(unknownCommand(['xyzzy'], commands)).next).toBe('See all commands with `art help`.');
    expect(tell(unknownCommand(['db', 'xyzzy'], commands)).next).toBe('See its commands with `art help db`.');
  });

  it('is not ever one that exists', () => {
    for (const { name } of commands) {
      const [first = '', second] = name.split(' ');
      if (second === undefined) continue;
      for (const spelling of [`${first}-${second}`, `${first}${second}`])
        expect(tell(unknownCommand([spelling], commands)).next).toContain(`\`art ${name}\``);
    }
  });
});

it('an option that does not exist is answered with the nearest', () => {
  expect(tell(unknownOption('--jsno', globalFlags, null))).toMatchObject({
    message: 'There is no option --jsno.',
    next: 'Did you mean --json?',
  });
  expect(tell(unknownOption('--xyzzy', globalFlags, 'runs')).next).toBe(
    'See its options with `art help runs`.',
  );
});
