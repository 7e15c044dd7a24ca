import type { Json } from '../canonical-json.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { isProjectPath } from '../project-path.ts';
import { type JsonPath, parseJson } from '../source/parse-json.ts';
import { checkWorkflow } from './check-workflow.ts';
import { type Fault, isList, isObject, type JsonObject, quoted, valueFault } from './fault.ts';
import type { FieldRule, FieldTable } from './field.ts';

/** A file of the project that a recipe names, and where it names it. */
export interface NamedFile {
  readonly file: string;
  readonly path: JsonPath;
}

/**
 * Text of a project's file: `null` when there is none, `undefined` when it is there and its bytes are not text.
 * It is asked for plain project paths only.
 */
export type FileText = (path: string) => string | null | undefined;

/** The files that an object names by fields of type `file`, or by one of the given names. */
export function filesNamed(
  object: JsonObject,
  table: FieldTable,
  path: JsonPath,
  fileFields: readonly string[] = [],
): readonly NamedFile[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const field = Object.hasOwn(table, name) ? table[name] : undefined;
    const at = [...path, name];
    if (fileFields.includes(name)) return namedBy(value, { type: 'file' }, at);
    return field === undefined ? [] : namedBy(value, field.rule, at);
  });
}

function namedBy(value: Json, rule: FieldRule, path: JsonPath): readonly NamedFile[] {
  switch (rule.type) {
    case 'file':
      return typeof value === 'string' && isProjectPath(value) ? [{ file: value, path }] : [];
    case 'list':
    case 'pair':
      return isList(value) ? value.flatMap((item, i) => namedBy(item, rule.items, [...path, i])) : [];
    case 'object':
      return isObject(value) ? filesNamed(value, rule.fields, path) : [];
    case 'map':
      if (!isObject(value)) return [];
      return Object.entries(value).flatMap(([name, item]) => namedBy(item, rule.values, [...path, name]));
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return [];
  }
}

const isWorkflow = (named: NamedFile): boolean => named.path.at(-1) === 'workflow_ref';

/** Checks that named files are there, and that those which are JSON can be read. */
export function checkNamedFiles(
  named: readonly NamedFile[],
  fileText: FileText,
): { readonly faults: readonly Fault[]; readonly diagnostics: readonly Diagnostic[] } {
  const faults: Fault[] = [];
  const diagnostics: Diagnostic[] = [];
  const read = new Set<string>();
  for (const item of named) {
    const text = fileText(item.file);
    const isJson = isWorkflow(item) || item.file.endsWith('.json');
    if (text === null) {
      const [code, noun] = isWorkflow(item) ? ['missing-workflow', 'workflow'] : ['missing-file', 'file'];
      const hint = 'paths are relative to the folder of art.config.json';
      faults.push(valueFault(code, item.path, `There is no ${noun} ${quoted(item.file)}.`, { hint }));
    } else if (text === undefined) {
      if (isJson)
        faults.push(valueFault('file-not-text', item.path, `${quoted(item.file)} is not UTF-8 text.`));
    } else if (isJson && !read.has(item.file)) {
      read.add(item.file);
      const source = parseJson(item.file, text);
      if (!source.ok) diagnostics.push(...source.diagnostics);
      else if (isWorkflow(item)) diagnostics.push(...checkWorkflow(source));
    }
  }
  return { faults, diagnostics };
}
