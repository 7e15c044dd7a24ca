import { sha256 } from '../../src/adapters/files/sha256.ts';
import procedural from '../../src/backends/procedural.ts';
import type { KindLevers } from '../../src/backends/procedural/art-kind.ts';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import { spritesDigest } from '../../src/domain/candidate/sprite.ts';
import { pixelBytes } from '../../src/pixels/rgba.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import { drawKind } from './art-kinds.ts';

/** What is drawn for a digest: a line such as `object.tree final 7301 season=winter species=oak`. */
export type DigestWish = string;

/** A digest of pixels, size and sprite table together. */
export const digestOf = ({ picture, sprites }: BackendPicture): string =>
  sha256(sha256(pixelBytes(picture)) + spritesDigest(sprites, sha256));

/** Draws what a line says; levers that it does not name take their first value. */
export function drawLine(line: DigestWish): Promise<BackendPicture> {
  const [kind = '', phase = '', seed = '', ...levers] = line.split(' ');
  const binding = Object.fromEntries(levers.map((lever) => lever.split('=') as [string, string]));
  return drawKind(kind, binding, Number(seed), phase === 'concept' ? 'concept' : 'final');
}

/** Digests by their lines, in the order given. */
export async function digestsOf(lines: readonly DigestWish[]): Promise<{ [line: DigestWish]: string }> {
  const digests: { [line: DigestWish]: string } = {};
  for (const line of lines) digests[line] = digestOf(await drawLine(line));
  return digests;
}

/**
 * A spread over the values of a kind's levers, over small and large seeds and both phases. Line i takes value i of every
 * lever, each turned a little further than the last, so that values meet in many ways. All motions at once are dear and
 * are drawn once.
 */
function spreadOf(kind: string, levers: KindLevers): readonly DigestWish[] {
  const names = Object.keys(levers).sort();
  const most = Math.max(...Object.values(levers).map((values) => values.length));
  const lines = [`${kind} final 1`, `${kind} concept ${Number.MAX_SAFE_INTEGER}`];
  for (let i = 0; i < most; i += 1) {
    const binding = names.map((name, turn) => {
      const values = levers[name] ?? [];
      const value = values[(i + turn * (1 + Math.floor(i / values.length))) % values.length];
      return name === 'motion' ? `motion=${i === 1 ? 'all' : 'still'}` : `${name}=${value}`;
    });
    lines.push([kind, i % 4 === 3 ? 'concept' : 'final', String(7000 + i * 97), ...binding].join(' '));
  }
  return lines;
}

/** The lines of all kinds that there are now. */
export const spread = (): readonly DigestWish[] =>
  catalog.flatMap(({ kind, levers }) => spreadOf(kind, levers));

/** The key of this version's digests in the golden file. */
export const versionKey = String(procedural.version);
