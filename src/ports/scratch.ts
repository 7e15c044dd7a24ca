import type { Result } from '../domain/result.ts';

/** A folder of one command below `.art/tmp/`, made when the first file is written. May be deleted at any time. */
export interface Scratch {
  /** Writes a file that is not there yet; gives its path relative to the project. */
  write(name: string, bytes: Uint8Array): Promise<Result<string>>;
  remove(): Promise<void>;
}

/** @param purpose the beginning of the folder's name */
export type MakeScratch = (purpose: string) => Scratch;
