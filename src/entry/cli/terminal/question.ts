import { openTerminal, type TerminalStreams } from './terminal.ts';

/**
 * Asks a question that is answered with yes or no; anything but a yes is a no. `null` for Ctrl-C and for the end of
 * the input. The question holds no control characters.
 */
export async function askYesNo(streams: TerminalStreams, question: string): Promise<boolean | null> {
  // A listener of our own keeps the signal from ending the process: an interrupted question is an answer too.
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
      return null;
    }
  } finally {
    terminal.close();
    process.off('SIGINT', onInterrupt);
  }
}
