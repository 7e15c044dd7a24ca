import { createKeyDecoder, type KeyEvent } from './keys.ts';
import type { TerminalFacts } from './style.ts';

/** The part of `process.stdin` that is used here. */
export interface TerminalInput {
  setRawMode?: (isRaw: boolean) => unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'end' | 'error', listener: () => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'end' | 'error', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** The part of `process.stdout` or `process.stderr` that is used here. */
export interface TerminalOutput {
  write(text: string): unknown;
  on(event: 'resize' | 'error', listener: () => void): unknown;
  off(event: 'resize' | 'error', listener: () => void): unknown;
}

export interface TerminalStreams {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  /** Read again after each resize. */
  readonly facts: () => TerminalFacts;
}

export type TerminalEvent =
  | Exclude<KeyEvent, { kind: 'reply' }>
  /** A whole line, where the terminal was opened for lines. */
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'resize' }
  /** No key will come any more: the input ended, or a signal asked the process to stop. */
  | { readonly kind: 'end' };

/** A terminal that was taken over. `E` are events of the caller's own, read in one order with the keys. */
export interface Terminal<E> {
  readonly facts: () => TerminalFacts;
  write(text: string): void;
  next(): Promise<TerminalEvent | E>;
  post(event: E): void;
  /**
   * Writes a question and gathers the terminal's answers until `isLast` takes one, at most `timeoutMs`.
   * Keys typed meanwhile stay in line; answers that come too late are dropped.
   */
  ask(question: string, isLast: (reply: string) => boolean, timeoutMs: number): Promise<string[]>;
  /** More to write when the terminal is given back, such as the removal of pictures. */
  restoreWith(text: string): void;
  /** Gives the terminal back as it was. May be called more than once. */
  close(): void;
}

export interface TerminalUse {
  /** `keys`: raw mode, one event per key. `lines`: the terminal edits lines, one event per line. */
  readonly read: 'keys' | 'lines';
  /** Whether to draw on the alternate screen, so that what was there before comes back. */
  readonly isFullScreen: boolean;
}

/** Lines do not wrap: where a terminal takes a character for wider than it is here, the screen must not scroll. */
const enterScreen = '\u001b[?1049h\u001b[?25l\u001b[?2004h\u001b[?7l\u001b[H\u001b[2J';
const leaveScreen = '\u001b[0m\u001b[?7h\u001b[?2004l\u001b[?25h\u001b[?1049l';
/** A sequence of a key arrives at once, also through ssh: after this long, ESC was the Escape key. */
const escapeDelayMs = 40;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Takes the terminal over. It is given back by `close`, and by every other way out: the process exiting, an
 * exception that nobody catches, and the signals above, which then do what they would have done.
 */
export function openTerminal<E = never>(streams: TerminalStreams, use: TerminalUse): Terminal<E> {
  const { input, output } = streams;
  const queue: (TerminalEvent | E)[] = [];
  let waiting: ((event: TerminalEvent | E) => void) | null = null;
  let onReply: ((reply: string) => void) | null = null;
  let farewell = '';
  let isOpen = true;
  const put = (event: TerminalEvent | E): void => {
    const deliver = waiting;
    waiting = null;
    if (deliver === null) queue.push(event);
    else deliver(event);
  };
  const putKeys = (events: readonly KeyEvent[]): void => {
    for (const event of events) {
      if (event.kind === 'reply') onReply?.(event.text);
      else put(event);
    }
  };
  const reader = use.read === 'keys' ? keyReader(putKeys) : lineReader((text) => put({ kind: 'line', text }));
  const onEnd = (): void => put({ kind: 'end' });
  const onResize = (): void => put({ kind: 'resize' });

  const take = (): void => {
    if (use.read === 'keys') input.setRawMode?.(true);
    if (use.isFullScreen) output.write(enterScreen);
  };
  const giveBack = (): void => {
    output.write(farewell + (use.isFullScreen ? leaveScreen : ''));
    if (use.read === 'keys') input.setRawMode?.(false);
  };
  const onContinue = (): void => {
    // The shell has reset the mode while we were stopped; libuv skips a change to the mode it remembers.
    if (use.read === 'keys') input.setRawMode?.(false);
    take();
    onResize();
  };
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    reader.stop();
    input.off('data', reader.onData);
    input.off('end', onEnd);
    input.off('error', onEnd);
    input.pause();
    output.off('resize', onResize);
    process.off('exit', close);
    process.off('uncaughtExceptionMonitor', close);
    process.off('SIGCONT', onContinue);
    for (const signal of signals) process.off(signal, onSignal);
    giveBack();
    // A terminal that has gone away reports it a moment after the write.
    setImmediate(() => output.off('error', onEnd));
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    close();
    onEnd();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };

  input.on('data', reader.onData);
  input.on('end', onEnd);
  input.on('error', onEnd);
  output.on('resize', onResize);
  output.on('error', onEnd);
  process.on('exit', close);
  // The monitor runs before anybody's handler prints the exception, which would be lost with the alternate
  // screen. Without such a handler `exit` comes first.
  process.on('uncaughtExceptionMonitor', close);
  process.on('SIGCONT', onContinue);
  for (const signal of signals) process.on(signal, onSignal);
  take();
  input.resume();

  return {
    facts: streams.facts,
    write: (text) => {
      if (isOpen) output.write(text);
    },
    next: () => {
      const first = queue.shift();
      if (first !== undefined) return Promise.resolve(first);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    post: put,
    ask: (question, isLast, timeoutMs) =>
      new Promise((resolve) => {
        const replies: string[] = [];
        const finish = (): void => {
          clearTimeout(timer);
          onReply = null;
          resolve(replies);
        };
        const timer = setTimeout(finish, timeoutMs);
        onReply = (reply) => {
          replies.push(reply);
          if (isLast(reply)) finish();
        };
        output.write(question);
      }),
    restoreWith: (text) => {
      farewell = text;
    },
    close,
  };
}

interface Reader {
  readonly onData: (bytes: Uint8Array) => void;
  readonly stop: () => void;
}

function keyReader(give: (events: readonly KeyEvent[]) => void): Reader {
  const decoder = createKeyDecoder();
  let timer: NodeJS.Timeout | undefined;
  return {
    onData: (bytes) => {
      clearTimeout(timer);
      give(decoder.feed(bytes));
      if (decoder.isWaiting) timer = setTimeout(() => give(decoder.flush()), escapeDelayMs);
    },
    stop: () => clearTimeout(timer),
  };
}

function lineReader(give: (line: string) => void): Reader {
  const utf8 = new TextDecoder('utf-8');
  let rest = '';
  return {
    onData: (bytes) => {
      const lines = (rest + utf8.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) give(line.replace(/\r$/, ''));
    },
    stop: () => undefined,
  };
}
