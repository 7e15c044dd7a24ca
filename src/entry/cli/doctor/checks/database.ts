import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  leastPostgres,
  lookAtCluster,
  lookAtLogins,
  lookInside,
  type ClusterLook,
} from '../../../../compose-doctor.ts';
import { shellWord } from '../../../../domain/source/shell-word.ts';
import type { Config } from '../../../config.ts';
import { fault, findingOf, fine, warning, type Check, type Finding } from '../finding.ts';

export const databaseCheck: Check = {
  name: 'database',
  about: 'where it is, whether it answers, its version, schema, logins, store and idle stop',
  needs: 'project',
  async look({ sound }) {
    const own = sound.databaseUrl === null ? await lookAtCluster(sound) : null;
    if (own?.ok === false) return [findingOf(own.failure)];
    const found: Finding[] = own === null ? await logins(sound) : await cluster(own.value, sound);
    const inside = await lookInside(sound, sound.projectId);
    if (!inside.ok) return [...found, findingOf(inside.failure)];
    if (inside.value === null) return found;
    const { place, major, schema, storeId } = inside.value;
    if (major < leastPostgres) {
      const what = `The server at ${place} is PostgreSQL ${major}; Artkiln needs ${leastPostgres} or newer.`;
      found.push(fault('database-old', what, `Use a server of version ${leastPostgres} or newer.`));
    } else found.push(fine('database-answers', `PostgreSQL ${major} answers at ${place}.`));
    if (!schema.ok) {
      // A cluster of our own is migrated by the next command; nobody has to do anything.
      const isOwn = own !== null && schema.failure.kind === 'database-not-migrated';
      found.push(
        isOwn
          ? fine('database-not-migrated', 'The schema is of an older Artkiln; the next command migrates it.')
          : findingOf(schema.failure),
      );
      return found;
    }
    found.push(fine('database-schema', `The schema is at version ${schema.value.found}, the newest.`));
    const mine = await storeOf(sound.root);
    if (storeId !== null && mine !== null && storeId !== mine) {
      const what =
        'The database belongs to another store folder of this project: what it calls finished is not here.';
      found.push(
        fault(
          'store-differs',
          what,
          'Use the same .art/store as the other workers, or a database of its own and `art db rebuild`.',
        ),
      );
    }
    return found;
  },
};

/** A login apart for workers is what separates the gates in a database that is not ours. */
async function logins({ databaseUrl, workerDatabaseUrl }: Config): Promise<Finding[]> {
  if (databaseUrl === null) return [];
  if (workerDatabaseUrl === null) {
    const what = 'Workers share your login at DATABASE_URL: the gates are not separated in the database.';
    const fix = 'Set ART_WORKER_DATABASE_URL to a login of their own, then `art db migrate`.';
    return [warning('logins-shared', what, fix)];
  }
  const { areEqual, worker } = await lookAtLogins(databaseUrl, workerDatabaseUrl);
  if (!worker.ok) return [findingOf(worker.failure)];
  if (!areEqual) return [fine('logins-separate', 'Workers have a login of their own: they cannot decide.')];
  const what = 'DATABASE_URL and ART_WORKER_DATABASE_URL are the same login: the gates are not separated.';
  return [warning('logins-shared', what, 'Give the workers a login of their own.')];
}

async function cluster({ status, binaries, home }: ClusterLook, config: Config): Promise<Finding[]> {
  const { state, version, logFile, pid } = status;
  const found: Finding[] = [];
  if (!home.ok) found.push(findingOf(home.failure));
  const usable = binaries.find((one) => one.isUsable);
  if (usable === undefined && state !== 'running') {
    const needed =
      version === null
        ? `PostgreSQL ${leastPostgres} or newer`
        : `PostgreSQL ${version}, which made the database`;
    const there = binaries.map((one) => `${one.major} in ${one.folder}`).join(', ');
    const what = `${needed}, was not found${there === '' ? '' : ` (there is ${there})`}.`;
    const fix =
      version === null
        ? 'npm install --include=optional'
        : `Install PostgreSQL ${version}; or delete .art and run \`art db rebuild\`.`;
    found.push(fault('database-binaries-missing', what, fix));
  }
  const programs = usable === undefined ? '' : `, with PostgreSQL ${usable.major} of ${usable.folder}`;
  switch (state) {
    case 'none':
      found.push(
        fine(
          'database-none',
          `The project’s own database is not made yet; the first command makes it${programs}.`,
        ),
      );
      break;
    case 'stopped':
      found.push(
        fine(
          'database-stopped',
          `The project’s own database is stopped; the next command starts it${programs}.`,
        ),
      );
      break;
    case 'starting':
    case 'stopping':
      found.push(fine('database-moving', `The project’s own database is ${state}.`));
      break;
    case 'unbound': {
      const what =
        'The database belongs to an .art folder that is gone; the next command sets it aside and makes a new one.';
      found.push(warning('database-unbound', what, 'art db rebuild'));
      break;
    }
    case 'silent': {
      const what = `The database server (process ${pid ?? 0}) is there and does not answer.`;
      found.push(
        fault('database-silent', what, `Look at ${shellWord(logFile)}; then \`art db stop --force\`.`),
      );
      break;
    }
    case 'running':
      found.push(await idleStop(status.home, config.databaseIdleMinutes));
      break;
  }
  return found;
}

/** The timer that the last command left; while one runs there may be none yet. */
async function idleStop(home: string, minutes: number | null): Promise<Finding> {
  if (minutes === null) return fine('idle-stop', 'It stops only by hand: databaseIdleMinutes is null.');
  const firesAt = await readFile(join(home, 'idle.json'), 'utf8').then(
    (text) => Number((JSON.parse(text) as { firesAt?: unknown }).firesAt),
    () => Number.NaN,
  );
  const left = Math.ceil((firesAt - Date.now()) / 60_000);
  return left > 0
    ? fine('idle-stop', `It stops in ${left} min if nobody uses it then.`)
    : fine('idle-stop', `It stops ${minutes} min after the next command, if nobody uses it then.`);
}

const storeOf = (root: string): Promise<string | null> =>
  readFile(join(root, '.art', 'store', 'STORE_ID'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
