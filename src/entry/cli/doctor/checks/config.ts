import { settingSpecs } from '../../../../domain/config.ts';
import { fault, findingOf, fine, warning, type Check, type Finding } from '../finding.ts';

export const configCheck: Check = {
  name: 'config',
  about: 'art.config.json, your own settings and the variables',
  needs: 'machine',
  look({ root, config, surroundings }) {
    const found: Finding[] = [];
    const { environment, user } = surroundings;
    // The first of them also stands in `config`; each is told once.
    for (const layer of [environment, user]) if (!layer.ok) found.push(findingOf(layer.failure));
    if (root === null) {
      const what = 'There is no project here, so only the machine is looked at.';
      found.push(warning('project-not-found', what, 'Run it in a project, or with --project <folder>.'));
    } else if (
      !config.ok &&
      config.failure !== userFailure(environment) &&
      config.failure !== userFailure(user)
    ) {
      found.push(findingOf(config.failure));
    }
    if (environment.ok) {
      const { databaseUrl, workerDatabaseUrl } = environment.value;
      if (databaseUrl === undefined && workerDatabaseUrl !== undefined) {
        const { variable = '' } = settingSpecs.workerDatabaseUrl;
        const what = `${variable} is set and DATABASE_URL is not: workers and you would use two databases.`;
        found.push(
          fault(
            'worker-url-alone',
            what,
            `Set DATABASE_URL too, or unset ${variable}; right only where nothing but workers run.`,
          ),
        );
      }
    }
    return found.length > 0
      ? found
      : [fine('config-sound', 'All settings are sound (art config show --origin).')];
  },
};

const userFailure = (layer: { readonly ok: boolean; readonly failure?: unknown }): unknown =>
  layer.ok ? null : layer.failure;
