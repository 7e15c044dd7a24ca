/** What the commands look like at a terminal: wide and narrow, with colours and without, at a dumb one, and in a pipe. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/entry/cli/terminal/width.ts';
import { hasTmux, openPane } from '../rig/tmux.ts';
import { project, rig, setUp } from './bad-input.ts';
import { rows } from './contract-table.ts';
import { program } from './rig.ts';

interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly env: Readonly<Record<string, string>>;
}

const colour = { COLORTERM: 'truecolor' };
const screens: Readonly<Record<string, Screen>> = {
  small: { columns: 80, rows: 24, env: colour },
  large: { columns: 200, rows: 50, env: colour },
  plain: { columns: 80, rows: 24, env: { ...colour, NO_COLOR: '1' } },
  dumb: { columns: 80, rows: 24, env: { ...colour, TERM: 'dumb' } },
};

/** Every command that may be looked at as often as one likes. */
const looks = Object.entries(rows).filter(
  ([, row]) => row.isWriter !== true && row.interruptAt === undefined,
);
/** Screen and command to what the terminal got, and what a pipe got. */
const seen = new Map<string, string>();

beforeAll(async () => {
  if (!hasTmux()) return;
  await setUp();
  const lines = await Promise.all(
    looks.map(async ([name, { ends }]) => [name, [...name.split(' '), ...(await ends())]] as const),
  );
  for (const [name, words] of lines) {
    const piped = await rig.art(words, { cwd: project, env: { ...colour, TERM: 'xterm-256color' } });
    seen.set(`piped ${name}`, `${piped.stdout}${piped.stderr}`);
  }
  // One after the other: a worker that lives in one terminal would be seen by the status in another.
  for (const [screen, its] of Object.entries(screens)) await watch(screen, its, lines);
});
afterAll(() => rig?.remove());

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs all lines one after the other in one terminal, and keeps what each of them wrote. */
async function watch(
  screen: string,
  { columns, rows: height, env }: Screen,
  lines: readonly (readonly [string, readonly string[]])[],
): Promise<void> {
  const raw = join(rig.folder, `${screen}.raw`);
  const settings = Object.entries({ ...rig.env, ...env }).map(([name, value]) => `${name}=${quoted(value)}`);
  const runs = lines.map(
    ([name, words]) =>
      `printf '\\036${name}\\n'; env -u npm_command ${settings.join(' ')} ${[process.execPath, program, ...words].map(quoted).join(' ')}`,
  );
  // All commands of Artkiln in one line are more than tmux takes.
  const script = join(rig.folder, `${screen}.sh`);
  writeFileSync(script, `${runs.join('\n')}\n`);
  const pane = openPane(
    `stty -echo; read go; . ${quoted(script)}; printf '\\036'`,
    { columns, rows: height },
    project,
  );
  try {
    pane.record(raw);
    pane.keys('Enter');
    // Dozens of commands, in as many terminals at once as there are screens.
    await pane.until((text) => text.includes('ENDED'), 200_000);
    const parts = readFileSync(raw, 'utf8').replaceAll('\r\n', '\n').split('\u001e').slice(1, -1);
    for (const part of parts) {
      const [name = '', ...text] = part.split('\n');
      seen.set(`${screen} ${name}`, text.join('\n'));
    }
  } finally {
    pane.close();
  }
}

const textOf = (screen: string, name: string): string => {
  const text = seen.get(`${screen} ${name}`);
  if (text === undefined) throw new Error(`art ${name} was never seen at ${screen}`);
  return text;
};

const colours = /\p{Cc}\[[0-9;]*m/gu;
const bare = (text: string): string => text.replace(colours, '');

/** Ids, digests, times and what else differs from run to run, as long as they were. */
const steady = (text: string): string =>
  bare(text)
    .replace(/run_(\d{4})_\w{4}/g, 'run_$1_####')
    .replace(/\b[0-9a-f]{8,64}\b/g, (digest) => '#'.repeat(digest.length))
    .replace(/\d{4}-\d\d-\d\d/g, '####-##-##')
    .replace(/\b\d\d:\d\d\b/g, '##:##')
    .replace(/ +\d+ ms/g, '  # ms')
    .replace(/ +took$/gm, '  took')
    .replace(/(just now|\d+ \w+ ago)$/gm, 'lately')
    .replaceAll(rig.folder, '/tmp/artkiln');

describe.skipIf(!hasTmux())('at a terminal', () => {
  it.each(looks.map(([name]) => [name]))('art %s writes colours and lines, and moves nothing', (name) => {
    for (const screen of Object.keys(screens)) {
      const text = textOf(screen, name);
      expect(bare(text), screen).not.toMatch(/(?!\n)\p{Cc}/u);
      if (screen === 'plain' || screen === 'dumb') expect(text).toBe(bare(text));
    }
    expect(textOf('piped', name).replaceAll('\t', ' ')).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it.each(looks.map(([name]) => [name]))('art %s says the same with colours and without', (name) => {
    // The setting itself says which of them it is.
    const said = (screen: string): string => steady(textOf(screen, name)).replace(/^color .*$/m, 'color');
    expect(said('plain')).toBe(said('small'));
    expect(said('dumb')).toBe(said('small'));
  });

  const listings = looks.filter(([, { isListing }]) => isListing !== undefined);
  it.each(listings.map(([name]) => [name]))('art %s fits 80 and 200 columns', (name) => {
    for (const [screen, { columns }] of Object.entries(screens)) {
      const lines = bare(textOf(screen, name)).split('\n');
      // A command to paste stays one line, whatever its length.
      for (const line of lines.filter((one) => !/^ +(npx )?art /.test(one)))
        expect(displayWidth(line), `${screen}: ${line}`).toBeLessThanOrEqual(columns);
    }
  });

  const goldens = listings.filter(([, { isListing }]) => isListing === true);
  it.each(goldens.map(([name]) => [name]))('art %s looks as it did', async (name) => {
    const parts = ['small', 'large', 'piped'].map((screen) => {
      const { columns, rows: height } = screens[screen] ?? { columns: 0, rows: 0 };
      return `== ${screen === 'piped' ? 'piped' : `${columns}x${height}`}\n${steady(textOf(screen, name))}`;
    });
    await expect(parts.join('\n')).toMatchFileSnapshot(`../golden/screens/${name.replaceAll(' ', '-')}.txt`);
  });
});

describe.skipIf(!hasTmux())('a command that asks', () => {
  const at = (words: string) =>
    openPane(
      `env -u npm_command HOME=${rig.folder}/home XDG_CONFIG_HOME=${rig.folder}/home/.config ${process.execPath} ${program} ${words}`,
      { columns: 80, rows: 24 },
      project,
    );

  it.each([['review'], ['review-concepts']])('art %s is left with q', async (name) => {
    const pane = at(name);
    try {
      await pane.until((text) => /^(Concept|Review) gate /m.test(text));
      pane.keys('q');
      expect(await pane.until((text) => text.includes('ENDED'))).toContain('ENDED 0');
    } finally {
      pane.close();
    }
  });

  it.each([
    ['review --no-input'],
    ['review-concepts --no-input'],
    ['reviewer add Zoe --no-input'],
    // Records and rows are no sitting, and pictures do not go into a pipe.
    ['review --json 2>&1 >/dev/null'],
    ['review --plain'],
    ['review > out.txt'],
  ])('art %s does not', async (words) => {
    const pane = at(words);
    try {
      const text = await pane.until((now) => now.includes('ENDED'));
      expect(text).toMatch(/failed needs-terminal: [^]*next: Pass --[^]*ENDED 2/);
    } finally {
      pane.close();
    }
  });
});
