/** What `art run recover` asks, in a real terminal. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';
import { CliRig, isOfProject, program, snapshot, statue, statueLevers } from './rig.ts';

interface Draft {
  readonly recipe: { readonly recipe_id: string };
  readonly wanted: readonly { readonly levers: object; readonly children: readonly number[] }[];
  readonly from_run: string;
}

describe.skipIf(!hasTmux())('recovering in a terminal of 80 x 24 (needs tmux)', () => {
  const rig = new CliRig();
  const panes: Pane[] = [];
  let project: string;
  let run: string;
  const file = (): string => join(project, '.art/draft.json');
  const draft = (): Draft | null =>
    existsSync(file()) ? (JSON.parse(readFileSync(file(), 'utf8')) as Draft) : null;

  beforeAll(async () => {
    project = await rig.sample();
    const made = await rig.data<{ run_id: string }>(
      project,
      'generate',
      statue,
      ...statueLevers,
      '--children',
      '3-5',
    );
    run = made.run_id;
  });
  afterAll(async () => {
    for (const pane of panes) pane.close();
    await rig.remove();
  });

  /** Types the command and these keys, each when its question stands there; gives the last screen. */
  async function answered(
    words: string,
    ...answers: readonly (readonly [question: string, key: string])[]
  ): Promise<string> {
    const home = `HOME=${rig.folder}/home XDG_CONFIG_HOME=${rig.folder}/home/.config`;
    const pane = openPane(
      `env -u npm_command ${home} ${process.execPath} ${program} run recover ${words}`,
      { columns: 80, rows: 24 },
      project,
    );
    panes.push(pane);
    for (const [question, key] of answers) {
      await pane.until((text) => text.includes(question));
      pane.keys(key);
    }
    return pane.until((text) => text.includes('ENDED'));
  }
  const first = 'Take all, choose, or none? [a/c/N]';

  it.each([
    ['none', 'n', 'ENDED 0'],
    ['Enter alone', 'Enter', 'ENDED 0'],
    ['Ctrl-C', 'C-c', 'ENDED 130'],
  ])('takes nothing at %s, and writes nothing', async (_, key, end) => {
    const before = snapshot(project, isOfProject);
    const text = await answered('1', [first, key]);
    expect(text).toContain(end);
    expect(text).toContain('levers material  none -> bronze');
    expect(draft()).toBeNull();
    expect(snapshot(project, isOfProject)).toEqual(before);
  });

  it('takes what is chosen, one field after the other', async () => {
    const text = await answered('1', [first, 'c'], ['levers? [y/N]', 'n'], ['children? [y/N]', 'y']);
    expect(text).toContain(`took children of ${run} into .art/draft.json`);
    expect(text).toMatch(/to undo: art draft clear\nnext: art generate --draft --dry-run/);
    expect(draft()).toMatchObject({ wanted: [{ levers: {}, children: [3, 4, 5] }], from_run: run });
  });

  it('then asks about the one field that still differs, and says how the draft before comes back', async () => {
    const text = await answered('1', ['Take the levers into your draft? [y/N]', 'y']);
    expect(text).toContain('to undo: cp .art/draft.previous.json .art/draft.json');
    expect(draft()).toMatchObject({
      recipe: { recipe_id: statue },
      wanted: [{ levers: { material: ['bronze'] } }],
    });
    expect(await answered('1')).toContain(`${run}: no difference from your draft`);
  });
});
