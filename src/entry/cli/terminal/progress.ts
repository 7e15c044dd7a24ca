import { printable } from '../../../domain/source/printable.ts';
import { isDumb, unpainted, styleFor, type TerminalFacts } from './style.ts';
import { displayWidth, pad, truncate } from './width.ts';

/** One thing that goes on, such as a job. Its texts may be foreign. */
export interface ProgressRow {
  readonly name: string;
  /** One word. A plain line is printed when it changes. */
  readonly state: string;
  /** What changes all the time, such as a count. Shown on a terminal only. */
  readonly detail: string;
}

export interface Progress {
  /** Shows how things stand now. `headline` sums them up. */
  show(headline: string, rows: readonly ProgressRow[]): void;
  /** A line that stays, above what is repainted. */
  note(line: string): void;
  /** Leaves the last block standing and shows nothing more. */
  end(): void;
}

/**
 * Progress for people, on stderr. On a terminal one block that is repainted in place; elsewhere one plain
 * line whenever a row's state changes, and nothing in between. Draws only when called: it has no timer.
 */
export function progressOn(output: { write(text: string): unknown }, facts: () => TerminalFacts): Progress {
  const first = facts();
  return first.isTty && !isDumb(first) ? repainted(output, facts) : plain(output);
}

function plain(output: { write(text: string): unknown }): Progress {
  const states = new Map<string, string>();
  return {
    show: (_headline, rows) => {
      for (const { name, state } of rows) {
        if (states.get(name) === state) continue;
        states.set(name, state);
        output.write(`${printable(name)}: ${printable(state)}\n`);
      }
    },
    note: (line) => void output.write(`${printable(line)}\n`),
    end: () => undefined,
  };
}

function repainted(output: { write(text: string): unknown }, facts: () => TerminalFacts): Progress {
  let block: readonly string[] = [];
  let isEnded = false;
  /** Back to the block's first line. A terminal that became narrower has wrapped the lines of before. */
  const rewind = (): string => {
    const { columns } = facts();
    const height = block.reduce(
      (rows, line) => rows + Math.max(1, Math.ceil(displayWidth(unpainted(line)) / Math.max(1, columns))),
      0,
    );
    return height === 0 ? '' : `\u001b[${height}A\r\u001b[J`;
  };
  const text = (): string => block.map((line) => `${line}\n`).join('');
  return {
    show: (headline, rows) => {
      if (isEnded) return;
      const back = rewind();
      block = blockOf(headline, rows, facts());
      output.write(back + text());
    },
    note: (line) => {
      if (isEnded) output.write(`${printable(line)}\n`);
      else output.write(`${rewind()}${printable(line)}\n${text()}`);
    },
    end: () => {
      isEnded = true;
    },
  };
}

function blockOf(headline: string, rows: readonly ProgressRow[], facts: TerminalFacts): string[] {
  const style = styleFor(facts);
  // One column less than there is: a full last column makes some terminals wrap.
  const columns = Math.max(1, facts.columns - 1);
  const room = Math.max(0, facts.rows - 3);
  const shown = rows.length > room ? rows.slice(0, Math.max(0, room - 1)) : rows;
  const widest = (of: (row: ProgressRow) => string): number =>
    Math.max(0, ...shown.map((row) => displayWidth(printable(of(row)))));
  const nameWidth = Math.min(
    widest((row) => row.name),
    Math.floor(columns / 2),
  );
  const stateWidth = widest((row) => row.state);
  const lines = shown.map((row) => {
    const name = pad(truncate(printable(row.name), nameWidth), nameWidth);
    const line = `  ${name}  ${pad(printable(row.state), stateWidth)}  ${printable(row.detail)}`;
    return truncate(line.trimEnd(), columns);
  });
  const more = rows.length - shown.length;
  return [
    style.bold(truncate(printable(headline), columns)),
    ...lines,
    ...(more > 0 ? [truncate(`  … ${more} more`, columns)] : []),
  ];
}
