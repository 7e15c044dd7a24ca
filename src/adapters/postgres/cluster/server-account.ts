import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { isUidInUse, type Account } from './processes.ts';

/** Accounts for a server that root starts. PostgreSQL itself refuses uid 0. */
export interface ServerAccounts {
  /** Runs initdb, which wants an account with a name. */
  readonly maker: Account;
  /** Owns the finished cluster and runs the server, which wants no name. */
  readonly keeper: Account;
}

export interface AccountChoice {
  readonly isPrivate: boolean;
  /** The text of the machine's list of accounts. */
  readonly passwd?: () => string;
}

/**
 * `postgres` where the machine has it. Else `nobody` makes the cluster and a uid of the project's own keeps it:
 * other services run as nobody too, and could read what nobody owns.
 */
export function chooseAccounts(
  projectRoot: string,
  { isPrivate, passwd = () => readFileSync('/etc/passwd', 'utf8') }: AccountChoice,
): Result<ServerAccounts> {
  const accounts = namedAccounts(passwd());
  const postgres = accounts.get('postgres');
  if (postgres !== undefined && !isPrivate) return ok({ maker: postgres, keeper: postgres });
  const maker = accounts.get('nobody') ?? postgres;
  if (maker === undefined) {
    return fail(failure('database-account-missing', { tried: ['postgres', 'nobody'] }));
  }
  return ok({
    maker,
    keeper: privateAccount(projectRoot, new Set([...accounts.values()].map((a) => a.uid))),
  });
}

function namedAccounts(passwd: string): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && uid !== undefined && gid !== undefined && Number(uid) > 0) {
      accounts.set(name, { uid: Number(uid), gid: Number(gid) });
    }
  }
  return accounts;
}

// Above what systemd and container tools hand out (up to 1,879,048,191), below 2^31.
const firstPrivateUid = 1_900_000_000;
const privateUids = 200_000_000;

function privateAccount(projectRoot: string, taken: ReadonlySet<number>): Account {
  const start = createHash('sha256').update(projectRoot).digest().readUInt32LE(0);
  for (let step = 0; ; step += 1) {
    const uid = firstPrivateUid + ((start + step) % privateUids);
    if (!taken.has(uid) && !isUidInUse(uid)) return { uid, gid: uid };
  }
}
