/** A JSON Schema 2020-12 document or part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Schema parts for the results of commands. Objects are closed: a field that nobody published fails a test. */
export const text: JsonSchema = { type: 'string' };
export const integer: JsonSchema = { type: 'integer' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const truth: JsonSchema = { type: 'boolean' };
export const digest: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
/** ISO 8601, UTC. */
export const time: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$',
};
export const anything: JsonSchema = {};

export const oneOf = (...values: readonly (string | number | boolean | null)[]): JsonSchema => ({
  enum: values,
});
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values });

/** A closed object; every field is required unless it stands in `optional`. */
export const object = (
  fields: { readonly [name: string]: JsonSchema },
  optional: { readonly [name: string]: JsonSchema } = {},
): JsonSchema => ({
  type: 'object',
  properties: { ...fields, ...optional },
  required: Object.keys(fields),
  additionalProperties: false,
});

/** Of each command: the `data` of its result, and the fields of each event that it prints. */
export interface CommandSchemas {
  readonly [command: string]: {
    readonly data: JsonSchema;
    readonly events?: { readonly [event: string]: JsonSchema };
  };
}
