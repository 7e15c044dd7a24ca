import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeTerminal, someFacts } from '../../../../test/rig/fake-terminal.ts';
import { detectGraphics, showPicture, type Graphics } from './kitty.ts';
import { colourDepth, type TerminalEnv } from './style.ts';
import { openTerminal } from './terminal.ts';

const piece = /\p{Cc}_G([^;]*);([^\p{Cc}]*)\p{Cc}\\/gu;
const pieces = (text: string): { control: string; payload: string }[] =>
  [...text.matchAll(piece)].map(([, control = '', payload = '']) => ({ control, payload }));

test('sends a picture in pieces that a terminal takes, and they give the bytes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000, size: 'max' }), (png) => {
      const text = showPicture({ kind: 'png', png });
      const sent = pieces(text);
      expect(sent.map(({ control, payload }) => `\u001b_G${control};${payload}\u001b\\`).join('')).toBe(text);
      for (const [i, { control, payload }] of sent.entries()) {
        const isLast = i === sent.length - 1;
        expect(payload.length).toBeLessThanOrEqual(4096);
        if (!isLast) expect(payload.length % 4).toBe(0);
        expect(control).toMatch(isLast ? /(^|,)m=0$/ : /(^|,)m=1$/);
        if (i === 0) expect(control).toMatch(/^a=T,f=100,i=\d+,q=2,C=1,m=/);
        else expect(control).toMatch(/^m=[01]$/);
      }
      const joined = sent.map(({ payload }) => payload).join('');
      expect(Uint8Array.from(Buffer.from(joined, 'base64'))).toEqual(png);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test('sends pixels with their size and compressed', () => {
  const data = Uint8Array.from({ length: 2 * 3 * 4 }, (_, i) => i);
  const [first] = pieces(showPicture({ kind: 'rgba', picture: { width: 2, height: 3, data } }));
  expect(first?.control).toMatch(/^a=T,f=32,o=z,s=2,v=3,/);
  expect(Uint8Array.from(inflateSync(Buffer.from(first?.payload ?? '', 'base64')))).toEqual(data);
});

const attributes = '\u001b[?62;4c';

async function detect(env: TerminalEnv, reply: string | null): Promise<{ found: Graphics; asked: boolean }> {
  const facts = someFacts(env);
  const fake = fakeTerminal(facts);
  fake.answer((written) => (written.includes('a=q') ? reply : null));
  const terminal = openTerminal(fake.streams, { read: 'keys', isFullScreen: false });
  const found = await detectGraphics(terminal, facts, colourDepth(facts));
  terminal.close();
  return { found, asked: fake.written().includes('a=q') };
}

test('uses kitty graphics when the terminal says OK, with its cell size', async () => {
  const { found } = await detect(
    { TERM: 'xterm-256color' },
    `\u001b_Gi=31;OK\u001b\\\u001b[6;20;10t${attributes}`,
  );
  expect(found).toEqual({ kind: 'kitty', cell: { width: 10, height: 20 } });
});

test('draws half-blocks when the terminal answers without graphics, though its name promises them', async () => {
  const { found } = await detect({ TERM: 'xterm-kitty' }, attributes);
  expect(found).toEqual({ kind: 'blocks', depth: 24 });
});

test('believes the environment when nothing answers', async () => {
  expect((await detect({ TERM: 'xterm-kitty' }, null)).found.kind).toBe('kitty');
  expect((await detect({ TERM: 'xterm-256color' }, null)).found).toEqual({ kind: 'blocks', depth: 8 });
});

test('asks nothing inside tmux, and draws nothing where there is no colour', async () => {
  expect(await detect({ TERM: 'xterm-kitty', TMUX: '/tmp/s' }, null)).toEqual({
    found: { kind: 'blocks', depth: 24 },
    asked: false,
  });
  expect((await detect({ TERM: 'dumb' }, null)).found.kind).toBe('none');
  expect((await detect({ TERM: 'xterm', NO_COLOR: '1' }, attributes)).found.kind).toBe('none');
});
