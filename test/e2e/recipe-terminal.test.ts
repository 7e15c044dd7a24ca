/** The questions about recipes in a real terminal: whoever leaves one finds everything as it was. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTmux, openPane, type Pane } from '../rig/tmux.ts';
import { CliRig, isOfProject, levers, program, skald, snapshot, write } from './rig.ts';

describe.skipIf(!hasTmux())('a question about a recipe (needs tmux)', () => {
  const rig = new CliRig();
  const panes: Pane[] = [];
  let project: string;
  const path = `content/recipes/${skald}.json`;

  beforeAll(async () => {
    project = await rig.sample();
    await rig.data(project, 'recipe', 'lock', skald);
    await rig.data(project, 'generate', skald, ...levers);
  });
  afterAll(async () => {
    for (const pane of panes) pane.close();
    await rig.remove();
  });

  /** Starts a command at a terminal of its own; `ENDED` and the exit code are the last it shows. */
  function typed(...words: readonly string[]): Pane {
    const settings = Object.entries({ ...rig.env, TERM: 'xterm-256color' }).map(
      ([name, value]) => `${name}='${value}'`,
    );
    // Ctrl-C goes to all of the foreground: the shell is to see what the command left with.
    const line = `trap : INT; env ${settings.join(' ')} ${process.execPath} ${program} ${words.join(' ')}`;
    const pane = openPane(line, { columns: 80, rows: 24 }, project);
    panes.push(pane);
    return pane;
  }

  const asked = 'Kind of picture';
  const leavings: readonly (readonly [title: string, answers: readonly string[], key: string])[] = [
    ['Ctrl-D at the first question', [], 'C-d'],
    ['Ctrl-C at the first question', [], 'C-c'],
    ['Ctrl-D after some answers', ['', 'sword'], 'C-d'],
    ['Ctrl-C after some answers', ['', 'sword'], 'C-c'],
  ];
  it.each(leavings)(
    'of art recipe new is left by %s, and nothing is written',
    async (_title, answers, key) => {
      const before = snapshot(project, isOfProject);
      const pane = typed('recipe', 'new');
      await pane.until((text) => text.includes(asked));
      for (const [at, answer] of answers.entries()) {
        const questions = questionsIn(pane.text());
        expect(questions).toBe(at + 1);
        if (answer === '') pane.keys('Enter');
        else pane.keys(answer, 'Enter');
        await pane.until((text) => questionsIn(text) > questions);
      }
      pane.keys(key);
      const text = await pane.until((now) => now.includes('ENDED'));
      expect(text).toMatch(/^failed interrupted: Interrupted\.$/m);
      expect(text).toContain('ENDED 130');
      expect(snapshot(project, isOfProject)).toEqual(before);
    },
  );

  /** How many questions were put: each line of one ends with its presumed answer and a colon, or a colon alone. */
  const questionsIn = (text: string): number =>
    text.split('\n').filter((line) => /\S: ?\S*$/.test(line)).length;

  const edits: readonly (readonly [words: string, keys: readonly string[], kind: string])[] = [
    ['restore', ['n', 'Enter'], 'declined'],
    ['restore', ['Enter'], 'declined'],
    ['restore', ['C-c'], 'interrupted'],
    ['restore', ['C-d'], 'interrupted'],
    ['bump', ['n', 'Enter'], 'declined'],
    ['bump', ['C-c'], 'interrupted'],
  ];
  it.each(edits)('of art recipe %s is left by %s as %s, and the edit stays', async (words, keys, kind) => {
    const locked = readFileSync(join(project, path), 'utf8');
    write(project, path, locked.replace(/"title": "[^"]*"/, '"title": "Edited"'));
    try {
      const before = snapshot(project, isOfProject);
      const pane = typed('recipe', words, skald);
      await pane.until((text) => text.includes('[y/N]'));
      pane.keys(...keys);
      const text = await pane.until((now) => now.includes('ENDED'));
      expect(text).toContain(`failed ${kind}: `);
      expect(text).toContain('ENDED 130');
      expect(snapshot(project, isOfProject)).toEqual(before);
    } finally {
      write(project, path, locked);
    }
  });
});
