/** The tables of `docs/reference/formats.md` as data, and values against them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAssetId, isDigest, isPluginName, isProjectId, isRecipeId, isRunId } from '../../src/domain/ids.ts';
import { isObject } from '../../src/domain/json-object.ts';
import type { Form } from '../../src/domain/manifest/shape.ts';
import { isProjectPath } from '../../src/domain/project-path.ts';
import { isUtcTime } from '../../src/domain/utc-time.ts';

export const page = readFileSync(join(import.meta.dirname, '../../docs/reference/formats.md'), 'utf8');

/** Heading -> the rows of the tables below it, without their heads. */
const sections: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  page.split(/^#+ /m).map((part) => {
    const [heading = ''] = part.split('\n', 1);
    const lines = part.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| -'));
    const rows = lines.map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
    return [heading, rows];
  }),
);

export function rowsOf(heading: string): readonly (readonly string[])[] {
  const rows = sections.get(heading);
  if (rows === undefined || rows.length < 2) throw new Error(`formats.md has no table under "${heading}"`);
  return rows.slice(1);
}

const slugOf = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');
const headingOf = (slug: string): string =>
  [...sections.keys()].find((heading) => slugOf(heading) === slug) ?? slug;

/** What a row of a table says of a value. */
export type Type =
  | { readonly kind: 'value'; readonly word: string; readonly least: number; readonly most: number }
  | { readonly kind: 'one-of'; readonly values: readonly unknown[] }
  | { readonly kind: 'or-null' | 'list' | 'pair' | 'map'; readonly of: Type }
  | {
      readonly kind: 'record';
      readonly fields: ReadonlyMap<string, Type>;
      readonly optional: readonly string[];
    };

const isText = (value: unknown): value is string => typeof value === 'string';
const textOf =
  (test: (value: string) => boolean) =>
  (value: unknown): boolean =>
    isText(value) && test(value);

/** The words of the page, and what they mean. */
const words: { readonly [word: string]: (value: unknown) => boolean } = {
  text: isText,
  digest: textOf(isDigest),
  time: textOf(isUtcTime),
  'run id': textOf(isRunId),
  'recipe id': textOf(isRecipeId),
  'project id': textOf(isProjectId),
  'asset id': textOf(isAssetId),
  name: textOf(isPluginName),
  path: textOf(isProjectPath),
  key: textOf((value) => Buffer.from(value, 'base64url').length === 32),
  signature: textOf((value) => Buffer.from(value, 'base64url').length === 64),
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  list: Array.isArray,
};

/** The type of a file that a table describes. */
export function typeOf(heading: string): Type {
  const rows = rowsOf(heading).map(([field = '', type = '']) => {
    const name = /^`([^`]+)`$/.exec(field)?.[1];
    if (name === undefined) throw new Error(`${heading}: ${field} is no field`);
    return { path: name.replace(/\?$/, ''), isOptional: name.endsWith('?'), type };
  });
  const used = new Set<string>();

  function recordAt(prefix: string): Type | null {
    const own = rows.filter(({ path }) => path.startsWith(prefix) && !/[.[]/.test(path.slice(prefix.length)));
    if (own.length === 0) return null;
    for (const { path } of own) used.add(path);
    const nameOf = (path: string): string => path.slice(prefix.length);
    return {
      kind: 'record',
      fields: new Map(own.map(({ path, type }) => [nameOf(path), read(type, path)])),
      optional: own.filter((row) => row.isOptional).map(({ path }) => nameOf(path)),
    };
  }

  function read(text: string, at: string): Type {
    if (text.startsWith('`')) {
      const values = [...text.matchAll(/`([^`]+)`/g)].map(([, value = '']): unknown => JSON.parse(value));
      const constant: Type = { kind: 'one-of', values };
      return text.endsWith(' or null') ? { kind: 'or-null', of: constant } : constant;
    }
    const [, whole = '', limits = ''] = /^([^,]*)(?:, (.*))?$/.exec(text) ?? [];
    if (whole.endsWith(' or null')) {
      const of = read(`${whole.slice(0, -' or null'.length)}${limits === '' ? '' : `, ${limits}`}`, at);
      return { kind: 'or-null', of };
    }
    const [, holder, item = ''] = /^(list|map|pair) of (.*)$/.exec(whole) ?? [];
    if (holder !== undefined) {
      const inside = { list: `${at}[]`, pair: `${at}[]`, map: `${at}.<key>` }[holder] ?? at;
      const of = read(`${item}${limits === '' ? '' : `, ${limits}`}`, inside);
      return { kind: holder as 'list' | 'map' | 'pair', of };
    }
    const [, anchor] = /^\[[^\]]+\]\(#([^)]+)\)$/.exec(whole) ?? [];
    if (anchor !== undefined) return typeOf(headingOf(anchor));
    if (!(whole in words)) throw new Error(`${heading}: ${at} has the type "${text}"`);
    if (whole === 'object') return recordAt(`${at}.`) ?? { kind: 'value', word: whole, least: 0, most: 0 };
    const [, least, most] = /(?:from )?(\d+)(?: to (\d+))?$/.exec(limits) ?? [];
    return { kind: 'value', word: whole, least: Number(least ?? -Infinity), most: Number(most ?? Infinity) };
  }

  const whole = recordAt('');
  const lost = rows.filter(({ path }) => !used.has(path)).map(({ path }) => path);
  if (whole === null || lost.length > 0) throw new Error(`${heading}: ${lost.join(', ')} belong nowhere`);
  return whole;
}

const isNumeric = (word: string): boolean => word === 'integer' || word === 'number';

/** The same as a reader's shape says it: what texts may hold is told to people alone. */
export function formOf(type: Type): unknown {
  switch (type.kind) {
    case 'one-of':
      return { kind: type.kind, values: [...type.values].sort() };
    case 'or-null':
    case 'list':
    case 'pair':
    case 'map':
      return { kind: type.kind, of: formOf(type.of) };
    case 'record':
      return {
        kind: type.kind,
        fields: Object.fromEntries([...type.fields].map(([name, of]) => [name, formOf(of)])),
        optional: [...type.optional].sort(),
      };
    case 'value':
      if (type.word === 'object') return { kind: 'free-object' };
      return { kind: isNumeric(type.word) || type.word === 'boolean' ? type.word : 'text' };
  }
}

export function plainForm(form: Form): unknown {
  switch (form.kind) {
    case 'one-of':
      return { kind: form.kind, values: [...form.values].sort() };
    case 'or-null':
    case 'list':
    case 'pair':
    case 'map':
      return { kind: form.kind, of: plainForm(form.of) };
    case 'record':
      return {
        kind: form.kind,
        fields: Object.fromEntries([...form.fields].map(([name, of]) => [name, plainForm(of)])),
        optional: [...form.optional].sort(),
      };
    default:
      return { kind: form.kind };
  }
}

/** What of a value is not as a table says. `seen` gathers the paths of the fields that are there. */
export function faultsOf(type: Type, value: unknown, at: string, seen: Set<string>): readonly string[] {
  switch (type.kind) {
    case 'or-null':
      return value === null ? [] : faultsOf(type.of, value, at, seen);
    case 'one-of':
      return type.values.includes(value) ? [] : [`${at} is ${JSON.stringify(value)}`];
    case 'value': {
      const number = typeof value === 'number' ? value : null;
      const isWithin = number === null || (number >= type.least && number <= type.most);
      return words[type.word]?.(value) === true && isWithin
        ? []
        : [`${at} is ${JSON.stringify(value)}, no ${type.word}`];
    }
    case 'list':
    case 'pair':
      if (!Array.isArray(value) || (type.kind === 'pair' && value.length !== 2))
        return [`${at} is no ${type.kind}`];
      return value.flatMap((item) => faultsOf(type.of, item, `${at}[]`, seen));
    case 'map':
      if (!isObject(value)) return [`${at} is no map`];
      return Object.values(value).flatMap((item) => faultsOf(type.of, item, `${at}.<key>`, seen));
    case 'record': {
      if (!isObject(value)) return [`${at} is no object`];
      const unknown = Object.keys(value).filter((name) => !type.fields.has(name));
      return [
        ...unknown.map((name) => `${at}.${name} is not on the page`),
        ...[...type.fields].flatMap(([name, of]) => {
          const path = `${at}.${name}`;
          if (!Object.hasOwn(value, name))
            return type.optional.includes(name) ? [] : [`${path} is not there`];
          seen.add(path);
          return faultsOf(of, value[name], path, seen);
        }),
      ];
    }
  }
}

/** The paths of all fields of a type. */
export function pathsOf(type: Type, at: string): readonly string[] {
  switch (type.kind) {
    case 'or-null':
      return pathsOf(type.of, at);
    case 'list':
    case 'pair':
      return pathsOf(type.of, `${at}[]`);
    case 'map':
      return pathsOf(type.of, `${at}.<key>`);
    case 'record':
      return [...type.fields].flatMap(([name, of]) => [`${at}.${name}`, ...pathsOf(of, `${at}.${name}`)]);
    default:
      return [];
  }
}
