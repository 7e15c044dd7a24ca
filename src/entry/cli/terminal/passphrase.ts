import type { KeyEvent } from './keys.ts';
import { openTerminal, type Terminal, type TerminalStreams } from './terminal.ts';

export type PassphraseAnswer =
  | { readonly kind: 'given'; readonly passphrase: string }
  /** Ctrl-C, Escape, or the end of the input. */
  | { readonly kind: 'cancelled' };

/** Longest passphrase, in code points. */
const longest = 1024;

/**
 * Asks for the passphrase of a key that is there. Nothing that is typed is shown, not even its length.
 * `output` should be stderr, so that stdout stays free for data.
 * @throws when there is no terminal: the caller asks for `--passphrase-file` instead.
 */
export const askPassphrase = (streams: TerminalStreams, question: string): Promise<PassphraseAnswer> =>
  onTerminal(streams, (terminal) => readHidden(terminal, `${question} `));

/**
 * Asks for the passphrase of a key that is being made: twice, until both are the same. Empty is taken only
 * after the key Y, with what it means said first.
 */
export const askNewPassphrase = (streams: TerminalStreams, keyPath: string): Promise<PassphraseAnswer> =>
  onTerminal(streams, async (terminal) => {
    for (;;) {
      const first = await readHidden(terminal, 'New passphrase for your reviewer key: ');
      if (first.kind === 'cancelled') return first;
      if (first.passphrase === '') {
        terminal.write(`Without a passphrase, whoever can read ${keyPath} can decide as you.\n`);
        terminal.write('Press Y to go on without one, any other key to type one. ');
        const key = await terminal.next();
        terminal.write('\n');
        if (isCancel(key)) return { kind: 'cancelled' };
        if (key.kind === 'char' && key.text.toLowerCase() === 'y') return first;
        continue;
      }
      const second = await readHidden(terminal, 'The same again: ');
      if (second.kind === 'cancelled' || second.passphrase === first.passphrase) return second;
      terminal.write('The two were not the same.\n');
    }
  });

async function onTerminal<T>(
  streams: TerminalStreams,
  ask: (terminal: Terminal<never>) => Promise<T>,
): Promise<T> {
  if (!streams.facts().isTty) throw new Error('a passphrase was asked for without a terminal');
  const terminal = openTerminal<never>(streams, { read: 'keys', isFullScreen: false });
  try {
    return await ask(terminal);
  } finally {
    terminal.close();
  }
}

async function readHidden(terminal: Terminal<never>, question: string): Promise<PassphraseAnswer> {
  terminal.write(question);
  let typed: string[] = [];
  for (;;) {
    const event = await terminal.next();
    if (isCancel(event)) {
      terminal.write('\n');
      return { kind: 'cancelled' };
    }
    if (event.kind === 'char') typed.push(event.text);
    if (event.kind === 'paste') typed.push(...event.text.replace(/[\r\n]+$/, ''));
    if (event.kind === 'key' && event.name === 'backspace') typed.pop();
    if (event.kind === 'key' && event.name === 'ctrl-u') typed = [];
    if (event.kind === 'key' && event.name === 'enter') {
      terminal.write('\n');
      return { kind: 'given', passphrase: typed.join('') };
    }
    typed = typed.slice(0, longest);
  }
}

const cancelKeys: readonly string[] = ['ctrl-c', 'ctrl-d', 'escape'];

const isCancel = (event: { readonly kind: string } | KeyEvent): boolean =>
  event.kind === 'end' || (event.kind === 'key' && 'name' in event && cancelKeys.includes(event.name));
