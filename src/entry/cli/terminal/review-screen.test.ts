import { describe, expect, test } from 'vitest';
import { fakeTerminal, someFacts, type FakeTerminal } from '../../../../test/rig/fake-terminal.ts';
import { demoItems, demoPicture } from '../../../../test/rig/review-items.ts';
import { failure } from '../../../domain/failure.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Draft, ReviewItem } from '../../../domain/review/item.ts';
import { runReviewScreen, type ReviewResult, type ReviewScreenOptions } from './review-screen.ts';

const load: ReviewScreenOptions['loadPicture'] = (item) =>
  Promise.resolve(ok({ png: new Uint8Array([1, 2, 3]), rgba: demoPicture(item) }));
/** tmux: nothing is asked of the terminal, so the screen opens at once. */
const plainTerminal = (): FakeTerminal => fakeTerminal(someFacts({ TERM: 'screen-256color', TMUX: 'x' }));

function open(
  fake: FakeTerminal,
  more: Partial<ReviewScreenOptions> = {},
): { result: Promise<ReviewResult>; drafts: (readonly Draft[])[] } {
  const drafts: (readonly Draft[])[] = [];
  const result = runReviewScreen({
    items: demoItems.slice(0, 2),
    loadPicture: load,
    terminal: fake.streams,
    onDraft: (now) => void drafts.push(now),
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
    await press(fake, 'x', 'Rejected. Why?');
    await press(fake, '2', 'Commit 2 decisions: 1 approve, 1 reject.');
    fake.type('\r');
    const ended = await result;
    expect(ended.kind).toBe('commit');
    expect(ended.drafts).toMatchObject([
      { jobId: 'job_0001_k3f9', verdict: 'approve' },
      { jobId: 'job_0002_sheet', verdict: 'reject', reason: { kind: 'code', code: 'palette' } },
    ]);
    expect(drafts.map((kept) => kept.length)).toEqual([1, 2, 2]);
  });

  test('needs two keys for one picture and its commit: P, Enter', async () => {
    const fake = plainTerminal();
    const begun = fake.until('1 of 1');
    const { result } = open(fake, { items: demoItems.slice(0, 1) });
    await begun;
    await press(fake, 'P', 'Commit 1 decision');
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
    let deliver: (items: readonly ReviewItem[]) => void = () => undefined;
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
    deliver([...demoItems].reverse());
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
    await press(fake, 'x', 'Rejected. Why?');
    await press(fake, 'k', 'a=T,f=');
    expect(fake.written().split('a=T').length).toBeGreaterThan(sentOnce);
    fake.type('q');
    await result;
    expect(fake.written()).toMatch(/a=d,d=I,i=31,q=2;.{0,4}\p{Cc}\[0m\p{Cc}\[\?2004l/u);
  });

  test('uses whole lines and no control codes on a dumb terminal', async () => {
    const fake = fakeTerminal(someFacts({ TERM: 'dumb' }));
    const begun = fake.until('1 of 2');
    const { result } = open(fake);
    await begun;
    await press(fake, 'approve\n', 'One key, then Enter.');
    await press(fake, 'p\n', '2 of 2');
    await press(fake, 'x\n', 'Why?');
    await press(fake, 't\n', 'Why?');
    await press(fake, 'thin hands\n', 'Commit 2 decisions');
    fake.type('\n');
    expect((await result).drafts).toMatchObject([
      { verdict: 'approve' },
      { verdict: 'reject', reason: { kind: 'text', text: 'thin hands' } },
    ]);
    expect(fake.written().replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(fake.isRaw()).toBe(false);
  });

  test('refuses to open without a terminal', async () => {
    const fake = fakeTerminal({ ...someFacts(), isTty: false });
    await expect(open(fake).result).rejects.toThrow(/without a terminal/);
    expect(fake.written()).toBe('');
  });
});
