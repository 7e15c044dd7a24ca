import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Json } from '../canonical-json.ts';
import type { Diagnostic, SourceRange } from '../diagnostic.ts';
import { conflictMarkers } from './conflict-markers.ts';
import { type LineTable, lineTable } from './source-range.ts';

/** Where a value stands inside a JSON document. */
export type JsonPath = readonly (string | number)[];

/** Part of a string value, counted in UTF-16 units of the decoded string. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** A JSON document that was read without a fault. Its objects have no prototype. */
export interface JsonSource {
  readonly ok: true;
  readonly file: string;
  readonly value: Json;
  /**
   * Where a member's key or value stands. A path that leads nowhere is answered with the nearest member on the
   * way; the key of a list item or of the document is its value. A value of several lines is pointed at by its
   * opening bracket. With a span, the characters of that part of a string value, escapes counted as written.
   */
  locate(path: JsonPath, at?: 'key' | 'value', span?: Span): SourceRange;
}

export type ParsedJson = JsonSource | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Deeper documents are refused: no recipe or workflow is, and recursion must stay bounded for a stranger's file. */
const mostDepth = 100;
const mostSyntaxFaults = 20;

/**
 * Reads strict JSON (RFC 8259) and keeps where everything stands. Beyond the grammar it refuses what would not
 * survive: numbers that are not exact (integers beyond 2^53-1, 1e999, -0), keys written twice, `__proto__`, lone
 * surrogates, merge conflict markers, more than 100 levels. All faults are reported at once. A byte order mark
 * at the start is accepted and not counted as a column.
 *
 * @example parseJson('a.json', '{"a": 1}') // { ok: true, value: { a: 1 }, ... }
 */
export function parseJson(file: string, text: string): ParsedJson {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const lines = lineTable(body);
  const fault = (
    code: string,
    offset: number,
    length: number,
    message: string,
    hint?: string,
  ): Diagnostic => ({
    severity: 'error',
    code,
    file,
    range: lines.range(offset, length),
    message,
    ...(hint === undefined ? {} : { hint }),
  });

  const markers = conflictMarkers(body);
  if (markers.length > 0) {
    const hint = 'the file holds two versions of a merge: keep one and delete the marker lines';
    return refuse(
      markers.map((m) =>
        fault('conflict-marker', m.offset, m.length, `A ${m.name} was left in the file.`, hint),
      ),
    );
  }
  if (/^[ \t\r\n]*$/.test(body)) return refuse([fault('json-empty', 0, 1, 'The file is empty.')]);
  const tooDeep = firstTooDeep(body);
  if (tooDeep !== null) {
    return refuse([fault('json-too-deep', tooDeep, 1, `Nested deeper than ${mostDepth} levels.`)]);
  }

  const errors: ParseError[] = [];
  const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
  const root = parseTree(body, errors, strict);
  if (errors.length > 0 || root === undefined) {
    return refuse(
      syntaxFaults(body, lines, errors).map((f) => fault(f.code, f.offset, f.length, f.message, f.hint)),
    );
  }

  const faults: Diagnostic[] = [];
  const value = read(root, body, lines, (code, offset, length, message, hint) => {
    faults.push(fault(code, offset, length, message, hint));
  });
  if (faults.length > 0) return refuse(faults);

  return {
    ok: true,
    file,
    value,
    locate: (path, at = 'value', span) => {
      const { node, isWhole } = walk(root, path);
      const key = at === 'key' && node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
      const target = key ?? node;
      if (span !== undefined && isWhole && target.type === 'string') {
        const { start, end } = rawSpan(body, target, span);
        return lines.range(start, end - start);
      }
      const isOneLine = lines.lineAt(target.offset) === lines.lineAt(target.offset + target.length);
      return lines.range(target.offset, isOneLine ? target.length : 1);
    },
  };
}

const refuse = (diagnostics: readonly Diagnostic[]): ParsedJson => ({ ok: false, diagnostics });

/** Offset of the first bracket that is nested too deep; the parser below recurses, so this comes first. */
function firstTooDeep(text: string): number | null {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (isInString) {
      if (character === '\\') i += 1;
      // A string cannot hold a line end, so a quote that is missing does not hide the rest of the file.
      else if (character === '"' || character === '\n' || character === '\r') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > mostDepth) return i;
    } else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
  }
  return null;
}

type AddFault = (code: string, offset: number, length: number, message: string, hint?: string) => void;

function read(node: Node, text: string, lines: LineTable, add: AddFault): Json {
  if (node.type === 'array') return (node.children ?? []).map((child) => read(child, text, lines, add));
  if (node.type === 'object') return readObject(node, text, lines, add);
  if (node.type === 'number') {
    const raw = text.slice(node.offset, node.offset + node.length);
    const why = lostNumber(raw, node.value as number);
    if (why !== null) add('json-number', node.offset, node.length, `${raw} ${why}.`);
  }
  if (node.type === 'string') checkSurrogates(node, add);
  return node.value as Json;
}

function readObject(node: Node, text: string, lines: LineTable, add: AddFault): Json {
  // No prototype, so that no name of a stranger's file can be mistaken for an inherited one.
  const object = Object.create(null) as { [name: string]: Json };
  const firstOffsets = new Map<string, number>();
  for (const property of node.children ?? []) {
    const [key, child] = property.children as [Node, Node];
    const name = key.value as string;
    checkSurrogates(key, add);
    const first = firstOffsets.get(name);
    if (name === '__proto__') {
      add('json-unsafe-key', key.offset, key.length, '"__proto__" cannot be a key.');
    } else if (first !== undefined) {
      const line = lines.lineAt(first);
      add(
        'json-duplicate-key',
        key.offset,
        key.length,
        `${JSON.stringify(name)} stands already on line ${line}.`,
      );
    } else firstOffsets.set(name, key.offset);
    const value = read(child, text, lines, add);
    if (name !== '__proto__') object[name] = value;
  }
  return object;
}

function checkSurrogates(node: Node, add: AddFault): void {
  if (!/\p{Surrogate}/u.test(node.value as string)) return;
  add(
    'json-surrogate',
    node.offset,
    node.length,
    'The text holds half of a surrogate pair, which is no character.',
  );
}

/** The numbers that canonical JSON refuses are refused where a person can still see them. */
function lostNumber(raw: string, value: number): string | null {
  if (!Number.isFinite(value)) return 'is larger than any number that can be kept';
  if (Object.is(value, -0)) return 'is zero with a sign, write 0';
  if (value === 0 && /[1-9]/.test(raw.replace(/[eE].*$/, '')))
    return 'is too small to be kept, it would become 0';
  if (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return 'is beyond 2^53-1 (9007199254740991) and would be changed';
  }
  return null;
}

function walk(root: Node, path: JsonPath): { readonly node: Node; readonly isWhole: boolean } {
  let node = root;
  for (const step of path) {
    let next: Node | undefined;
    if (typeof step === 'number') {
      next = node.type === 'array' ? node.children?.[step] : undefined;
    } else if (node.type === 'object') {
      next = node.children?.find((property) => property.children?.[0]?.value === step)?.children?.[1];
    }
    if (next === undefined) return { node, isWhole: false };
    node = next;
  }
  return { node, isWhole: true };
}

/** A span of a decoded string as offsets of the source: `\n` is two characters there, `\u00e9` six. */
function rawSpan(text: string, node: Node, span: Span): { readonly start: number; readonly end: number } {
  let raw = node.offset + 1;
  const last = node.offset + node.length - 1;
  let start = raw;
  for (let unit = 0; unit < span.start + span.length && raw < last; unit += 1) {
    if (unit === span.start) start = raw;
    raw += text[raw] !== '\\' ? 1 : text[raw + 1] === 'u' ? 6 : 2;
    if (unit < span.start) start = raw;
  }
  return { start, end: Math.max(raw, start + 1) };
}

interface SyntaxFault {
  readonly code: string;
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly hint?: string;
}

/**
 * The parser goes on after a fault by guessing, and some of what it then finds is only an echo. An echo is what
 * is "expected" on a line that already has a fault, or at the end of a file that has one anywhere.
 */
function syntaxFaults(text: string, lines: LineTable, errors: readonly ParseError[]): readonly SyntaxFault[] {
  const kept: SyntaxFault[] = [];
  let lastLine = 0;
  let lastEnd = -1;
  for (const error of [...errors].sort((a, b) => a.offset - b.offset)) {
    const name = printParseErrorCode(error.error);
    const line = lines.lineAt(error.offset);
    const isExpectation = name.endsWith('Expected');
    const touches = lastEnd >= 0 && /^\s*$/.test(text.slice(lastEnd, error.offset));
    const isEcho =
      isExpectation &&
      (touches || (line === lastLine && name !== 'CommaExpected') || (error.length === 0 && kept.length > 0));
    lastLine = line;
    lastEnd = error.offset + error.length;
    if (isEcho) continue;
    kept.push(tellSyntax(name, text, error));
  }
  if (kept.length <= mostSyntaxFaults) return kept;
  const left = kept.length - mostSyntaxFaults;
  const last = kept[mostSyntaxFaults] as SyntaxFault;
  return [...kept.slice(0, mostSyntaxFaults), { ...last, message: `${left} more such faults follow.` }];
}

function tellSyntax(name: string, text: string, { offset, length }: ParseError): SyntaxFault {
  const word = text.slice(offset, offset + Math.min(length, 40));
  // Where something is missing, the place is right after what stands before, not at what comes next.
  const after = text.slice(0, offset).trimEnd().length;
  const here = (message: string, hint?: string): SyntaxFault => ({
    code: 'json-syntax',
    offset,
    length,
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  const missing = (message: string): SyntaxFault => ({ ...here(message), offset: after, length: 1 });

  switch (name) {
    case 'InvalidCommentToken':
      return { ...here('JSON has no comments.'), code: 'json-comment' };
    case 'PropertyNameExpected':
    case 'ValueExpected':
      if (text[after - 1] === ',' && /^[\]}]/.test(word)) {
        return {
          ...here('The comma after the last one is one too many.'),
          code: 'json-trailing-comma',
          offset: after - 1,
          length: 1,
        };
      }
      if (word === '') return missing('The file ends where a value is expected.');
      return here(
        name === 'ValueExpected' ? 'A value is expected here.' : 'A key in double quotes is expected here.',
      );
    case 'CommaExpected':
      return missing('A comma is missing.');
    case 'ColonExpected':
      return missing('A colon is missing.');
    case 'CloseBraceExpected':
      return missing('A closing } is missing.');
    case 'CloseBracketExpected':
      return missing('A closing ] is missing.');
    case 'EndOfFileExpected':
      return here('Something follows after the end of the document.');
    case 'UnexpectedEndOfString':
      return here('A closing " is missing on this line.', 'write a line end inside a text as \\n');
    case 'UnexpectedEndOfNumber':
      return here(`${word} is not a whole number or decimal.`);
    case 'UnexpectedEndOfComment':
      return { ...here('JSON has no comments.'), code: 'json-comment' };
    case 'InvalidUnicode':
      return here('\\u needs four hexadecimal digits.');
    case 'InvalidEscapeCharacter':
      return here('A \\ is followed by a letter that means nothing.', 'write \\\\ for a back-slash');
    case 'InvalidCharacter':
      return here('The text holds a control character as it is.', 'write it as an escape, such as \\t');
    default:
      return here(`${word} is not JSON.`, symbolHint(word));
  }
}

function symbolHint(word: string): string | undefined {
  if (/^['`\u2018-\u201f]/.test(word)) return 'texts stand in straight double quotes: "..."';
  if (/^(true|false|null)$/i.test(word)) return `write ${word.toLowerCase()}`;
  if (/^[+.]?[0-9.]/.test(word)) return 'numbers look like 5, -5, 0.5 or 1e3';
  if (/^(nan|undefined|none)$/i.test(word)) return 'write null, or leave the field out';
  return undefined;
}
