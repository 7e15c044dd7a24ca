/** Completion in real shells: what is offered, and that nothing which a shell would run or a terminal obey ever is. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';
import { CliRig, program, readJson, skald, snapshot, write } from './rig.ts';

const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

/** Names that mean something to a shell or a terminal. `touched` is what they would make if they were run. */
const hostile = [
  '$(touch touched)',
  '`touch touched`',
  'a;touch touched',
  'a\ntouch touched',
  '\u001b]52;c;aGk=\u0007',
  '\u009b31m',
  'abc\u202egnp.exe',
  "a'b",
  'a"b',
  'a b',
  'a\\b',
  '-rf',
  '--exec=x',
  '*',
  '~root',
  '=ls',
  '{a,b}',
  'a\u3164b',
  '!!',
  '%self',
  '#x',
  '<(touch touched)',
];
const meaning = /[^\p{L}\p{N}_./+,=\n-]/u;

let rig: CliRig;
let project: string;
let bin: string;
const env = (): Record<string, string> => ({ ...rig.env, PATH: `${bin}:${rig.env['PATH'] ?? ''}` });

beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  bin = join(rig.folder, 'bin');
  mkdirSync(bin);
  symlinkSync(program, join(bin, 'art'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await rig.art(['completion', shell]);
    writeFileSync(join(rig.folder, `art.${shell}`), stdout);
  }
  plantHostileNames();
});
afterAll(() => rig.remove());

/** A stranger's project: every place that completion reads says something evil beside something good. */
function plantHostileNames(): void {
  const recipe = readJson<{ title: string; lever_schema: { properties: object; required: string[] } }>(
    project,
    `content/recipes/${skald}.json`,
  );
  const evil = 'evil.character.one.v1';
  recipe.title = '$(touch touched) \u001b[31mred';
  recipe.lever_schema.properties = {
    hair: { enum: ['good', ...hostile] },
    '$(touch touched)': { enum: ['x'] },
    tint: { enum: ['file', 'run'] },
  };
  write(project, `content/recipes/${evil}.json`, JSON.stringify({ ...recipe, recipe_id: evil }));
  for (const name of hostile) {
    if (name.includes('/')) continue;
    write(project, `content/recipes/${name}.json`, '{}');
    mkdirSync(join(project, 'content/ages', name), { recursive: true });
    mkdirSync(join(project, 'runs', name), { recursive: true });
  }
  const cells = hostile.map((value, i) => ({ n: i + 1, binding: { [value]: value } }));
  const run = { recipe: { recipe_id: '`touch touched`' }, cells: [...cells, { n: '1;ls', binding: {} }] };
  write(project, 'runs/run_0007_abcd/run.json', JSON.stringify(run));
  const reviewers = hostile.map((name, i) => ({ name, key_id: `${String(i).padStart(12, '0')}$(ls)` }));
  write(
    project,
    'content/reviewers.json',
    JSON.stringify({ reviewers: [...reviewers, { name: 'Ada', key_id: 'ab'.repeat(32) }] }),
  );
  execFileSync('mkfifo', [join(project, 'content/recipes/pipe.character.one.v1.json')]);
  symlinkSync('/dev/zero', join(project, 'content/recipes/zero.character.one.v1.json'));
}

/** What the shell would put on the line, by the shell's own completion and without a terminal. */
const offered: { readonly [shell: string]: (words: readonly string[]) => readonly string[] } = {
  bash: (words) =>
    lines('bash', [
      '--norc',
      '--noprofile',
      '-c',
      bashAsk,
      'bash',
      join(rig.folder, 'art.bash'),
      'art',
      ...words,
    ]),
  zsh: (words) => lines('zsh', ['-f', '-c', zshAsk, 'zsh', join(rig.folder, 'art.zsh'), 'art', ...words]),
  fish: (words) =>
    lines('fish', [
      '--no-config',
      '-c',
      fishAsk,
      join(rig.folder, 'art.fish'),
      ['art', ...words].join(' '),
    ]).map((line) => line.split('\t')[0] ?? ''),
};
const bashAsk =
  '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _art; printf "%s\\n" "${COMPREPLY[@]}"';
const zshAsk =
  'compdef() { : }; compadd() { print -rl -- "$values[@]" }; . "$1"; shift; words=("$@"); CURRENT=$#; PREFIX=$words[-1]; _art';
const fishAsk = 'source $argv[1]; complete -C "$argv[2]"';

function lines(shell: string, args: readonly string[]): readonly string[] {
  const told = spawnSync(shell, args, { cwd: project, env: env(), encoding: 'utf8' });
  expect(told.stderr).toBe('');
  return told.stdout.split('\n').filter((line) => line !== '');
}

const asked: readonly (readonly string[])[] = [
  ['generate', ''],
  ['generate', 'evil.character.one.v1', ''],
  ['generate', 'evil.character.one.v1', '--'],
  ['generate', 'evil.character.one.v1', '--hair', ''],
  ['generate', 'evil.character.one.v1', '--hair', 'good,'],
  ['generate', 'evil.character.one.v1', '--hair', '$'],
  ['run', 'show', ''],
  ['jobs', ''],
  ['retry', '7/'],
  ['review', '--as', ''],
  ['ship', '--age', ''],
];

describe.each(['bash', 'zsh', 'fish'])('%s', (shell) => {
  const ask = (...words: readonly string[]): readonly string[] => offered[shell]?.(words) ?? [];

  it.skipIf(!has(shell))('offers commands, recipes, levers and their values, in a sweep too', () => {
    expect(ask('gen')).toEqual(['generate']);
    expect(ask('db', 'sta')).toEqual(['start', 'status']);
    expect(ask('generate', 'iron.character.s')).toEqual([skald]);
    expect(ask('generate', 'skald')).toEqual([skald]);
    expect(ask('generate', skald, '--hair-')).toEqual(['--hair-color']);
    expect(ask('generate', skald, '--hair-color', 'red', '--hair', 'lo')).toEqual(['long']);
    expect(ask('generate', skald, '--hair', 'long,sh')).toEqual(['long,short']);
    expect(ask('jobs', '--state', 'AwaitingR')).toEqual(['AwaitingReview']);
    expect(ask('completion', 'z')).toEqual(['zsh']);
  });

  it.skipIf(!has(shell))('offers nothing that is run, and runs nothing', () => {
    const before = snapshot(rig.folder, (path) => !path.includes('pipe') && !path.includes('home'));
    for (const words of asked) {
      // fish completes its own variables, whatever the command is.
      if (shell === 'fish' && words.at(-1) === '$') continue;
      const found = ask(...words);
      for (const value of found) {
        expect(value).not.toMatch(meaning);
        if (words.at(-1)?.startsWith('-') !== true && words.at(-1) !== '') expect(value).not.toMatch(/^-/);
      }
    }
    expect(ask('generate', 'evil.character.one.v1', '--hair', '')).toEqual(['good']);
    expect(ask('generate', 'evil.character.one.v1', '--tint', '')).toEqual(['file', 'run']);
    expect(ask('review', '--as', '').at(-1)).toBe('Ada');
    expect(snapshot(rig.folder, (path) => !path.includes('pipe') && !path.includes('home'))).toEqual(before);
    expect(existsSync(join(project, 'touched'))).toBe(false);
  });

  it.skipIf(!has(shell))('leaves the names of files to the shell', () => {
    if (shell !== 'fish') return;
    expect(ask('--project', 'content/r')).toEqual(['content/recipes/']);
  });
});

it('says nothing and exits 0 whatever it is asked', async () => {
  const odd = [
    [],
    ['--'],
    ['--', ''],
    ['x'],
    ['--', '--project=/nowhere', 'generate', ''],
    ['--', '\0'.slice(1)],
  ];
  for (const words of odd) {
    const { code, stderr } = await rig.art(['complete', ...words], { cwd: rig.folder });
    expect([code, stderr]).toEqual([0, '']);
  }
});

it('says only ASCII where the locale is not UTF-8: elsewhere its bytes may be controls', async () => {
  write(project, 'content/ages/Ûber/v1/manifest.json', '{}');
  const ages = async (locale: string) =>
    (await rig.art(['complete', '--', 'ship', '--age', ''], { cwd: project, env: { LANG: locale } })).stdout;
  expect(await ages('C.UTF-8')).toContain('Ûber');
  // Code points above 126 are two bytes each, and the second may be a C1 control.
  expect(await ages('C')).not.toMatch(/[^\x20-\x7e\n\t]/);
});

/** Types into an interactive shell and gives the screen. */
describe.skipIf(!hasTmux())('in a terminal (needs tmux)', () => {
  const start: { readonly [shell: string]: string } = {
    bash: `exec bash --norc --noprofile -i`,
    zsh: `exec zsh -f -i`,
    fish: `exec fish --no-config -i`,
  };
  const prepare: { readonly [shell: string]: string } = {
    bash: 'PS1="ready> "; . ../art.bash',
    zsh: 'PS1="ready> "; autoload -Uz compinit; compinit -D -u; . ../art.zsh',
    fish: 'function fish_prompt; echo "ready> "; end; source ../art.fish',
  };

  async function open(shell: string): Promise<Pane> {
    const script = join(rig.folder, `${shell}.sh`);
    const exports = Object.entries({ ...env(), TERM: 'xterm-256color' }).map(
      ([k, v]) => `export ${k}='${v}'`,
    );
    writeFileSync(script, `${exports.join('\n')}\n${start[shell]}\n`);
    chmodSync(script, 0o755);
    const pane = openPane(`sh ${script}`, { columns: 100, rows: 30 }, project);
    await pane.until((text) => text.trim() !== '');
    pane.keys('-l', prepare[shell] ?? '');
    pane.keys('Enter');
    await pane.until((text) => text.trimEnd().endsWith('ready>'));
    return pane;
  }

  it.each(['bash', 'zsh', 'fish'].filter(has))('%s completes at Tab and runs nothing', async (shell) => {
    const pane = await open(shell);
    try {
      pane.keys('-l', 'art gen');
      pane.keys('Tab');
      await pane.until((text) => text.includes('art generate'));
      pane.keys('-l', 'skald');
      pane.keys('Tab');
      await pane.until((text) => text.includes(`art generate ${skald}`));
      pane.keys('-l', '--', '--hair-color bla');
      pane.keys('Tab');
      await pane.until((text) => text.includes('--hair-color black'));
      pane.keys('C-u');
      // Everything that the stranger's recipe names, on the screen.
      pane.keys('-l', 'art generate evil.character.one.v1 --hair ');
      pane.keys('Tab');
      await pane.until((text) => text.includes('--hair good'));
      pane.keys('C-u');
      pane.keys('-l', 'art review --as ');
      pane.keys('Tab', 'Tab');
      const shown = await pane.until((text) => text.includes('Ada'));
      expect(shown).not.toContain('touch');
      expect(readdirSync(project)).not.toContain('touched');
      expect(readFileSync(join(project, 'art.config.json'), 'utf8')).toContain('projectId');
    } finally {
      pane.close();
    }
  });
});
