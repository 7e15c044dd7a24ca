import { canonicalJson, type Json } from '../canonical-json.ts';
import { isObject } from '../json-object.ts';
import { isName, isText, isTime } from './record-shape.ts';

/** `.art/env/<backend>.json` */
export interface EnvironmentFile {
  readonly schema_version: 1;
  readonly backend: string;
  readonly environment: { readonly [name: string]: Json };
  readonly published_at: string;
  readonly worker: string;
}

export const environmentPath = (backend: string): string => `.art/env/${backend}.json`;

export const environmentText = (file: EnvironmentFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** Reads the file of a backend; `null` for what is none. Nothing is lost with it: a worker writes it again. */
export function parseEnvironmentFile(text: string, backend: string): EnvironmentFile | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value['schema_version'] !== 1 || value['backend'] !== backend) return null;
  if (!isName(backend) || !isTime(value['published_at']) || !isText(value['worker'])) return null;
  return isObject(value['environment']) && isCanonical(value['environment'] as Json)
    ? (value as unknown as EnvironmentFile)
    : null;
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
