import { describe, expect, it } from 'vitest';
import { check, faults, locked, write } from '../../../test/rig/recipe-faults.ts';

describe('locked_fields', () => {
  it('keeps the seed where every child stays exact and none is 0', () => {
    expect(locked({ seed_production: 9007199254739991 })).toEqual([]);
    expect(locked({ seed_production: 9007199254739992 })).toEqual(['out-of-range -> 9007199254739992']);
    expect(locked({ seed_production: 0 })).toEqual(['out-of-range -> 0']);
    expect(locked({ seed_production: 1.5 })).toEqual(['wrong-type -> 1.5']);
    expect(locked({ seed_production: '31337' })).toEqual(['wrong-type -> "31337"']);
  });

  it('checks loras, canvas, anchors and the palette in depth', () => {
    expect(
      locked({
        loras: [
          { name: 'a.safetensors', strength_model: 0.7, strength_clip: '0.5' },
          { name: '../b', strenght_model: 1 },
        ],
        canvas_width: 0,
        steps: 2.5,
        anchor_offsets: { feet: { n: [0, 0], up: [0, 0], s: [1], e: [1, 'x'] }, Hand: {} },
        palette: 'content/palettes/sea.png',
      }),
    ).toEqual([
      'wrong-type -> "0.5"',
      'missing-field -> {',
      'missing-field -> {',
      'wrong-form -> "../b"',
      'unknown-key -> "strenght_model"',
      'out-of-range -> 0',
      'wrong-type -> 2.5',
      'wrong-name -> "up"',
      'wrong-type -> [',
      'wrong-type -> "x"',
      'wrong-name -> "Hand"',
      'wrong-form -> "content/palettes/sea.png"',
    ]);
    const feet = { n: [0, 0], s: [-1, 2.5] };
    expect(locked({ loras: [], anchor_offsets: { feet }, palette: 'content/palettes/sea.hex' })).toEqual([]);
  });

  it('takes the fields of backends that the recipe has, and says whose a field is', () => {
    const comfyui = { phase: 'final', workflow_ref: 'content/w.workflow.json', prompt: 'x' };
    const both = { procedural: { phase: 'both' }, comfyui };
    const changes = { locked_fields: { seed_production: 1, denoise: 2 }, prompt_templates_by_backend: both };
    expect(faults(changes)).toEqual(['out-of-range -> 2']);
    const result = check(write({ locked_fields: { seed_production: 1, denoise: 1 } }));
    expect(result.diagnostics[0]?.hint).toBe(
      'backend comfyui has it, and this recipe has no template for comfyui',
    );
  });

  it('never lets a path out of the project', () => {
    for (const path of ['../x.hex', '/etc/x.hex', 'a/../../x.hex', 'C:\\x.hex', './x.hex', 'a//x.hex', '']) {
      expect(locked({ palette: path })).toEqual([`path-outside-project -> ${JSON.stringify(path)}`]);
    }
    expect(locked({ palette: 'a\u001b.hex' })).toEqual(['control-character -> \\u001b']);
    expect(locked({ palette: 'content/palettes/land.hex' })).toEqual([
      'missing-file -> "content/palettes/land.hex"',
    ]);
  });

  it('checks post stages and their parameters', () => {
    expect(
      locked({
        postprocess: [
          { stage: 'sheet', padding: -1 },
          { stage: 'sheep' },
          { stage: 'normalize' },
          { padding: 1 },
          'sheet',
          { stage: 'sheet', pad: 1 },
          { stage: 'palette' },
        ],
      }),
    ).toEqual([
      'out-of-range -> -1',
      'unknown-stage -> "sheep"',
      'stage-not-placeable -> "normalize"',
      'missing-field -> {',
      'wrong-type -> "sheet"',
      'unknown-parameter -> "pad"',
      'palette-not-set -> "palette"',
    ]);
  });

  it('appends the palette stage once when it is enforced, and warns when there is no palette', () => {
    const palette = 'content/palettes/sea.hex';
    const stagesOf = (fields: object): unknown =>
      check(
        write({
          locked_fields: { seed_production: 1, palette, ...fields },
          default_palette_enforcement: true,
        }),
      ).recipe?.postprocess;
    expect(stagesOf({})).toEqual([{ stage: 'palette', params: {} }]);
    expect(stagesOf({ postprocess: [{ stage: 'sheet', padding: 2 }] })).toEqual([
      { stage: 'sheet', params: { padding: 2 } },
      { stage: 'palette', params: {} },
    ]);
    const own = [{ stage: 'palette', dither: 'bayer' }, { stage: 'sheet' }];
    expect(stagesOf({ postprocess: own })).toEqual([
      { stage: 'palette', params: { dither: 'bayer' } },
      { stage: 'sheet', params: {} },
    ]);
    const { recipe, diagnostics } = check(write({ default_palette_enforcement: true }));
    expect(recipe?.postprocess).toEqual([]);
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([['warning', 'palette-not-set']]);
  });
});
