import { printable } from '../../../domain/source/printable.ts';
import { isDumb, unpainted, styleFor, type TerminalFacts } from './style.ts';
import { displayWidth, pad, truncate } from './width.ts';

/** One line of what goes on. Its texts may be foreign. */
export interface ProgressRow {
  readonly name: string;
  /** A number, to the right. */
  readonly value: string;
  readonly detail: string;
}

/** How things stand, in the two forms in which it may be shown. */
export interface ProgressView {
  /** The sum of it, as the first line of the block on a terminal. */
  readonly headline: string;
  readonly rows: readonly ProgressRow[];
  /** All of it in one line, where there is no terminal. A new line is printed when it changes. */
  readonly summary: string;
  /** What follows the summary in that line and changes all the time; may be empty. */
  readonly pace: string;
}

export interface Progress {
  show(view: ProgressView): void;
  /** A line that stays, above what is repainted. */
  note(line: string): void;
  /** Shows nothing more. On a terminal the last view is left standing; elsewhere the result says it. */
  end(last?: ProgressView): void;
}

/** At most one line in so many ms where there is no terminal: a log of a long run is read, too. */
const plainEveryMs = 3_000;

/**
 * Progress for people, on stderr. On a terminal one block that is repainted in place when it says something else;
 * elsewhere one plain line when the summary has changed, and not too often. Draws only when called: it has no timer.
 */
export function progressOn(
  output: { write(text: string): unknown },
  facts: () => TerminalFacts,
  clockMs: () => number,
): Progress {
  const first = facts();
  return first.isTty && !isDumb(first) ? repainted(output, facts) : plain(output, clockMs);
}

function plain(output: { write(text: string): unknown }, clockMs: () => number): Progress {
  let last = '';
  let lastAtMs = -Infinity;
  let isEnded = false;
  return {
    show: ({ summary, pace }) => {
      const nowMs = clockMs();
      if (isEnded || summary === last || nowMs - lastAtMs < plainEveryMs) return;
      last = summary;
      lastAtMs = nowMs;
      output.write(`${printable(summary)}${pace === '' ? '' : ` (${printable(pace)})`}\n`);
    },
    note: (line) => void output.write(`${printable(line)}\n`),
    end: () => {
      isEnded = true;
    },
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
  const show = (view: ProgressView): void => {
    if (isEnded) return;
    const next = blockOf(view, facts());
    if (next.join('\n') === block.join('\n')) return;
    const back = rewind();
    block = next;
    output.write(back + text());
  };
  return {
    show,
    note: (line) => {
      const said = truncate(printable(line), Math.max(1, facts().columns - 1));
      if (isEnded) output.write(`${said}\n`);
      else output.write(`${rewind()}${said}\n${text()}`);
    },
    end: (last) => {
      // A block that never was shown is not begun for the end.
      if (last !== undefined && block.length > 0) show(last);
      isEnded = true;
    },
  };
}

function blockOf({ headline, rows }: ProgressView, facts: TerminalFacts): string[] {
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
  const valueWidth = widest((row) => row.value);
  const lines = shown.map((row) => {
    const name = pad(truncate(printable(row.name), nameWidth), nameWidth);
    const line = `  ${name}  ${pad(printable(row.value), valueWidth, 'right')}  ${printable(row.detail)}`;
    return truncate(line.trimEnd(), columns);
  });
  const more = rows.length - shown.length;
  return [
    style.bold(truncate(printable(headline), columns)),
    ...lines,
    ...(more > 0 ? [truncate(`  … ${more} more`, columns)] : []),
  ];
}
