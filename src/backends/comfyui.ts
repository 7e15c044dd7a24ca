import type { FieldTable } from '../domain/recipe/field.ts';
import type { Backend } from '../ports/backend.ts';

const prompt = { type: 'string', maxLength: 20_000 } as const;
const modelName = { type: 'string', maxLength: 255, pattern: '^(?!.*\\.\\.)(?![/\\\\])' } as const;

const templateFields: FieldTable = {
  workflow_ref: {
    rule: { type: 'file', pattern: '\\.workflow\\.json$' },
    required: true,
    doc: 'the graph, in API format, such as content/recipes/workflows/<id>.workflow.json',
  },
  positive_prompt_template: {
    rule: prompt,
    required: true,
    isTemplate: true,
    doc: 'what the picture shows; {lever} inserts a value',
  },
  negative_prompt_template: {
    rule: prompt,
    isTemplate: true,
    doc: 'what the picture does not show; {lever} inserts a value',
  },
};

const lockedFields: FieldTable = {
  vae: { rule: modelName, doc: 'file name of a VAE other than the one in the checkpoint' },
  denoise: { rule: { type: 'number', min: 0, max: 1 }, doc: 'how much of the start is redrawn, 0 to 1' },
  clip_skip: {
    rule: { type: 'integer', min: -24, max: -1 },
    doc: 'at which layer of the text encoder to stop, counted from its end: -1 is the last',
  },
  negative_embedding: { rule: modelName, doc: 'name of an embedding that is added to the negative prompt' },
  upscale_model: { rule: modelName, doc: 'file name of the model that enlarges the picture at the end' },
};

/**
 * Stable Diffusion through a ComfyUI server of one's own. Declared: recipes for it load, validate and plan; this
 * version cannot run it.
 */
const comfyui: Backend = {
  apiVersion: 1,
  name: 'comfyui',
  version: 1,
  title: 'ComfyUI',
  isPaid: false,
  // Same host, models and versions give the same pixels as a rule; another GPU or torch need not.
  reproducibility: 'environment',
  ai: 'generated',
  phases: ['concept', 'final', 'both'],
  templateFields,
  lockedFields,
  readsLocked: [
    'canvas_height',
    'canvas_width',
    'cfg_scale',
    'checkpoint',
    'loras',
    'sampler',
    'scheduler',
    'steps',
  ],
  fileFields: ['workflow_ref'],
};

export default comfyui;
