/** The published schema, applied to what a command printed. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { repository, type CliRecord, type Told } from './rig.ts';

const schema = JSON.parse(
  readFileSync(join(repository, 'docs/reference/schema/cli.schema.json'), 'utf8'),
) as { readonly $id: string; readonly $defs: Readonly<Record<string, unknown>> };
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
ajv.addSchema(schema);

/** What is wrong with a record, by the definition of its own kind: the whole schema would name every other one too. */
function faultsOf(record: CliRecord): string[] {
  const command = String(record['command']).replaceAll(' ', '-');
  const def =
    record.type === 'event'
      ? `${command}.event.${record.event ?? ''}`
      : record.ok === false
        ? 'failed'
        : `${command}.result`;
  if (!(def in schema.$defs)) return [`no definition ${def} for ${JSON.stringify(record)}`];
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${def}`);
  if (validate === undefined) return [`no definition ${def}`];
  return validate(record) === true
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${def}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
      );
}

/** Every event of every command, such as `generate.event.queued`. */
export const publishedEvents = Object.keys(schema.$defs).filter((def) => def.includes('.event.'));

/** stdout of a command with `--json`: records as they are published and nothing else, the result last and once. */
export function expectRecords(told: Told): CliRecord {
  const lines = told.stdout.split('\n').slice(0, -1);
  expect(told.stdout === '' || told.stdout.endsWith('\n')).toBe(true);
  const records = lines.map((line) => JSON.parse(line) as CliRecord);
  expect(records.flatMap(faultsOf)).toEqual([]);
  expect(records.filter(({ type }) => type === 'result')).toHaveLength(1);
  const last = records.at(-1);
  expect(last?.type).toBe('result');
  return last as CliRecord;
}

/** Whether the whole document takes a record, as a reader of it would ask. */
export const isPublished = (record: unknown): boolean => ajv.validate(schema.$id, record);
