import { isProjectId, type ProjectId } from './ids.ts';
import { isObject } from './json-object.ts';
import { didYouMean } from './source/nearest.ts';

export const graphicsChoices = ['auto', 'kitty', 'iterm2', 'sixel', 'blocks', 'none'] as const;
export type GraphicsChoice = (typeof graphicsChoices)[number];

/** Everything that can be set, whoever sets it. */
export interface Settings {
  readonly projectId: ProjectId;
  readonly name: string;
  /** Kinds that need the concept gate besides `character.*`, as `<kind>.<sub-kind>` or `<kind>.*`. */
  readonly gatedKinds: readonly string[];
  /** Loopback port of `art up`; `null`: one that the project's id and place give. */
  readonly port: number | null;
  /** Minutes after which the project's own database stops when nobody uses it; `null`: never. */
  readonly databaseIdleMinutes: number | null;
  /** Days that a sealed or imported run holds its bytes in the store; `null`: for ever. */
  readonly storeRetentionDays: number | null;
  readonly databaseUrl: string | null;
  readonly workerDatabaseUrl: string | null;
  /** Folder of the PostgreSQL programs, `system` or `embedded`; `null`: the system's, else the embedded ones. */
  readonly postgresBin: string | null;
  /** Who decides when `--as` is not given: a name or the start of a key id. */
  readonly reviewer: string | null;
  /** False: no colours even where a terminal has them. */
  readonly color: boolean;
  readonly graphics: GraphicsChoice;
}
export type SettingName = keyof Settings;

/** Where a value can come from, the strongest first. */
export const origins = ['flag', 'environment', 'project', 'user', 'default'] as const;
export type Origin = (typeof origins)[number];

/** The files that hold settings. */
export type SettingsFile = 'project' | 'user';

export interface SettingSpec<T> {
  /** One line, for `art config show` and the reference page. */
  readonly doc: string;
  readonly accepts: (found: unknown) => boolean;
  /** What `accepts` takes, in words. */
  readonly expected: string;
  /** Left out: the project's file must give it. */
  readonly fallback?: T;
  readonly files: readonly SettingsFile[];
  readonly variable?: string;
  readonly flag?: string;
  /** May hold a password: shown masked, and in no file, which would be shared or copied. */
  readonly isSecret?: true;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const isLine = (value: unknown, most: number): boolean =>
  isText(value) && value !== '' && value.length <= most && !/\p{Cc}/u.test(value);
const kindPattern = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*(\.\*)?$/;

/**
 * Every setting, in the order in which they are shown. The user's file holds what is about a person or a machine and
 * changes no art: a project must give the same pictures to whoever works on it.
 */
export const settingSpecs: { readonly [K in SettingName]: SettingSpec<Settings[K]> } = {
  projectId: {
    doc: 'the project’s identity in the database and in every signature; `art init` makes it',
    accepts: (found) => isText(found) && isProjectId(found),
    expected: 'an id made by `art init`',
    files: ['project'],
  },
  name: {
    doc: 'what people call the project',
    accepts: (found) => isText(found) && found.length <= 120,
    expected: 'text of at most 120 characters',
    fallback: '',
    files: ['project'],
  },
  gatedKinds: {
    doc: 'kinds that need the concept gate besides character.*, such as icon.*',
    accepts: (found) => Array.isArray(found) && found.every((kind) => isText(kind) && kindPattern.test(kind)),
    expected: 'a list of kinds such as "icon.*"',
    fallback: [],
    files: ['project'],
  },
  port: {
    doc: 'loopback port of `art up`; null: one that the project’s id and place give',
    accepts: (found) => found === null || isWhole(found, 1024, 65_535),
    expected: 'a port from 1024 to 65535, or null',
    fallback: null,
    files: ['project'],
  },
  databaseIdleMinutes: {
    doc: 'minutes without use after which the project’s own database stops; null: never',
    accepts: (found) => found === null || isWhole(found, 1, 10_080),
    expected: 'whole minutes from 1 to 10080, or null for never',
    fallback: 30,
    files: ['project', 'user'],
  },
  storeRetentionDays: {
    doc: 'days that `art gc` keeps the bytes of a sealed or imported run in the store; null: for ever',
    accepts: (found) => found === null || isWhole(found, 0, 36_500),
    expected: 'whole days from 0 to 36500, or null for ever',
    fallback: 30,
    files: ['project', 'user'],
  },
  databaseUrl: {
    doc: 'a PostgreSQL of yours, instead of the project’s own',
    accepts: isText,
    expected: 'a URL',
    fallback: null,
    files: [],
    variable: 'DATABASE_URL',
    isSecret: true,
  },
  workerDatabaseUrl: {
    doc: 'the workers’ own login there',
    accepts: isText,
    expected: 'a URL',
    fallback: null,
    files: [],
    variable: 'ART_WORKER_DATABASE_URL',
    isSecret: true,
  },
  postgresBin: {
    doc: 'folder of the PostgreSQL programs for the project’s own database, or system, or embedded',
    accepts: (found) => isLine(found, 4096) && /^(\/|system$|embedded$)/.test(found as string),
    expected: 'an absolute folder, "system" or "embedded"',
    fallback: null,
    // Not the project's: what a stranger's project names would be run.
    files: ['user'],
    variable: 'ART_POSTGRES_BIN',
  },
  reviewer: {
    doc: 'who decides when --as is not given: a name or the start of a key id',
    accepts: (found) => isLine(found, 64),
    expected: 'a name or the start of a key id',
    fallback: null,
    files: ['user'],
    flag: '--as',
  },
  color: {
    doc: 'false: no colours, even where the terminal has them',
    accepts: (found) => typeof found === 'boolean',
    expected: 'true or false',
    fallback: true,
    files: ['user'],
    variable: 'NO_COLOR',
    flag: '--no-color',
  },
  graphics: {
    doc: `how pictures are shown in a terminal: ${graphicsChoices.join(', ')}`,
    accepts: (found) => (graphicsChoices as readonly unknown[]).includes(found),
    expected: `one of ${graphicsChoices.join(', ')}`,
    fallback: 'auto',
    files: ['user'],
    variable: 'ART_GRAPHICS',
  },
};

export const settingNames = Object.keys(settingSpecs) as readonly SettingName[];

/** What one place says; what it does not say is absent. */
export type GivenSettings = Partial<Settings>;

/** Reads the text of a settings file of closed shape. Returns what it gives, or every fault in words. */
export function parseSettings(text: string, file: SettingsFile): GivenSettings | readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return [`it is not JSON (${error instanceof Error ? error.message : 'unreadable'})`];
  }
  if (!isObject(value)) return ['it is not an object'];
  const faults: string[] = [];
  const mine = settingNames.filter((name) => settingSpecs[name].files.includes(file));
  const known = ['schema_version', ...mine];
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) faults.push(`unknown key ${JSON.stringify(key)}${hintFor(key, known, file)}`);
  }
  if (value['schema_version'] !== undefined && value['schema_version'] !== 1)
    faults.push('schema_version must be 1');
  const given: { [name: string]: unknown } = {};
  for (const name of mine) {
    const found = value[name];
    const { accepts, expected, fallback } = settingSpecs[name];
    if (found === undefined) {
      if (fallback === undefined) faults.push(`${name} is missing`);
    } else if (accepts(found)) given[name] = found;
    else faults.push(`${name} must be ${expected}`);
  }
  return faults.length > 0 ? faults : (given as GivenSettings);
}

function hintFor(key: string, known: readonly string[], file: SettingsFile): string {
  const spec = (settingNames as readonly string[]).includes(key) ? settingSpecs[key as SettingName] : null;
  if (spec === null) {
    const near = didYouMean(key, known);
    return near === undefined ? '' : ` (${near})`;
  }
  const other = spec.files.find((one) => one !== file);
  if (other !== undefined) return ` (it belongs in the ${other === 'user' ? 'user’s' : 'project’s'} file)`;
  return spec.variable === undefined ? '' : ` (it is set by ${spec.variable})`;
}

/** One place that may say something of settings. */
export interface SettingsLayer {
  readonly origin: Origin;
  readonly given: GivenSettings;
}

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}
export type ResolvedSettings = { readonly [K in SettingName]: Setting<Settings[K]> };

/** Each setting from the strongest place that says something of it; the layers may come in any order. */
export function resolveSettings(layers: readonly SettingsLayer[]): ResolvedSettings {
  const strongestFirst = [...layers].sort((a, b) => origins.indexOf(a.origin) - origins.indexOf(b.origin));
  const one = (name: SettingName): Setting<unknown> => {
    const layer = strongestFirst.find(({ given }) => given[name] !== undefined);
    return layer === undefined
      ? { value: settingSpecs[name].fallback, origin: 'default' }
      : { value: layer.given[name], origin: layer.origin };
  };
  return Object.fromEntries(settingNames.map((name) => [name, one(name)])) as ResolvedSettings;
}

/** The values alone. */
export const settingValues = (resolved: ResolvedSettings): Settings =>
  Object.fromEntries(settingNames.map((name) => [name, resolved[name].value])) as unknown as Settings;

/** A database URL as it may be shown: everything but what opens the door. */
export function maskedUrl(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(url);
  // Whatever it is, it was meant as a URL with a password in it.
  if (scheme === null) return '***';
  const [, start = '', rest = ''] = scheme;
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const path = end === -1 ? '' : rest.slice(end);
  // A password may hold an @ that nobody escaped, also behind a slash: then nothing of it is shown.
  if (path.includes('@')) return `${start}***`;
  const at = authority.lastIndexOf('@');
  const user = at === -1 ? '' : authority.slice(0, at).split(':')[0];
  const login = at === -1 ? '' : authority.slice(0, at).includes(':') ? `${user}:***@` : `${user}@`;
  const query = path.replace(/([?&][^=&]*(?:pass|key|secret|token)[^=&]*=)[^&#]*/gi, '$1***');
  return `${start}${login}${authority.slice(at + 1)}${query}`;
}
