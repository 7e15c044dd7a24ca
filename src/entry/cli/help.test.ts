import { describe, expect, it } from 'vitest';
import { failureTable } from '../../domain/failure.ts';
import { commands, topics } from './commands.ts';
import { commandHelp, groupHelp, programHelp } from './help.ts';

const columns = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('help', () => {
  it('of the program shows examples first, then every command as it is typed, in 80 columns', () => {
    const text = programHelp(topics);
    expect(text.indexOf('Examples:')).toBeLessThan(text.indexOf('Usage:'));
    for (const { name } of commands) expect(text).toMatch(new RegExp(`^  ${name}( |$)`, 'm'));
    expect(columns(text)).toBeLessThanOrEqual(80);
  });

  it.each(commands.map((spec) => [spec.name, spec] as const))(
    'of %s shows its example first, its options and the exit codes of its failures, in 80 columns',
    (_name, spec) => {
      const endings = spec.failures.map((kind) => ({ kind, exit: failureTable[kind].exit }));
      const text = commandHelp(spec, endings);
      expect(text.split('\n')[1]).toBe(`  ${spec.examples[0]}`);
      for (const [flags] of spec.options) expect(text).toContain(`  ${flags}`);
      for (const kind of spec.failures) expect(text).toContain(kind);
      // An example may be longer: broken in two it could not be copied.
      expect(columns(text.slice(text.indexOf('Usage:')))).toBeLessThanOrEqual(80);
      expect(text).not.toMatch(/ $|\n\n\n/m);
    },
  );

  it('of a group shows its commands', () => {
    const group = commands.filter(({ name }) => name.startsWith('db '));
    const text = groupHelp('db', group);
    expect(text.split('\n')[1]).toBe('  art db start');
    for (const { name } of group) expect(text).toContain(`  ${name}`);
  });
});
