import { printable } from '../../../domain/source/printable.ts';
import { openLines } from './lines.ts';
import type { TerminalStreams } from './terminal.ts';
import { wrap } from './width.ts';

export interface LineQuestion {
  readonly question: string;
  /** Taken for an empty answer; `null` where there is none to presume. */
  readonly presumed: string | null;
  /** Why an answer cannot be taken, in a sentence; `null` when it can. */
  readonly fault: (answer: string) => string | null;
}

export interface LineAsker {
  /** Asks until the answer can be taken; `null` when the person leaves. */
  ask(question: LineQuestion): Promise<string | null>;
  say(line: string): void;
}

/** Asks one line after another. The terminal edits the lines, so it works wherever there is one. */
export async function askLines<T>(
  streams: TerminalStreams,
  talk: (asker: LineAsker) => Promise<T>,
): Promise<T> {
  const terminal = openLines(streams);
  const folded = (text: string): string => foldLine(text, terminal.facts().columns);
  const say = (line: string): void => terminal.write(`${folded(line)}\n`);
  try {
    return await talk({
      say,
      async ask({ question, presumed, fault }) {
        for (;;) {
          const shown = presumed === null ? '' : ` [${printable(presumed)}]`;
          terminal.write(`${folded(`${question}${shown}:`)} `);
          let event = await terminal.next();
          while (event.kind === 'resize') event = await terminal.next();
          if (event.kind !== 'line') {
            say('');
            return null;
          }
          const typed = event.text.trim();
          const answer = typed === '' && presumed !== null ? presumed : typed;
          const why = fault(answer);
          if (why === null) return answer;
          say(`  ${printable(why)}`);
        }
      },
    });
  } finally {
    terminal.close();
  }
}

/** A line broken at its spaces where the terminal ends; what goes on stands below its beginning. */
function foldLine(text: string, columns: number): string {
  const indent = /^ */.exec(text)?.[0] ?? '';
  // One cell stays free for the space behind a question.
  return wrap(text.slice(indent.length), columns - indent.length - 1)
    .map((line) => `${indent}${line}`)
    .join('\n');
}
