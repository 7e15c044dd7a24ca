// The JSON Schema of everything that `--json` prints: docs/reference/schema/cli.schema.json.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failureTable } from '../src/domain/failure.ts';
import { commands } from '../src/entry/cli/commands.ts';
import {
  anything,
  integer,
  list,
  object,
  oneOf,
  orNull,
  text,
  type CommandSchemas,
  type JsonSchema,
} from '../src/entry/cli/schemas/schema.ts';

/** Version of the records, which is also that of the document. */
const recordVersion = 1;
const folder = join(import.meta.dirname, '../src/entry/cli/schemas');

/** What the modules of `src/entry/cli/schemas` publish, each command once. */
export async function publishedSchemas(): Promise<CommandSchemas> {
  const published: { [command: string]: CommandSchemas[string] } = {};
  const names = new Set(commands.map(({ name }) => name));
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file === 'schema.ts') continue;
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>;
    for (const [name, exported] of Object.entries(module)) {
      if (!name.endsWith('Schemas')) continue;
      for (const [command, schemas] of Object.entries(exported as CommandSchemas)) {
        if (!names.has(command)) throw new Error(`schemas/${file} publishes ${command}, which is no command`);
        if (command in published) throw new Error(`schemas/${file} publishes ${command} a second time`);
        published[command] = schemas;
      }
    }
  }
  const missing = [...names].filter((name) => !(name in published));
  if (missing.length > 0)
    throw new Error(`no schema in src/entry/cli/schemas for what these print: ${missing.join(', ')}`);
  return published;
}

/** Names in `$defs` have no spaces: a pointer would have to escape them. */
export const defOf = (command: string, part: string): string => `${command.replaceAll(' ', '-')}.${part}`;

const ref = (def: string): JsonSchema => ({ $ref: `#/$defs/${def}` });

const diagnostic = object(
  { severity: oneOf('error', 'warning'), code: text, file: text, message: text },
  {
    range: object({ line: integer, column: integer, length: integer, lineText: text }),
    hint: text,
  },
);

const failureRecord = object(
  {
    kind: oneOf(...Object.keys(failureTable).sort()),
    exit_code: oneOf(
      ...[...new Set(Object.values(failureTable).map(({ exit }) => exit))].sort((a, b) => a - b),
    ),
    message: text,
    kept: orNull(text),
    next: orNull(text),
  },
  { diagnostics: list(diagnostic) },
);

const record = (
  type: string,
  command: JsonSchema,
  fields: { readonly [name: string]: JsonSchema },
): JsonSchema => object({ schema_version: oneOf(recordVersion), type: oneOf(type), command, ...fields });

/** The whole document. */
export async function cliSchema(): Promise<JsonSchema> {
  const published = await publishedSchemas();
  const defs: { [name: string]: JsonSchema } = {
    // `art` where the command line names no command.
    failed: record('result', oneOf('art', ...commands.map(({ name }) => name)), {
      ok: oneOf(false),
      failure: ref('failure'),
    }),
    failure: failureRecord,
    diagnostic,
    envelope: {
      type: 'object',
      properties: {
        schema_version: oneOf(recordVersion),
        type: oneOf('event', 'result'),
        command: text,
      },
      required: ['schema_version', 'type', 'command'],
    },
  };
  const records: JsonSchema[] = [ref('failed')];
  for (const { name } of commands) {
    const { data = anything, events = {} } = published[name] ?? {};
    defs[defOf(name, 'data')] = data;
    defs[defOf(name, 'result')] = record('result', oneOf(name), {
      ok: oneOf(true),
      data: ref(defOf(name, 'data')),
    });
    records.push(ref(defOf(name, 'result')));
    for (const [event, fields] of Object.entries(events)) {
      defs[defOf(name, `event.${event}`)] = eventRecord(name, event, fields);
      records.push(ref(defOf(name, `event.${event}`)));
    }
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:artkiln:cli:${recordVersion}`,
    title: 'One line that an art command prints with --json',
    description: 'Events first where there are any, then one result, which is the last line.',
    allOf: [ref('envelope')],
    anyOf: records,
    $defs: defs,
  };
}

/** An event's own fields stand beside those of the record. */
function eventRecord(command: string, event: string, fields: JsonSchema): JsonSchema {
  const { properties = {}, required = [] } = fields as {
    readonly properties?: { readonly [name: string]: JsonSchema };
    readonly required?: readonly string[];
  };
  const envelope = record('event', oneOf(command), { event: oneOf(event) }) as {
    readonly properties: { readonly [name: string]: JsonSchema };
    readonly required: readonly string[];
  };
  return {
    ...envelope,
    properties: { ...envelope.properties, ...properties },
    required: [...envelope.required, ...required],
  };
}
