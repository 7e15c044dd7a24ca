import type { Json } from '../../../domain/canonical-json.ts';
import {
  maskedUrl,
  settingNames,
  settingSpecs,
  type Origin,
  type ResolvedSettings,
  type SettingName,
} from '../../../domain/config.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { readUserSettings, type Config } from '../../config.ts';
import type { RunCommand } from '../command-spec.ts';
import { flagSettings, type CommandContext } from '../context.ts';

interface Shown {
  readonly settings: ResolvedSettings;
  /** `null` outside of a project. */
  readonly config: Config | null;
}

export const run: RunCommand = (context, { options }) => {
  const { output, surroundings } = context;
  const read = readShown(context);
  if (!read.ok) return Promise.resolve(output.failure(read.failure));
  const { settings, config } = read.value;
  // A project's own settings mean nothing where there is no project.
  const names = settingNames.filter((name) => config !== null || !isOfProjectOnly(name));
  const rows = names.map((name) => {
    const { origin } = settings[name];
    const value = valueOf(name, settings, config);
    return { name, value, origin, source: sourceOf(name, origin, surroundings.userFile) };
  });
  const columns = [
    { title: 'setting' },
    { title: 'value', isCuttable: true },
    ...(options['origin'] === true ? [{ title: 'from', isCuttable: true }] : []),
  ];
  output.result(
    { settings: rows as unknown as Json, project: config?.root ?? null, user_file: surroundings.userFile },
    output.table(
      columns,
      rows.map(({ name, value, source }) => [name, textOf(value), source]),
    ),
  );
  if (config === null) output.note('There is no project here: its own settings are left out.');
  return Promise.resolve(0);
};

/** The settings of the project, or those that hold without one; a project that was named has to be there. */
function readShown(context: CommandContext): Result<Shown> {
  const opened = context.project();
  if (opened.ok) {
    const { config } = opened.value;
    return ok({ settings: config.resolved, config });
  }
  if (opened.failure.kind !== 'project-not-found' || context.flags.project !== undefined) return opened;
  const settings = readUserSettings(context.surroundings, flagSettings(context.flags));
  return settings.ok ? ok({ settings: settings.value, config: null }) : settings;
}

const isOfProjectOnly = (name: SettingName): boolean => {
  const { files, variable } = settingSpecs[name];
  return variable === undefined && !files.includes('user');
};

/** What holds: a port that nobody chose is the one that `art up` takes, and a password is nobody's business. */
function valueOf(name: SettingName, settings: ResolvedSettings, config: Config | null): Json {
  const value = settings[name].value;
  if (name === 'port' && config !== null) return config.upPort;
  if (settingSpecs[name].isSecret === true && typeof value === 'string') return maskedUrl(value);
  return value as Json;
}

function textOf(value: Json): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' ');
  if (value === null || value === '') return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where a value comes from, by the name that a person would look for. */
function sourceOf(name: SettingName, origin: Origin, userFile: string): string {
  const { flag = 'a flag', variable = 'the environment' } = settingSpecs[name];
  const sources: { readonly [O in Origin]: string } = {
    flag,
    environment: variable,
    project: 'art.config.json',
    user: userFile,
    default: 'default',
  };
  return sources[origin];
}
