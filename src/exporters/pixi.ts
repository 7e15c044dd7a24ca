import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import type { Atlas, AtlasRegion } from '../domain/atlas/atlas.ts';
import type { EngineFile, Exporter } from '../ports/exporter.ts';

/** Rounded to 2^-20: exact in binary, short in decimal, and finer than anything that is drawn. */
const share = (position: number, whole: number): number =>
  Math.round((position / whole) * 1_048_576) / 1_048_576 + 0;

function frameJson(region: AtlasRegion): Json {
  const { frame, source, offset } = region;
  const { feet } = region.anchors;
  const isTrimmed = frame.w !== source.w || frame.h !== source.h;
  return {
    frame: { x: frame.x, y: frame.y, w: frame.w, h: frame.h },
    rotated: false,
    trimmed: isTrimmed,
    spriteSourceSize: { x: offset.x, y: offset.y, w: frame.w, h: frame.h },
    sourceSize: { w: source.w, h: source.h },
    // Pixi takes it as the default anchor, Phaser as a custom pivot, both as shares of the whole sprite.
    ...(feet === undefined ? {} : { anchor: { x: share(feet[0], source.w), y: share(feet[1], source.h) } }),
    ...(region.duration_ms === null ? {} : { duration: region.duration_ms }),
  };
}

/** `"name": {...}` lines, so that a change of one frame is one line of a diff. */
const lines = (members: readonly (readonly [string, Json])[]): string =>
  members.length === 0
    ? '{}'
    : `{\n${members.map(([key, value]) => `    ${JSON.stringify(key)}: ${canonicalJson(value)}`).join(',\n')}\n  }`;

const jsonName = (image: string): string => image.replace(/\.png$/, '.json');

/**
 * One JSON file per page that Pixi 8 (`Assets.load`, `Spritesheet`) and Phaser 3 and 4 (`load.atlas`) both read:
 * TexturePacker's hash with `anchor`, `animations` and, where there are several pages, `related_multi_packs`.
 * Pixi loads the other pages by itself from the first one; Phaser loads each page as its own atlas.
 */
function write(atlas: Atlas): readonly EngineFile[] {
  return atlas.pages.map((page, index): EngineFile => {
    const own = atlas.regions.filter((region) => region.page === index);
    const names = new Set(own.map((region) => region.name));
    // Pixi looks frames of an animation up on the animation's own page only.
    const animations = atlas.animations.filter(({ frames }) => frames.some((name) => names.has(name)));
    const others = atlas.pages.filter((_, other) => other !== index).map(({ image }) => jsonName(image));
    const meta: Json = {
      app: 'artkiln',
      format: 'RGBA8888',
      image: page.image,
      ...(others.length === 0 ? {} : { related_multi_packs: others }),
      scale: '1',
      size: { w: page.width, h: page.height },
      version: '1',
    };
    const text = [
      '{',
      `  "animations": ${lines(animations.map(({ name, frames }) => [name, frames]))},`,
      `  "frames": ${lines(own.map((region) => [region.name, frameJson(region)]))},`,
      `  "meta": ${canonicalJson(meta)}`,
      '}',
      '',
    ].join('\n');
    return { path: jsonName(page.image), text };
  });
}

const pixi: Exporter = {
  apiVersion: 1,
  name: 'pixi',
  version: 1,
  title: 'Pixi 8 and Phaser (JSON hash)',
  write,
};

export default pixi;
