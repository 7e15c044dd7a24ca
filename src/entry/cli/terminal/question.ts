import { openLines } from './lines.ts';
import { openTerminal, type TerminalStreams } from './terminal.ts';

/** Longest answer, in UTF-16 units. */
const longest = 4096;

/**
 * Asks for one key. Enter gives the empty text; `null` is Ctrl-C, Ctrl-D, Escape or the end of the input.
 * The question and the answer stay on the screen, on a line of their own.
 */
export async function askKey(streams: TerminalStreams, question: string): Promise<string | null> {
  const terminal = openTerminal<never>(streams, { read: 'keys', isFullScreen: false });
  try {
    terminal.write(question);
    for (;;) {
      const event = await terminal.next();
      if (event.kind === 'char') {
        // What is shown is what was understood; a key that draws nothing shows as nothing.
        terminal.write(/^[\x21-\x7e]$/.test(event.text) ? `${event.text}\n` : '\n');
        return event.text;
      }
      if (event.kind === 'end') {
        terminal.write('\n');
        return null;
      }
      if (event.kind !== 'key') continue;
      if (event.name === 'enter') {
        terminal.write('\n');
        return '';
      }
      if (event.name === 'ctrl-c' || event.name === 'ctrl-d' || event.name === 'escape') {
        terminal.write('\n');
        return null;
      }
    }
  } finally {
    terminal.close();
  }
}

/** Asks for a line, edited by the terminal itself. `null` at Ctrl-C and the end of the input. */
export async function askLine(streams: TerminalStreams, question: string): Promise<string | null> {
  const terminal = openLines(streams);
  try {
    terminal.write(question);
    for (;;) {
      const event = await terminal.next();
      if (event.kind === 'line') return event.text.slice(0, longest);
      if (event.kind === 'end') {
        terminal.write('\n');
        return null;
      }
    }
  } finally {
    terminal.close();
  }
}
