import { openTerminal, type TerminalStreams } from './terminal.ts';

/**
 * Asks a question that is answered with yes or no. Anything but a yes is a no: Ctrl-C and the end of the input, too.
 * The question holds no control characters.
 */
export async function askYesNo(streams: TerminalStreams, question: string): Promise<boolean> {
  // A listener of our own keeps the signal from ending the process: the caller says what became of it.
  const onInterrupt = (): void => undefined;
  process.on('SIGINT', onInterrupt);
  const terminal = openTerminal<never>(streams, { read: 'lines', isFullScreen: false });
  try {
    terminal.write(`${question} [y/N] `);
    for (;;) {
      const event = await terminal.next();
      if (event.kind === 'line') return /^\s*y(es)?\s*$/i.test(event.text);
      if (event.kind !== 'end') continue;
      streams.output.write('\n');
      return false;
    }
  } finally {
    terminal.close();
    process.off('SIGINT', onInterrupt);
  }
}
