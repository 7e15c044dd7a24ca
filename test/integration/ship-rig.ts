import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { projectFiles } from '../../src/adapters/files/project-files.ts';
import { survey } from '../../src/adapters/files/survey.ts';
import { projectFolders } from '../../src/adapters/files/project-folders.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.ts';
import { firstPath, laterPath, poolPlace, sideRecordPath } from '../../src/domain/candidate/paths.ts';
import { sideRecordText, type SideRecord } from '../../src/domain/candidate/side-record.ts';
import { directions, spriteNameFrom, spritesDigest, type Sprite } from '../../src/domain/candidate/sprite.ts';
import { failure } from '../../src/domain/failure.ts';
import {
  asBindingHash,
  asFingerprint,
  type Digest,
  type ProjectId,
  type RecipeId,
  type RunId,
} from '../../src/domain/ids.ts';
import {
  ageManifestText,
  parseAgeManifest,
  type AgeManifest,
  type Entry,
} from '../../src/domain/manifest/age-manifest.ts';
import { approvalSubject, type ApprovalSubject, type Standing } from '../../src/domain/manifest/approval.ts';
import { fail, ok } from '../../src/domain/result.ts';
import pixi from '../../src/exporters/pixi.ts';
import { blank, pixelBytes, type Rgba } from '../../src/pixels/rgba.ts';
import type { DecodePicture } from '../../src/ports/picture-codec.ts';
import type { PromoteWorld, ShipWorld } from '../../src/ports/shipping.ts';

/** A plain PNG encoder: RGBA, one filter, one chunk. */
export function encodePng(picture: Rgba): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(picture.height * (picture.width * 4 + 1));
  for (let y = 0; y < picture.height; y += 1)
    rows.set(
      picture.data.subarray(y * picture.width * 4, (y + 1) * picture.width * 4),
      y * (picture.width * 4 + 1) + 1,
    );
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

export const decodePicture: DecodePicture = async (bytes, path) => {
  try {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return ok({ width: info.width, height: info.height, data: new Uint8Array(data) });
  } catch (error) {
    return fail(failure('picture-unreadable', { path, why: 'it cannot be decoded' }, error));
  }
};

/** Eight 16 x 16 sprites in a row, each a blob of its own colour with a transparent border. */
export function directionSheet(hue: number): { picture: Rgba; sprites: readonly Sprite[] } {
  const picture = blank(128, 16);
  const sprites = directions.map((direction, index): Sprite => {
    for (let y = 3; y < 15; y += 1) {
      for (let x = 4; x < 12; x += 1)
        picture.data.set([hue, index * 30, (x * 16 + y) % 256, 255], (y * 128 + index * 16 + x) * 4);
    }
    return {
      name: spriteNameFrom(`idle/${direction}`),
      rectangle: { x: index * 16, y: 0, w: 16, h: 16 },
      direction,
      animation: null,
      step: null,
      duration_ms: null,
      anchors: { feet: [8, 15] },
    };
  });
  return { picture, sprites };
}

/** A walk of `steps` sprites of 12 x 12, the last one equal to the first. */
export function walkSheet(hue: number, steps = 4): { picture: Rgba; sprites: readonly Sprite[] } {
  const picture = blank(12 * steps, 12);
  const sprites = Array.from({ length: steps }, (_, index): Sprite => {
    const look = index === steps - 1 ? 0 : index;
    for (let y = 1; y < 11; y += 1)
      picture.data.set([hue, look * 50, y, 255], (y * 12 * steps + index * 12 + 5) * 4);
    return {
      name: spriteNameFrom(`walk/s/${index}`),
      rectangle: { x: index * 12, y: 0, w: 12, h: 12 },
      direction: 's',
      animation: spriteNameFrom('walk'),
      step: index,
      duration_ms: 100 + index,
      anchors: { feet: [6, 11] },
    };
  });
  return { picture, sprites };
}

export const entry = (assetId: string, more: Partial<Entry> = {}): Entry =>
  ({
    asset_id: assetId,
    kind: 'character.humanoid',
    recipe_id: null,
    lever_binding: null,
    binding_hash: null,
    state: 'placeholder',
    composition_mode: null,
    anchor_offsets: null,
    variant_sprites: {},
    asset_path: null,
    bytes: null,
    pixels: null,
    decision: null,
    run: null,
    backend: null,
    frame: null,
    ai: null,
    ...more,
  }) as Entry;

export interface Candidate {
  readonly path: string;
  readonly side: SideRecord;
}

const raider = 'viking.character.raider.v1' as RecipeId;

/** A project in a temporary folder with everything that shipping needs, and signatures played by a map. */
export class ShipRig {
  static async make(): Promise<ShipRig> {
    return new ShipRig(await mkdtemp(join(tmpdir(), 'artkiln-ship-')));
  }

  readonly folder: string;
  readonly world: PromoteWorld & ShipWorld;
  readonly locks = new Set<string>();
  encoded = 0;
  private readonly decisions = new Map<string, { subject: ApprovalSubject; standing: Standing }>();
  private minute = 0;
  private number = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.world = {
      projectId: `prj_${'a'.repeat(20)}` as ProjectId,
      files: projectFiles(folder),
      folders: projectFolders(folder),
      survey: survey(folder),
      sha256,
      decodePicture,
      approvals: {
        standingOf: async (subject) =>
          ok(
            this.decisions.get(canonicalJson(subject as unknown as Json))?.standing ?? {
              verdict: 'undecided',
            },
          ),
        approved: async () =>
          ok(
            [...this.decisions.values()].flatMap(({ subject, standing }) =>
              standing.verdict === 'approved' ? [{ ...subject, decision: standing.decision }] : [],
            ),
          ),
      },
      recipeFacts: async () =>
        ok({
          composition_mode: 'standalone',
          anchor_offsets: { feet: { s: [0, 0] } },
          validOutputKinds: ['character.humanoid'],
        }),
      takeLock: async (name) => {
        if (this.locks.has(name)) return ok(null);
        this.locks.add(name);
        return ok(async () => void this.locks.delete(name));
      },
      now: () => new Date(Date.UTC(2026, 0, 31, 12, (this.minute += 1))).toISOString(),
      encodePng: (picture) => {
        this.encoded += 1;
        return encodePng(picture);
      },
      exporters: [pixi],
      packSettings: { maxSidePx: 1024, paddingPx: 1, extrudePx: 1, isPowerOfTwo: true },
    };
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  async read(path: string): Promise<string> {
    return readFile(this.path(path), 'utf8');
  }

  async write(path: string, bytes: Uint8Array | string): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await writeFile(this.path(path), bytes);
  }

  async writeAge(age: string, entries: readonly Entry[], more: Partial<AgeManifest> = {}): Promise<void> {
    const manifest: AgeManifest = {
      schema_version: 1,
      age,
      version: 1,
      policy: { append: false },
      entries,
      ...more,
    };
    await this.write(`content/ages/${age}/v${manifest.version}/manifest.json`, ageManifestText(manifest));
  }

  async readAge(age: string, version = 1): Promise<AgeManifest> {
    const parsed = parseAgeManifest(await this.read(`content/ages/${age}/v${version}/manifest.json`));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    return parsed.value;
  }

  async candidate(
    sheet: { picture: Rgba; sprites: readonly Sprite[] },
    options: { hair?: string; child?: number; isLater?: boolean; ai?: SideRecord['ai']; model?: string } = {},
  ): Promise<Candidate> {
    const binding = { hair: options.hair ?? 'red' };
    const bindingHash = asBindingHash(sha256(canonicalJson(binding)));
    const bytes = encodePng(sheet.picture);
    const childIndex = options.child ?? 0;
    const side: SideRecord = {
      schema_version: 1,
      recipe_id: raider,
      recipe_digest: sha256('the recipe'),
      binding,
      binding_hash: bindingHash,
      kind: 'character.humanoid',
      backend: 'procedural',
      child_index: childIndex,
      seed: 31337 + childIndex,
      phase: 'final',
      bytes: sha256(bytes),
      pixels: sha256(pixelBytes(sheet.picture)),
      width: sheet.picture.width,
      height: sheet.picture.height,
      sprites: sheet.sprites,
      sprites_digest: spritesDigest(sheet.sprites, sha256),
      prompt: null,
      model: options.model ?? null,
      run_id: 'run_0001_k3f2' as RunId,
      stages: [{ stage: 'normalize', fingerprint: asFingerprint(sha256('stage')) }],
      raw: null,
      ai: options.ai ?? 'none',
    };
    const place = poolPlace(raider, bindingHash, 'procedural');
    const path = options.isLater
      ? laterPath('candidates', place, childIndex, side.bytes)
      : firstPath('candidates', place, childIndex);
    await this.write(path, bytes);
    await this.write(sideRecordPath(path), sideRecordText(side));
    return { path, side };
  }

  decide({ side }: Candidate, verdict: Exclude<Standing['verdict'], 'undecided'> = 'approved'): Digest {
    const subject = approvalSubject(side);
    const decision = sha256(`decision ${(this.number += 1)}`);
    this.decisions.set(canonicalJson(subject as unknown as Json), {
      subject,
      standing: { verdict, decision },
    });
    return decision;
  }

  async approved(...args: Parameters<ShipRig['candidate']>): Promise<Candidate> {
    const candidate = await this.candidate(...args);
    this.decide(candidate);
    return candidate;
  }
}

/** The value of a result that must be good. */
export function good<T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T {
  if (!result.ok) throw new Error(`unexpected failure: ${JSON.stringify(result.failure)}`);
  return result.value;
}

/** The failure of a result that must be bad. */
export function bad<F>(result: { ok: true; value: unknown } | { ok: false; failure: F }): F {
  if (result.ok) throw new Error(`unexpected success: ${JSON.stringify(result.value)}`);
  return result.failure;
}
