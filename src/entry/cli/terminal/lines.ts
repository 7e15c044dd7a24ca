import { openTerminal, type Terminal, type TerminalStreams } from './terminal.ts';

export type Lines = Pick<Terminal<never>, 'facts' | 'next' | 'write' | 'close'>;

/**
 * A terminal that is asked for lines, which it edits itself. Ctrl-C there is the end of the input, and does not end the
 * process: whoever asks says what became of it. After the end `write` still ends the line of the question.
 */
export function openLines(streams: TerminalStreams): Lines {
  const onInterrupt = (): void => undefined;
  process.on('SIGINT', onInterrupt);
  const terminal = openTerminal<never>(streams, { read: 'lines', isFullScreen: false });
  return {
    facts: terminal.facts,
    next: terminal.next,
    write: (text) => void streams.output.write(text),
    close: () => {
      terminal.close();
      process.off('SIGINT', onInterrupt);
    },
  };
}
