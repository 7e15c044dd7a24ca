/** What `art doctor` finds of the database: it is looked at as it stands, never started or mended. */
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { doctor, only } from './doctor-rig.ts';
import { CliRig, databaseHome, statue, statueLevers } from './rig.ts';

let rig: CliRig;
/** A project whose database runs. */
let running: string;
beforeAll(async () => {
  rig = new CliRig();
  running = await rig.sample('running');
  await rig.data(running, 'generate', statue, ...statueLevers);
});
afterAll(() => rig.remove());

/** The whole address of the project's own database, as somebody would give it in DATABASE_URL. */
async function url(): Promise<string> {
  const { database } = await rig.data<{ database: string }>(running, 'db', 'status');
  const password = readFileSync(join(databaseHome(running), 'c', 'owner.password'), 'utf8').trim();
  return `postgres://art_owner:${password}@${database}`;
}

it('is not started by a look', async () => {
  const cold = await rig.sample('cold');
  const { findings } = await doctor(rig, cold, ['--only', 'database']);
  expect(findings.map(({ id }) => id)).toEqual(['database-none']);
  expect(existsSync(join(cold, '.art'))).toBe(false);
});

it('answers, has the newest schema and a timer that stops it', async () => {
  const { findings, code } = await doctor(rig, running, ['--only', 'database,clock', '--only', 'runs']);
  expect(code).toBe(0);
  expect(findings.map(({ id }) => id)).toEqual([
    'runs-whole',
    'idle-stop',
    'database-answers',
    'database-schema',
    'clock-equal',
  ]);
});

it('is found unreachable, without waiting for ever', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const env = { DATABASE_URL: `postgres://ada:secret@127.0.0.1:${port}/art` };
  const { findings, code } = await doctor(rig, running, ['--only', 'database'], { env });
  expect([code, findings.map(({ id }) => id)]).toEqual([6, ['logins-shared', 'database-unreachable']]);
  expect(JSON.stringify(findings)).not.toContain('secret');
  silent.close();
});

it('is found to take workers for people where they share a login', async () => {
  const env = { DATABASE_URL: await url() };
  expect(await only(rig, 'database', running, { env })).toMatchObject({
    id: 'logins-shared',
    severity: 'warn',
    code: 0,
  });
});

it('is found without the rows of a run that came by version control', async () => {
  const [run = ''] = readdirSync(join(running, 'runs'));
  const other = 'run_0099_aaaa';
  cpSync(join(running, 'runs', run), join(running, 'runs', other), { recursive: true });
  const record = join(running, 'runs', other, 'run.json');
  const text = readFileSync(record, 'utf8');
  rmSync(record);
  writeFileSync(record, text.replaceAll(run, other));
  expect(await only(rig, 'runs', running)).toMatchObject({
    id: 'run-incomplete',
    fix: 'art db rebuild',
    code: 0,
  });
  writeFileSync(record, text.slice(0, 100));
  expect(await only(rig, 'runs', running)).toMatchObject({ id: 'run-damaged', code: 6 });
  rmSync(join(running, 'runs', other), { recursive: true });
});

it('is found to belong to another store, and to a newer Artkiln', async () => {
  const id = join(running, '.art/store/STORE_ID');
  const mine = readFileSync(id, 'utf8');
  rmSync(id);
  writeFileSync(id, 'another\n');
  expect(await only(rig, 'database', running)).toMatchObject({ id: 'store-differs', code: 6 });
  writeFileSync(id, mine);
  await rig.query(running, `insert into art.art_schema (version, name, checksum) values (999, 'x', 'x')`);
  expect(await only(rig, 'database', running)).toMatchObject({
    id: 'database-too-new',
    code: 6,
    fix: 'Use the newer Artkiln that made it.',
  });
  await rig.query(running, `delete from art.art_schema where version = 999`);
});
