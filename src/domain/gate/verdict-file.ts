import type { Diagnostic, SourceRange } from '../diagnostic.ts';
import { isRecipeId } from '../ids.ts';
import { parseJobReference } from '../job/job-id.ts';
import {
  anyOf,
  inReadingOrder,
  inWords,
  isList,
  isObject,
  keyFault,
  quoted,
  toDiagnostic,
  valueFault,
  type Fault,
  type JsonObject,
} from '../recipe/fault.ts';
import type { Json } from '../canonical-json.ts';
import { didYouMean } from '../source/nearest.ts';
import { parseJson, type JsonPath, type JsonSource } from '../source/parse-json.ts';
import { reasonFrom } from './foreign-text.ts';
import type { Gate } from './gate.ts';

/** At least so many digits of a digest prove that a person had the picture before them. */
export const leastDigits = 12;
/** Longest reason, in code points. */
export const maxReasonLength = 1000;
/** A file of verdicts is what one person looked at in one sitting. */
export const maxVerdicts = 10_000;

/** One verdict of a file: what is to be decided, and the picture that was looked at. */
export interface FileVerdict {
  /** The job as it was written: `42/3` or `run_0042_k3f9/3.2`. */
  readonly job: string;
  /** The picture's digest or its beginning, 12 to 64 hex digits in lower case. */
  readonly digest: string;
  readonly verdict: 'approve' | 'reject';
  readonly reason: string | null;
  /** The gate that the job is thought to stand at; `null`: whichever it is. */
  readonly gate: Gate | null;
  /** Where it stands in the file, for what is found wrong with it later. */
  readonly place: SourceRange;
}

export type ParsedVerdicts =
  | { readonly ok: true; readonly verdicts: readonly FileVerdict[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const fields = ['job', 'digest', 'verdict', 'reason', 'gate'] as const;

/**
 * Reads a file of verdicts: a JSON list of objects, or one object a line (NDJSON). The shape is closed and every
 * fault is told at once, with its place: a file that is wrong anywhere is signed nowhere.
 *
 * @example parseVerdicts('v.json', '[{"job":"42/1","digest":"0123456789ab","verdict":"approve"}]')
 */
export function parseVerdicts(file: string, text: string): ParsedVerdicts {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const read = /^\s*\{/.test(body) ? readLines(file, body) : readList(file, body);
  if (!read.ok) return read;
  const entries = read.entries.map((entry) => readEntry(entry));
  const faults = entries.flatMap((entry) => entry.diagnostics);
  const verdicts = entries.flatMap((entry) => (entry.verdict === null ? [] : [entry.verdict]));
  const twice = repeated(file, verdicts);
  if (faults.length + twice.length > 0)
    return { ok: false, diagnostics: inReadingOrder([...faults, ...twice]) };
  if (verdicts.length > maxVerdicts) {
    const message = `It holds ${verdicts.length} verdicts, and at most ${maxVerdicts} are taken at once.`;
    return refuse({ severity: 'error', code: 'verdicts-too-many', file, message });
  }
  return { ok: true, verdicts };
}

/** A fault of one verdict that only a look at the project shows, such as a job that is not there. */
export const verdictFault = (
  file: string,
  { place }: FileVerdict,
  code: string,
  message: string,
  hint?: string,
): Diagnostic => ({
  severity: 'error',
  code,
  file,
  range: place,
  message,
  ...(hint === undefined ? {} : { hint }),
});

/** An entry as it was read, with what turns its faults into places of the whole file. */
interface ReadEntry {
  readonly value: Json;
  readonly source: JsonSource;
  readonly path: JsonPath;
  /** Lines of the file above the source. */
  readonly above: number;
}

type ReadEntries =
  | { readonly ok: true; readonly entries: readonly ReadEntry[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const refuse = (...diagnostics: readonly Diagnostic[]) => ({ ok: false as const, diagnostics });

function readList(file: string, text: string): ReadEntries {
  const source = parseJson(file, text);
  if (!source.ok) return source;
  if (!isList(source.value)) {
    const hint = 'write [{"job": "42/1", "digest": "0123456789ab", "verdict": "approve"}]';
    const message = `A file of verdicts is a list, not ${inWords(source.value)}.`;
    return refuse(toDiagnostic(valueFault('verdicts-not-a-list', [], message, { hint }), source));
  }
  if (source.value.length === 0) {
    return refuse(toDiagnostic(valueFault('verdicts-empty', [], 'The list is empty.'), source));
  }
  return {
    ok: true,
    entries: source.value.map((value, i) => ({ value, source, path: [i], above: 0 })),
  };
}

function readLines(file: string, text: string): ReadEntries {
  const entries: ReadEntry[] = [];
  const faults: Diagnostic[] = [];
  for (const [above, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^[ \t]*$/.test(line)) continue;
    const source = parseJson(file, line);
    if (source.ok) entries.push({ value: source.value, source, path: [], above });
    else faults.push(...source.diagnostics.map((fault) => moved(fault, above)));
  }
  return faults.length > 0 ? { ok: false, diagnostics: faults } : { ok: true, entries };
}

const moved = (fault: Diagnostic, above: number): Diagnostic =>
  fault.range === undefined ? fault : { ...fault, range: movedRange(fault.range, above) };

const movedRange = (range: SourceRange, above: number): SourceRange => ({
  ...range,
  line: range.line + above,
});

function readEntry({ value, source, path, above }: ReadEntry): {
  readonly verdict: FileVerdict | null;
  readonly diagnostics: readonly Diagnostic[];
} {
  const tell = (found: readonly Fault[]): readonly Diagnostic[] =>
    found.map((fault) => moved(toDiagnostic(fault, source), above));
  if (!isObject(value)) {
    const message = `A verdict is an object, not ${inWords(value)}.`;
    return { verdict: null, diagnostics: tell([valueFault('verdict-not-an-object', path, message)]) };
  }
  const faults = entryFaults(value, path);
  if (faults.length > 0) return { verdict: null, diagnostics: tell(faults) };
  const reason = value['reason'] as string | null | undefined;
  return {
    verdict: {
      job: value['job'] as string,
      digest: (value['digest'] as string).toLowerCase(),
      verdict: value['verdict'] as FileVerdict['verdict'],
      reason: reason == null ? null : reasonFrom(reason),
      gate: (value['gate'] as Gate | null | undefined) ?? null,
      place: movedRange(source.locate([...path, 'job']), above),
    },
    diagnostics: [],
  };
}

function entryFaults(entry: JsonObject, path: JsonPath): readonly Fault[] {
  const faults: Fault[] = [];
  for (const name of Object.keys(entry)) {
    if ((fields as readonly string[]).includes(name)) continue;
    const hint = didYouMean(name, fields) ?? `a verdict has ${anyOf(fields)}`;
    faults.push(
      keyFault('unknown-key', [...path, name], `${quoted(name)} is not a field of a verdict.`, { hint }),
    );
  }
  for (const name of ['job', 'digest', 'verdict']) {
    if (entry[name] === undefined)
      faults.push(valueFault('missing-key', path, `The verdict has no "${name}".`));
  }
  const wrong = (name: string, isRight: (value: Json) => boolean, expected: string): void => {
    const value = entry[name];
    if (value === undefined || isRight(value)) return;
    const message = `"${name}" must be ${expected}, not ${inWords(value)}.`;
    faults.push(valueFault('verdict-value', [...path, name], message));
  };
  const isText = (accepts: (text: string) => boolean) => (value: Json) =>
    typeof value === 'string' && accepts(value);
  const orNull = (accepts: (value: Json) => boolean) => (value: Json) => value === null || accepts(value);
  wrong(
    'job',
    isText((job) => parseJobReference(job) !== null && !isRecipeId(job)),
    'a job such as "42/3"',
  );
  wrong(
    'digest',
    isText((digest) => /^[0-9a-f]{12,64}$/i.test(digest)),
    `${leastDigits} to 64 hex digits of the picture’s digest`,
  );
  wrong(
    'verdict',
    isText((word) => word === 'approve' || word === 'reject'),
    '"approve" or "reject"',
  );
  wrong('gate', orNull(isText((word) => word === 'concept' || word === 'review')), '"concept" or "review"');
  wrong(
    'reason',
    orNull(isText((reason) => [...reason].length <= maxReasonLength)),
    `a text of at most ${maxReasonLength} characters`,
  );
  return faults;
}

/** Verdicts about one job: the first moves it on, so that the second could never be meant. */
function repeated(file: string, verdicts: readonly FileVerdict[]): readonly Diagnostic[] {
  const first = new Map<string, FileVerdict>();
  const faults: Diagnostic[] = [];
  for (const verdict of verdicts) {
    const earlier = first.get(verdict.job);
    if (earlier === undefined) first.set(verdict.job, verdict);
    else faults.push(repeatedFault(file, verdict, earlier));
  }
  return faults;
}

/** The fault of a second verdict about the job of an earlier one. */
export function repeatedFault(file: string, verdict: FileVerdict, earlier: FileVerdict): Diagnostic {
  const message = `${quoted(verdict.job)} has a verdict on line ${earlier.place.line} already.`;
  const hint = 'a job takes one verdict; its other candidates stay as they are, or are rejected with it';
  return verdictFault(file, verdict, 'verdict-repeated', message, hint);
}
