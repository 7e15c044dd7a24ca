import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { misuseOf, parseLine, readFlag, readOperands, readWish } from './command-line.ts';

const flags = [
  readFlag(['-n, --dry-run', '']),
  readFlag(['-q, --quiet', '']),
  readFlag(['--limit <n>', '']),
  readFlag(['--no-passphrase', '']),
  readFlag(['--set <name=value>...', '']),
  readFlag(['--state <state>', '', ['Approved', 'Rejected']]),
  readFlag(['--only <check...>', '', ['database', 'clock']]),
];
const parse = (...words: string[]) => parseLine(words, flags);

describe('options', () => {
  it.each([
    ['as a word of their own', ['--limit', '3', 'x'], { limit: '3' }],
    ['behind an equals sign', ['--limit=3', 'x'], { limit: '3' }],
    ['behind the operands', ['x', '--dry-run'], { dryRun: true }],
    ['as one letter', ['-n', 'x'], { dryRun: true }],
    ['as letters that stand together', ['-qn', 'x'], { quiet: true, dryRun: true }],
    ['negated', ['--no-passphrase', 'x'], { passphrase: false }],
    [
      'given often',
      ['--set', 'a=1', '--set=b=2', '--set', 'c=3', '--quiet', 'x'],
      { set: ['a=1', 'b=2', 'c=3'], quiet: true },
    ],
    ['of a few words', ['--state', 'Approved,Rejected', 'x'], { state: 'Approved,Rejected' }],
    [
      'of a few words in other letters',
      ['--state', 'approved,REJECTED', 'x'],
      { state: 'Approved,Rejected' },
    ],
    [
      'of a few words, given often',
      ['--only', 'database,clock', '--only=Clock', 'x'],
      { only: ['database', 'clock', 'clock'] },
    ],
    ['with a value that begins with a dash', ['--limit', '-3', 'x'], { limit: '-3' }],
    ['given twice, the last counts', ['--limit', '1', '--limit', '2', 'x'], { limit: '2' }],
  ])('are read %s', (_title, words, options) => {
    expect(parse(...words)).toEqual({ operands: ['x'], options });
  });

  it.each([
    ['that nobody knows', ['--limt', '3'], { kind: 'unknown-option', flag: '--limt' }],
    ['that nobody knows among letters', ['-qx'], { kind: 'unknown-option', flag: '-x' }],
    ['without their value', ['--limit'], { kind: 'value-missing' }],
    ['with another option in the place of their value', ['--limit', '--quiet'], { kind: 'value-missing' }],
    ['with a value that they do not take', ['--quiet=yes'], { kind: 'value-unwanted' }],
    [
      'with a word that is none of theirs',
      ['--state', 'Approved,Aproved'],
      { kind: 'value-unknown', value: 'Aproved' },
    ],
  ])('are refused %s', (_title, words, misuse) => {
    expect(parse(...words)).toMatchObject(misuse);
  });

  it('may stand anywhere among the operands, which keep their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9/.]{1,8}$/), { maxLength: 6 }),
        fc.nat(6),
        (operands, at) => {
          const words = [...operands.slice(0, at), '--limit', '3', ...operands.slice(at)];
          expect(parse(...words)).toEqual({ operands, options: { limit: '3' } });
        },
      ),
    );
  });

  it('end at two dashes: every word behind them is an operand', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 6 }), (words) => {
        expect(parse('--quiet', '--', ...words)).toEqual({ operands: words, options: { quiet: true } });
      }),
    );
  });

  it('that a command reads itself stay among the operands, where they stood', () => {
    expect(parseLine(['--hair', 'red', 'x', '--armor=plate', '--quiet'], flags, { isOpen: true })).toEqual({
      operands: ['--hair', 'red', 'x', '--armor=plate'],
      options: { quiet: true },
    });
  });
});

describe('operands', () => {
  const shells = readOperands('<shell>', [['bash', 'zsh']]);
  it.each([
    ['<run>', [], 'operand-missing'],
    ['<run>', ['1', '2'], 'operand-unwanted'],
    ['', ['1'], 'operand-unwanted'],
    ['<job...>', [], 'operand-missing'],
  ])('%s refuses %j', (notation, words, kind) => {
    expect(misuseOf(words, readOperands(notation))).toMatchObject({ kind });
  });

  it('may be as many as the notation says', () => {
    expect(misuseOf(['1', '2', '3'], readOperands('<job...>'))).toBeNull();
    expect(misuseOf(['1'], readOperands('<what> [hash16]'))).toBeNull();
    expect(misuseOf([], readOperands('[what...]'))).toBeNull();
  });

  it('are of the few words where these are named, and anything where kinds are', () => {
    expect(misuseOf(['bsh'], shells)).toMatchObject({ kind: 'value-unknown', of: '<shell>', value: 'bsh' });
    expect(misuseOf(['zsh'], shells)).toBeNull();
    expect(misuseOf(['42'], readOperands('[what...]', [['run', 'job']]))).toBeNull();
  });
});

describe('what a command line asks for', () => {
  const names = ['runs', 'run show', 'review', 'recipe', 'recipe new'];
  const wish = (line: string) =>
    readWish(
      line.split(' ').filter((word) => word !== ''),
      names,
    );
  const run = (name: string, ...rest: string[]) => ({ kind: 'run', name, rest });
  const help = (name: string) => ({ kind: 'help', name });

  it.each([
    ['', help('')],
    ['-h', help('')],
    ['--json --help', help('')],
    ['help', help('')],
    ['help runs', help('runs')],
    ['help run show', help('run show')],
    ['help run', help('run')],
    ['run', help('run')],
    ['run show 42 -h', help('run show')],
    ['--help runs', help('runs')],
    ['--version', { kind: 'version' }],
    ['runs --version', { kind: 'version' }],
    ['runs --limit 3', run('runs', '--limit', '3')],
    [
      '--json --project runs run --plain show 42',
      run('run show', '--json', '--project', 'runs', '--plain', '42'),
    ],
    ['review show', run('review', 'show')],
    ['recipe', run('recipe')],
    ['recipe new', run('recipe new')],
    ['review -- --help', run('review', '--', '--help')],
    ['rusn', { kind: 'unknown-command', words: ['rusn'] }],
    ['run shwo 42', { kind: 'unknown-command', words: ['run', 'shwo'] }],
    ['help rusn', { kind: 'unknown-command', words: ['rusn'] }],
    ['rusn --help', { kind: 'unknown-command', words: ['rusn'] }],
    ['--jsno', { kind: 'unknown-option', flag: '--jsno' }],
  ])('art %s', (line, meant) => {
    expect(wish(line)).toEqual(meant);
  });
});
