import { spawn } from 'node:child_process';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, lchownSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fileFailure, syncFolder } from '../../files/durable.ts';
import { serverEnvironment, type Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import type { Account } from './processes.ts';
import {
  databaseName,
  passwordFile,
  roleOf,
  systemIdentifier,
  type ClusterRecord,
  type Login,
} from './records.ts';
import { chooseAccounts, type ServerAccounts } from './server-account.ts';

const unfinishedPrefix = 'c.tmp-';
const logins: readonly Login[] = ['super', 'owner', 'worker'];

/**
 * Makes the cluster with its roles, its database and its passwords, and lets it appear by one rename: it is
 * there whole or not at all. Where another process was first, its cluster stands and this one goes.
 */
export async function createCluster(
  place: Place,
  binaries: Binaries,
  nonce: string,
  options: { readonly isPrivate: boolean },
): Promise<Result<void>> {
  const accounts = place.isRoot ? chooseAccounts(place.projectRoot, options) : ok(null);
  if (!accounts.ok) return accounts;
  const unfinished = join(place.home, `${unfinishedPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    const made = await makeIn(unfinished, binaries, nonce, accounts.value);
    if (!made.ok) return made;
    await syncFolder(unfinished);
    await rename(unfinished, place.cluster);
    await syncFolder(place.home);
    return ok(undefined);
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return ok(undefined);
    return fail(fileFailure(unfinished, error));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes what killed makers left. Only under the start lock, or it would take a living one's. */
export async function removeUnfinished(home: string): Promise<void> {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    // The initdb of a killed maker may still be writing (ENOTEMPTY); what cannot go now goes at the next start.
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function makeIn(
  folder: string,
  binaries: Binaries,
  nonce: string,
  accounts: ServerAccounts | null,
): Promise<Result<void>> {
  const data = join(folder, 'data');
  await mkdir(folder);
  // The server's account passes through to its data, and can neither list the folder nor read the passwords.
  chmodSync(folder, accounts === null ? 0o700 : 0o711);
  await mkdir(data, { mode: 0o700 });
  const passwords = new Map(logins.map((login) => [login, randomBytes(24).toString('base64url')]));
  const given = (login: Login): string => passwords.get(login) ?? '';

  const firstPassword = join(folder, 'first.password');
  writeFileSync(firstPassword, `${given('super')}\n`, { mode: 0o600 });
  if (accounts !== null) {
    for (const path of [data, firstPassword]) chownSync(path, accounts.maker.uid, accounts.maker.gid);
  }
  const initialized = await run(binaries, 'initdb', initdbWords(data, firstPassword), '', accounts?.maker);
  if (!initialized.ok) return initialized;
  await rm(firstPassword);
  // Without a server: a standalone backend needs no port, and nobody can connect before all is in order.
  const furnished = await run(
    binaries,
    'postgres',
    ['--single', '-D', data, '-c', 'exit_on_error=on', 'postgres'],
    furnishing(given('owner'), given('worker')),
    accounts?.maker,
  );
  if (!furnished.ok) return furnished;

  const record: ClusterRecord = { v: 1, nonce, sysid: systemIdentifier(data), major: binaries.major };
  await writeDurably(join(folder, 'cluster.json'), `${JSON.stringify(record)}\n`);
  for (const login of logins) await writeDurably(passwordFile(folder, login), `${given(login)}\n`);
  if (accounts !== null && accounts.keeper.uid !== accounts.maker.uid) giveTo(accounts.keeper, data);
  return ok(undefined);
}

// -k: checksums, which are off by default before 18. Locale C: the same order of text on every machine.
const initdbWords = (data: string, secretFile: string): string[] => [
  `--pgdata=${data}`,
  `--username=${roleOf.super}`,
  `--pwfile=${secretFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '-k',
  '--no-instructions',
];

/** One statement per line: a standalone backend ends a statement at the line's end. */
const furnishing = (ownerPassword: string, workerPassword: string): string =>
  [
    `create role ${roleOf.owner} login password '${scramSecret(ownerPassword)}'`,
    `create role ${roleOf.worker} login password '${scramSecret(workerPassword)}'`,
    // So that the owner can tell a person who uses the database.
    `grant pg_read_all_stats to ${roleOf.owner}`,
    `create database ${databaseName} owner ${roleOf.owner}`,
    `revoke all on database ${databaseName}, postgres, template1 from public`,
    `grant connect on database ${databaseName} to ${roleOf.worker}`,
    '',
  ].join(';\n');

/**
 * RFC 5803 secret of a password, so that no password is in a statement, which a server may log. 4,096 rounds,
 * the least that RFC 7677 allows: the passwords are random, more rounds would only slow each connection.
 */
function scramSecret(password: string): string {
  const salt = randomBytes(16);
  const rounds = 4096;
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}

function run(
  binaries: Binaries,
  program: string,
  words: readonly string[],
  input: string,
  account: Account | undefined,
): Promise<Result<void>> {
  return new Promise((settle) => {
    const child = spawn(join(binaries.binFolder, program), words, {
      // An unreadable working directory breaks initdb, and ours may be the project's.
      cwd: '/',
      env: serverEnvironment(binaries.libraryPath),
      stdio: ['pipe', 'ignore', 'pipe'],
      ...account,
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(-4096)));
    // A program that died early leaves a broken pipe; its exit code says it better.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const failed = (lines: readonly string[], cause?: unknown): void =>
      settle(
        fail(
          failure(
            'database-start-failed',
            { what: `Making the database (${program})`, logFile: null, lines },
            cause,
          ),
        ),
      );
    child.on('error', (error) => failed([(error as NodeJS.ErrnoException).code ?? 'not started'], error));
    child.on('close', (code) => {
      if (code === 0) settle(ok(undefined));
      else
        failed(
          told
            .split('\n')
            .filter((line) => /error:|FATAL:|PANIC:/.test(line))
            .slice(-3),
        );
    });
  });
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** In a user namespace high uids do not exist (EINVAL); the maker then goes on to keep the cluster. */
function giveTo(account: Account, folder: string): void {
  try {
    lchownSync(folder, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return;
    throw error;
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, name), account.uid, account.gid);
  }
}
