/** The question about a large run and the progress of one, in a real terminal. */
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';
import { CliRig, isOfProject, program, skald, snapshot } from './rig.ts';

const sweep = `art generate ${skald} --hair '*' --hair-color red --armor '*' --weapon axe,sword`;
const runLine = /run_\d{4}_[a-z2-7]{4}/g;

describe.skipIf(!hasTmux())('a large run in a terminal of 80 x 24 (needs tmux)', () => {
  const rig = new CliRig();
  const panes: Pane[] = [];
  let project: string;

  beforeAll(async () => {
    project = await rig.sample();
  });
  afterAll(async () => {
    for (const pane of panes) pane.close();
    await rig.remove();
  });

  /** Types one command into a shell of its own; what it left with is shown at the end. */
  function typed(line: string): Pane {
    const bin = join(rig.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    if (!existsSync(join(bin, 'art'))) symlinkSync(program, join(bin, 'art'));
    const script = join(rig.folder, `typed-${panes.length}.sh`);
    const env = { ...rig.env, PATH: `${bin}:${rig.env['PATH']}`, TERM: 'xterm-256color' };
    const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
    // Ctrl-C goes to all of the foreground: the script itself is to see what the command left with.
    writeFileSync(script, [...exports, 'trap : INT', line, 'echo "LEFT WITH $?"', ''].join('\n'));
    chmodSync(script, 0o755);
    const pane = openPane(`sh ${script}`, { columns: 80, rows: 24 }, project);
    panes.push(pane);
    return pane;
  }

  it.each([
    ['no', ['n']],
    ['Enter alone', ['Enter']],
    ['Ctrl-C', ['C-c']],
    ['the end of the input', ['C-d']],
  ])('is not made after %s, and nothing is written', async (_answer, keys) => {
    const before = snapshot(project, isOfProject);
    const pane = typed(sweep);
    await pane.until((text) => text.includes('[y/N]'));
    expect(pane.text().split('\n')[0]).toBe(
      '40 jobs (4 armor x 5 hair x 2 weapon), 0 reused, free. Go on? [y/N]',
    );
    pane.keys(...keys);
    const text = await pane.until((now) => now.includes('LEFT WITH'));
    expect(text).toContain('LEFT WITH 130');
    expect(text).toContain('kept: Nothing was changed.');
    expect(snapshot(project, isOfProject)).toEqual(before);
  });

  it('is made after yes, its progress stays one block, and Ctrl-C leaves the jobs alone', async () => {
    const pane = typed(`${sweep} --wait`);
    await pane.until((text) => text.includes('[y/N]'));
    pane.keys('y');
    const begun = await pane.until((text) => text.includes('0 of 40 ready'));
    expect(begun).toMatch(/^ {2}queued +40$/m);
    const worker = rig.start(['worker', '--json'], { cwd: project });
    await pane.until((text) => /\b[1-9]\d? of 40 ready/.test(text));
    pane.keys('C-c');
    const ended = await pane.until((text) => text.includes('LEFT WITH'));
    worker.process.kill('SIGTERM');
    await worker.ended;
    expect(ended).toContain('LEFT WITH 130');
    expect(ended).toContain('failed wait-interrupted: No longer waiting for run 1.');
    expect(ended).toMatch(/next: Run `(npx )?art run show 1` to look, `(npx )?art cancel 1` to stop them\./);
    // One headline, however often it was drawn, and no line that the terminal wrapped.
    expect(ended.match(/of 40 ready/g)).toHaveLength(1);
    expect(ended.match(runLine)).toHaveLength(2);
    const states = await rig.query<{ state: string }>(
      project,
      `select distinct state from art.art_jobs where state = 'Failed'`,
    );
    expect(states).toEqual([]);
  });

  it('asks nothing with --yes, and nothing where --no-input forbids it', async () => {
    const made = typed(`${sweep} --yes`);
    expect(await made.until((text) => text.includes('LEFT WITH'))).toMatch(/queued 40 jobs[^]*LEFT WITH 0/);
    const runs = readdirSync(join(project, 'runs')).length;
    const refused = typed(`${sweep} --no-input`);
    const text = await refused.until((now) => now.includes('LEFT WITH'));
    expect(text).toMatch(/failed run-not-confirmed: 40 jobs[^]*LEFT WITH 2/);
    expect(readdirSync(join(project, 'runs'))).toHaveLength(runs);
  });
});
