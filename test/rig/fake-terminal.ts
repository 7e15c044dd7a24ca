import { EventEmitter } from 'node:events';
import type { TerminalEnv, TerminalFacts } from '../../src/entry/cli/terminal/style.ts';
import type { TerminalStreams } from '../../src/entry/cli/terminal/terminal.ts';

export const someFacts = (
  env: TerminalEnv = { TERM: 'xterm', COLORTERM: 'truecolor' },
  size = { columns: 80, rows: 24 },
): TerminalFacts => ({ isTty: true, ...size, env, isColourRefused: false });

export interface FakeTerminal {
  readonly streams: TerminalStreams;
  /** Types bytes as one read of the terminal. */
  type(text: string): void;
  hangUp(): void;
  resize(size: { columns: number; rows: number }): void;
  readonly written: () => string;
  /** Raw mode as it was set last. */
  readonly isRaw: () => boolean;
  /** Resolves when the text was written after this call. */
  until(text: string): Promise<void>;
  /** Given every text that is written, to answer as a terminal does. */
  answer(reply: (written: string) => string | null): void;
}

/** A terminal in memory: what is written can be read, and keys come from the test. */
export function fakeTerminal(facts: TerminalFacts = someFacts()): FakeTerminal {
  const input = Object.assign(new EventEmitter(), {
    setRawMode: (value: boolean) => void (isRaw = value),
    resume: () => undefined,
    pause: () => undefined,
  });
  let written = '';
  let isRaw = false;
  let now = facts;
  let reply: (written: string) => string | null = () => null;
  const type = (text: string): void => void input.emit('data', new TextEncoder().encode(text));
  const output = Object.assign(new EventEmitter(), {
    write: (text: string) => {
      written += text;
      output.emit('written');
      const answer = reply(text);
      if (answer !== null) queueMicrotask(() => type(answer));
    },
  });
  return {
    streams: { input, output, facts: () => now },
    type,
    hangUp: () => void input.emit('end'),
    resize: (size) => {
      now = { ...now, ...size };
      output.emit('resize');
    },
    written: () => written,
    isRaw: () => isRaw,
    until: (text) => {
      const from = written.length;
      return new Promise((resolve) => {
        const look = (): void => {
          if (!written.slice(from).includes(text)) return;
          output.off('written', look);
          resolve();
        };
        output.on('written', look);
      });
    },
    answer: (given) => {
      reply = given;
    },
  };
}
