import { isProjectId, type ProjectId } from './ids.ts';
import { isObject } from './json-object.ts';
import { didYouMean } from './source/nearest.ts';

/** `art.config.json`, checked. */
export interface ProjectConfig {
  readonly projectId: ProjectId;
  readonly name: string;
  /** Kinds that need the concept gate besides `character.*`, as `<kind>.<sub-kind>` or `<kind>.*`. */
  readonly gatedKinds: readonly string[];
  /** Loopback port of `art up`; `null`: one that the project's id and place give. */
  readonly port: number | null;
  /** Minutes after which the project's own database stops when nobody uses it; `null`: never. */
  readonly databaseIdleMinutes: number | null;
}

const known = ['schema_version', 'projectId', 'name', 'gatedKinds', 'port', 'databaseIdleMinutes'];

/** Reads the text of `art.config.json`. Returns the config, or every fault in words. */
export function parseConfig(text: string): ProjectConfig | readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return [`it is not JSON (${error instanceof Error ? error.message : 'unreadable'})`];
  }
  if (!isObject(value)) return ['it is not an object'];
  const given = value;
  const faults: string[] = [];
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const near = didYouMean(key, known);
    faults.push(`unknown key ${JSON.stringify(key)}${near === undefined ? '' : ` (${near})`}`);
  }
  const take = <T>(
    key: string,
    isRight: (found: unknown) => found is T,
    expected: string,
    fallback?: T,
  ): T => {
    const found = given[key];
    if (found === undefined && fallback !== undefined) return fallback;
    if (isRight(found)) return found;
    faults.push(found === undefined ? `${key} is missing` : `${key} must be ${expected}`);
    return fallback as T;
  };
  const version = take('schema_version', (v): v is 1 => v === 1, '1', 1);
  const projectId = take(
    'projectId',
    (v): v is ProjectId => isText(v) && isProjectId(v),
    'an id made by `art init`',
  );
  const name = take(
    'name',
    (v): v is string => isText(v) && v.length <= 120,
    'text of at most 120 characters',
    '',
  );
  const gatedKinds = take(
    'gatedKinds',
    (v): v is string[] => Array.isArray(v) && v.every((kind) => isText(kind) && kindPattern.test(kind)),
    'a list of kinds such as "icon.*"',
    [],
  );
  const port = take<number | null>('port', isPort, 'a port from 1024 to 65535, or null', null);
  const databaseIdleMinutes = take<number | null>(
    'databaseIdleMinutes',
    (v): v is number | null =>
      v === null || (Number.isInteger(v) && (v as number) >= 1 && (v as number) <= 10_080),
    'whole minutes from 1 to 10080, or null for never',
    30,
  );
  if (faults.length > 0 || version !== 1) return faults;
  return { projectId, name, gatedKinds, port, databaseIdleMinutes };
}

const kindPattern = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*(\.\*)?$/;
const isText = (value: unknown): value is string => typeof value === 'string';
const isPort = (value: unknown): value is number | null =>
  value === null || (Number.isInteger(value) && (value as number) >= 1024 && (value as number) <= 65_535);
