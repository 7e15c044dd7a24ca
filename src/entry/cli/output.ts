import { tell, type Failure, type ToldFailure } from '../../domain/failure.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Json } from '../../domain/canonical-json.ts';
import { formatDiagnostic } from '../../domain/source/format-diagnostic.ts';
import { isPrintable, printable } from '../../domain/source/printable.ts';
import { hangingLines } from './terminal/hanging-lines.ts';
import { plainRows, table, type Column } from './terminal/table.ts';
import {
  colourDepth,
  factsOf,
  styleFor,
  type Style,
  type TerminalEnv,
  type TerminalFacts,
} from './terminal/style.ts';

export interface OutputFlags {
  readonly json: boolean;
  readonly plain: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** Version of every record that `--json` prints. */
const recordVersion = 1;

/**
 * Where a command speaks. stdout carries data and nothing else; progress, notes and failures go to stderr.
 * Every foreign string goes through `printable` on its way to a terminal.
 */
export class Output {
  readonly command: string;
  readonly flags: OutputFlags;
  readonly #env: TerminalEnv;
  readonly #asTyped: (text: string) => string;

  constructor(command: string, flags: OutputFlags, env: TerminalEnv, asTyped: (text: string) => string) {
    this.command = command;
    this.flags = flags;
    this.#env = env;
    this.#asTyped = asTyped;
  }

  facts(stream: 'stdout' | 'stderr'): TerminalFacts {
    return factsOf(process[stream], this.#env, !this.flags.color);
  }

  style(stream: 'stdout' | 'stderr'): Style {
    return styleFor(this.facts(stream));
  }

  /** Whether a person can be asked: keys come from a terminal, and questions can be shown on one. */
  get isInteractive(): boolean {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  }

  /** The result: one JSON record, or lines for a person, in which whoever made them escaped what is foreign. */
  result(data: Json, lines: readonly string[]): void {
    if (this.flags.json) this.#record('result', { command: this.command, ok: true, data });
    else for (const line of lines) this.#line('stdout', this.#asTyped(line));
  }

  /** A line of a result that comes bit by bit; what `--json` says of it is an event. */
  line(text: string): void {
    if (!this.flags.json) process.stdout.write(`${this.#asTyped(text)}\n`);
  }

  /** Rows for stdout: as wide as the terminal, and whole where there is none. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
    if (this.flags.plain) return plainRows(rows);
    const facts = this.facts('stdout');
    const width = facts.isTty ? facts.columns : Number.MAX_SAFE_INTEGER;
    return table(columns, rows, { columns: width, style: this.style('stdout') });
  }

  /** One event of a long command; only with `--json`, as a line of its own before the result. */
  event(name: string, data: { readonly [key: string]: Json }): void {
    if (this.flags.json) this.#record('event', { command: this.command, event: name, ...data });
  }

  /** A line beside the data, for a person. */
  note(line: string): void {
    if (!this.flags.quiet) this.#line('stderr', this.#asTyped(line));
  }

  /** Tells a failure on stderr, and as the result record with `--json`. Returns the exit code. */
  failure(met: Failure): number {
    const told = tell(met);
    // What is foreign is written out before it becomes part of a sentence: a line end in it makes no line.
    const words = tell(shown(met));
    const style = this.style('stderr');
    const { kind, exit, message, kept, next } = words;
    if (this.flags.json) {
      this.#record('result', {
        command: this.command,
        ok: false,
        failure: { ...toldJson(told), ...diagnosticsOf(met) },
      });
    }
    for (const diagnostic of 'diagnostics' in met ? met.diagnostics : []) {
      for (const line of formatDiagnostic(diagnostic)) this.#line('stderr', line);
    }
    const { isTty, columns } = this.facts('stderr');
    const part = (label: string, shownLabel: string, text: string): void => {
      const [first = '', ...rest] = hangingLines(label, text, isTty ? columns : Infinity);
      process.stderr.write(`${[`${shownLabel}${first.slice(label.length)}`, ...rest].join('\n')}\n`);
    };
    part(`failed ${kind}: `, `${style.red('failed')} ${style.bold(kind)}: `, message);
    if (kept !== null) part('  kept: ', '  kept: ', this.#asTyped(kept));
    if (next !== null) part('  next: ', '  next: ', this.#asTyped(next));
    if (this.flags.verbose && met.cause instanceof Error)
      part('  behind it: ', '  behind it: ', met.cause.message);
    return exit;
  }

  /** One line, whatever stands in it: what a terminal would act on is written out, but colours of ours. */
  #line(stream: 'stdout' | 'stderr', line: string): void {
    const isPainted = colourDepth(this.facts(stream)) > 0;
    process[stream].write(`${isPrintable(line) ? line : safeLine(line, isPainted, this.flags.plain)}\n`);
  }

  #record(type: string, fields: { readonly [key: string]: Json }): void {
    const text = JSON.stringify({ schema_version: recordVersion, type, ...fields });
    process.stdout.write(`${escapedJson(text)}\n`);
  }
}

/**
 * JSON's own escapes leave DEL, C1 and bidirectional controls as they are. Such a character stands in strings only, and
 * `\uXXXX` there means the same, so the record stays equal for who parses it and safe for who looks at it.
 */
const escapedJson = (text: string): string =>
  isPrintable(text) ? text : [...text].map((c) => (isPrintable(c) ? c : utf16Escapes(c))).join('');

const utf16Escapes = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** What may be a colour of the palette, and the tab between the cells of `--plain`. */
const ours = /(\p{Cc}\[[0-9;]{1,12}m|\t)/u;

const safeLine = (line: string, isPainted: boolean, isPlain: boolean): string =>
  line
    .split(ours)
    .map((part) => {
      const isOurs = part === '\t' ? isPlain : isPainted && part.startsWith('\u001b[') && ours.test(part);
      return isOurs ? part : printable(part);
    })
    .join('');

/** A copy of a failure whose texts can be shown. */
const shown = <T>(value: T): T => {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map(shown) as T;
  if (value === null || typeof value !== 'object' || value instanceof Error) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, shown(of as unknown)])) as T;
};

const toldJson = (told: ToldFailure): { [key: string]: Json } => ({
  kind: told.kind,
  exit_code: told.exit,
  message: told.message,
  kept: told.kept,
  next: told.next,
});

const diagnosticsOf = (met: Failure): { [key: string]: Json } =>
  'diagnostics' in met
    ? { diagnostics: (met.diagnostics as readonly Diagnostic[]).map((d) => ({ ...d }) as unknown as Json) }
    : {};
