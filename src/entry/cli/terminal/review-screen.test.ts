import { describe, expect, test } from 'vitest';
import { fakeTerminal, someFacts, type FakeTerminal } from '../../../../test/rig/fake-terminal.ts';
import { demoItems, demoPicture, manyItems } from '../../../../test/rig/review-items.ts';
import { failure } from '../../../domain/failure.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Remark } from '../../../domain/review/remark.ts';
import type { DraftChange } from '../../../domain/review/session.ts';
import type { LoadPicture } from './review-gallery.ts';
import {
  runReviewScreen,
  type Arrivals,
  type ReviewResult,
  type ReviewScreenOptions,
} from './review-screen.ts';

const load: LoadPicture = (item) => Promise.resolve(ok({ rgba: demoPicture(item) }));
/** tmux: nothing is asked of the terminal, so the screen opens at once. */
const plainTerminal = (): FakeTerminal => fakeTerminal(someFacts({ TERM: 'screen-256color', TMUX: 'x' }));

function open(
  fake: FakeTerminal,
  more: Partial<ReviewScreenOptions> = {},
): { result: Promise<ReviewResult>; drafts: (readonly DraftChange[])[] } {
  const drafts: (readonly DraftChange[])[] = [];
  const result = runReviewScreen({
    items: demoItems.slice(0, 2),
    loadPicture: load,
    terminal: fake.streams,
    onDrafts: (changes) => {
      drafts.push(changes);
      return Promise.resolve(ok(undefined));
    },
    ...more,
  });
  return { result, drafts };
}

/** Types a key and waits for what it brings to the screen. */
async function press(fake: FakeTerminal, keys: string, shown: string): Promise<void> {
  const seen = fake.until(shown);
  fake.type(keys);
  await seen;
}

describe('the review screen', () => {
  test('takes verdicts, keeps each as a draft, and commits with Enter once all are decided', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result, drafts } = open(fake);
    await begun;
    await press(fake, 'p', '2 of 2');
    await press(fake, 'x', 'Commit 2 decisions: 1 approve, 1 reject.');
    await press(fake, '2', 'reject: palette');
    fake.type('\r');
    const ended = await result;
    expect(ended.kind).toBe('commit');
    expect(ended.drafts).toMatchObject([
      { jobId: 'job_0001_k3f9', verdict: 'approve' },
      { jobId: 'job_0002_sheet', verdict: 'reject', reason: { kind: 'code', code: 'palette' } },
    ]);
    expect(drafts.map((changes) => changes.map(({ kind }) => kind))).toEqual([['keep'], ['keep'], ['keep']]);
  });

  test('needs two keys for one picture and its commit: P, Enter', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 1');
    const { result } = open(fake, { items: demoItems.slice(0, 1) });
    await begun;
    await press(fake, 'p', 'Commit 1 decision');
    fake.type('\r');
    expect((await result).kind).toBe('commit');
  });

  test('judges no picture by a key that was typed before it was on the screen', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result, drafts } = open(fake);
    await begun;
    await press(fake, 'pp', 'was not on the screen yet');
    fake.type('q');
    expect(await result).toMatchObject({
      kind: 'quit',
      isInterrupted: false,
      drafts: [{ verdict: 'approve' }],
    });
    expect(drafts).toHaveLength(1);
  });

  test('erases a line before its text: behind a line of full width its last character would go', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    await press(fake, 'x', '2 of 2');
    fake.type('q');
    await result;
    const erased = fake.written().split('\u001b[K').slice(0, -1);
    expect(erased.length).toBeGreaterThan(24);
    for (const before of erased) expect(before).toMatch(/;1H$/);
  });

  test('takes pasted text for no key', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    fake.type('\u001b[200~ppp\r\r\u001b[201~q');
    expect((await result).drafts).toEqual([]);
  });

  test('gives the terminal back when it ends, by whatever key', async () => {
    for (const [key, isInterrupted] of [
      ['q', false],
      ['\u0003', true],
    ] as const) {
      const fake = plainTerminal();
      const begun = fake.until('1 of 2');
      const { result } = open(fake);
      await begun;
      expect(fake.isRaw()).toBe(true);
      expect(fake.written().startsWith('\u001b[?1049h')).toBe(true);
      fake.type(key);
      expect(await result).toEqual({ kind: 'quit', drafts: [], isInterrupted });
      expect(fake.isRaw()).toBe(false);
      expect(fake.written().endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
    }
  });

  test('gives the terminal back when reading a picture throws', async () => {
    const fake = plainTerminal();
    const { result } = open(fake, { loadPicture: () => Promise.reject(new Error('a bug')) });
    await expect(result).rejects.toThrow('a bug');
    expect(fake.isRaw()).toBe(false);
    expect(fake.written().endsWith('\u001b[?1049l')).toBe(true);
  });

  test('ends when the terminal hangs up, and keeps the drafts', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    await press(fake, 'p', '2 of 2');
    fake.hangUp();
    expect(await result).toMatchObject({
      kind: 'quit',
      isInterrupted: true,
      drafts: [{ verdict: 'approve' }],
    });
  });

  test('does not approve a picture that cannot be read', async () => {
    const fake = plainTerminal();
    const begun = fake.until('CANNOT BE READ');
    const { result } = open(fake, {
      loadPicture: (item) =>
        Promise.resolve(fail(failure('picture-unreadable', { path: item.picturePath, why: 'x' }))),
    });
    await begun;
    await press(fake, 'p', 'cannot be approved');
    fake.type('q');
    expect((await result).drafts).toEqual([]);
  });

  test('draws again when the terminal changes its size', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    const again = fake.until('\u001b[2J');
    fake.resize({ columns: 200, rows: 50 });
    await again;
    fake.type('q');
    await result;
  });

  test('writes nothing for a key that changes nothing', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    await press(fake, 'u', 'has no verdict');
    const length = fake.written().length;
    fake.type('uuu');
    fake.type('q');
    await result;
    expect(fake.written().length - length).toBeLessThan(80);
  });

  test('takes in what arrives, after what is there, and stays on its picture', async () => {
    const fake = plainTerminal();
    let deliver: (arrivals: Arrivals) => void = () => undefined;
    let isWatched = true;
    const begun = fake.until('1 of 2');
    const { result } = open(fake, {
      watch: (give) => {
        deliver = give;
        return () => void (isWatched = false);
      },
    });
    await begun;
    const more = fake.until('1 of 4');
    deliver({ items: [...demoItems].reverse() });
    await more;
    fake.type('q');
    await result;
    expect(isWatched).toBe(false);
  });

  test('shows pictures by the kitty protocol where the terminal has it, and removes them at the end', async () => {
    const fake = fakeTerminal(someFacts({ TERM: 'xterm-256color' }, { columns: 200, rows: 50 }));
    fake.answer((written) => (written.includes('a=q') ? '\u001b_Gi=31;OK\u001b\\\u001b[?62c' : null));
    const begun = fake.until('a=T,f=32,o=z,');
    const { result } = open(fake);
    await begun;
    const sentOnce = fake.written().split('a=T').length;
    await press(fake, 'x', 'Rejected job_0001_k3f9');
    await press(fake, 'k', 'a=T,f=');
    expect(fake.written().split('a=T').length).toBeGreaterThan(sentOnce);
    fake.type('q');
    await result;
    expect(fake.written()).toMatch(/(a=d,d=I,i=\d+,q=2;.{0,6}){3}\p{Cc}\[0m\p{Cc}\[\?7h/u);
  });

  test('uses whole lines and no control codes on a dumb terminal', async () => {
    const fake = fakeTerminal(someFacts({ TERM: 'dumb' }));
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    await press(fake, 'approve\n', 'One key, then Enter.');
    await press(fake, 'p\n', '2 of 2');
    await press(fake, 'x\n', 't types why');
    await press(fake, 't\n', 'Why reject');
    await press(fake, 'thin hands\n', 'Commit 2 decisions');
    fake.type('\n');
    expect((await result).drafts).toMatchObject([
      { verdict: 'approve' },
      { verdict: 'reject', reason: { kind: 'text', text: 'thin hands' } },
    ]);
    expect(fake.written().replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(fake.isRaw()).toBe(false);
  });

  test('gives the reason of a rejection to the picture that was rejected, and stars to the one on the screen', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 4');
    const said: Remark[] = [];
    const { result } = open(fake, {
      items: demoItems,
      opening: { author: 'kari' },
      onRemarks: (made) => {
        said.push(...made);
        return Promise.resolve(ok(undefined));
      },
    });
    await begun;
    await press(fake, 'x', 'Rejected job_0001_k3f9: a digit');
    await press(fake, '2', 'P approve');
    await press(fake, '4', '****');
    await press(fake, 't', 'Note on');
    await press(fake, 'fine \u001b[200~axe\u001b[201~\r', 'fine axe');
    fake.type('q');
    expect((await result).drafts).toMatchObject([{ jobId: 'job_0001_k3f9', reason: { code: 'palette' } }]);
    expect(said).toMatchObject([
      { digest: '2'.repeat(64), author: 'kari', stars: 4 },
      { digest: '2'.repeat(64), author: 'kari', text: 'fine axe' },
    ]);
  });

  test('says when a draft or a note was not kept', async () => {
    const lost = () => Promise.resolve(fail(failure('disk-full', { path: '.art' })));
    const fake = plainTerminal();
    const begun = fake.until('1 of 2');
    const { result } = open(fake, { onDrafts: lost, onRemarks: lost });
    await begun;
    await press(fake, '4', 'Not kept');
    expect(fake.written()).not.toContain('****');
    await press(fake, 'p', 'NOT KEPT on disk');
    fake.type('q');
    await result;
  });

  test('reads no key before the draft of the last one is kept', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 4');
    let keep: () => void = () => undefined;
    let asked = 0;
    const { result } = open(fake, {
      items: demoItems,
      onDrafts: () => {
        asked += 1;
        return new Promise((resolve) => {
          keep = () => resolve(ok(undefined));
        });
      },
    });
    await begun;
    fake.type('p');
    await new Promise(setImmediate);
    expect([asked, fake.written().includes('2 of 4')]).toEqual([1, false]);
    const next = fake.until('2 of 4');
    keep();
    await next;
    fake.type('q');
    await result;
  });

  test('judges in the grid what is drawn there, on the same screen without waiting', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 40');
    const { result } = open(fake, { items: manyItems(40) });
    await begun;
    await press(fake, 'g', '42/10');
    await press(fake, 'p', 'P 42/1');
    // All of these are on the screen already: nothing has to be drawn between the keys.
    fake.type('xxp\u001b[Bp');
    await press(fake, 'e', 'verdict');
    fake.type('q');
    expect((await result).drafts.map(({ jobId, verdict }) => [jobId.split('/')[1], verdict])).toEqual([
      ['1', 'approve'],
      ['2', 'reject'],
      ['3', 'reject'],
      ['4', 'approve'],
      ['10', 'approve'],
    ]);
  });

  test('plays on Space at the speed of the sprites, and draws only while it plays', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 1');
    const { result } = open(fake, { items: demoItems.slice(1, 2) });
    await begun;
    const still = fake.written().length;
    await new Promise(setImmediate);
    expect(fake.written().length).toBe(still);
    await press(fake, ' ', 'sprite 1 of 8: s');
    await fake.until('sprite 2 of 8: sw');
    await press(fake, ' ', 'Space play');
    await press(fake, ',', 'sprite');
    fake.type('q');
    await result;
  });

  test('compares two pictures and says what differs', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 40');
    const { result } = open(fake, { items: manyItems(40) });
    await begun;
    await press(fake, 'p', '2 of 40');
    await press(fake, 'c', 'px differ');
    expect(fake.written()).toContain('> judged  42/2');
    await press(fake, 'd', '64, reduced');
    await press(fake, 'x', '> judged  42/3');
    fake.type('q');
    expect((await result).drafts.map(({ verdict }) => verdict)).toEqual(['approve', 'reject']);
  });

  test('loads pictures near the cursor only, however many wait', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 500');
    const loaded = new Set<string>();
    const { result } = open(fake, {
      items: manyItems(500),
      loadPicture: (item) => {
        loaded.add(item.jobId);
        return load(item);
      },
    });
    await begun;
    fake.type('q');
    await result;
    expect(loaded.size).toBeLessThan(10);
  });

  test('refuses to open without a terminal', async () => {
    const fake = fakeTerminal({ ...someFacts(), isTty: false });
    await expect(open(fake).result).rejects.toThrow(/without a terminal/);
    expect(fake.written()).toBe('');
  });
});
