import { canonicalJson, type Json } from '../canonical-json.ts';
import { pluginNameShape } from '../candidate/side-record.ts';
import { freeObject, oneOf, openRecord, parseRecord, text } from '../manifest/shape.ts';
import { isUtcTime } from '../utc-time.ts';

/** `.art/env/<backend>.json` */
export interface EnvironmentFile {
  readonly schema_version: 1;
  readonly backend: string;
  readonly environment: { readonly [name: string]: Json };
  readonly published_at: string;
  readonly worker: string;
}

export const environmentShape = openRecord<EnvironmentFile>({
  schema_version: oneOf(1),
  backend: pluginNameShape,
  environment: freeObject,
  published_at: text('a UTC time to the millisecond', isUtcTime),
  worker: text('text'),
});

export const environmentPath = (backend: string): string => `.art/env/${backend}.json`;

export const environmentText = (file: EnvironmentFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** Reads the file of a backend; `null` for what is none. Nothing is lost with it: a worker writes it again. */
export function parseEnvironmentFile(source: string, backend: string): EnvironmentFile | null {
  const parsed = parseRecord(source, environmentShape);
  if (!parsed.ok || parsed.value.backend !== backend) return null;
  return isCanonical(parsed.value.environment) ? parsed.value : null;
}

/** It becomes part of a fingerprint, so it must have a canonical form. */
function isCanonical(value: Json): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch {
    return false;
  }
}
