import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stats } from 'node:fs';

export interface WalkedFile {
  /** Relative to the project, `/` between names. */
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * Everything below a folder of the project, folders before what they hold; links are told and never followed. What
 * cannot be read or is not there has nothing below it. Ends after `most` entries.
 */
export async function* walk(root: string, folder: string, most: number): AsyncGenerator<WalkedFile> {
  const waiting = [folder];
  let seen = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    try {
      for await (const entry of await opendir(join(root, at))) {
        seen += 1;
        if (seen > most) return;
        const path = at === '' ? entry.name : `${at}/${entry.name}`;
        yield { path, isFolder: entry.isDirectory() };
        if (entry.isDirectory()) waiting.push(path);
      }
    } catch {
      // The check of rights says why.
    }
  }
}

/** What stands at a path, links not followed; `null` where nothing can be seen. */
export const statOf = (path: string): Promise<Stats | null> => lstat(path).catch(() => null);
