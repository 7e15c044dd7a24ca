import type { FieldTable } from '../domain/recipe/field.ts';
import type { Backend } from '../ports/backend.ts';

/**
 * Routes that make a picture, a character, an object or tiles. The vendor's contract changes monthly: routes and
 * fields are from its state of 2026-09. https://api.pixellab.ai/v2
 */
const endpoints: readonly string[] = [
  '/v2/create-1-direction-object',
  '/v2/create-8-direction-object',
  '/v2/create-character-pro',
  '/v2/create-character-v3',
  '/v2/create-character-with-4-directions',
  '/v2/create-character-with-8-directions',
  '/v2/create-image-bitforge',
  '/v2/create-image-pixen',
  '/v2/create-image-pixflux',
  '/v2/create-image-pixflux-background',
  '/v2/create-isometric-tile',
  '/v2/create-tiles-pro',
  '/v2/create-tileset',
  '/v2/create-tileset-sidescroller',
  '/v2/generate-8-rotations-v2',
  '/v2/generate-8-rotations-v3',
  '/v2/generate-image-v2',
  '/v2/map-objects',
];

const word = { type: 'string', maxLength: 64 } as const;
const side = { type: 'integer', min: 16, max: 792 } as const;

const templateFields: FieldTable = {
  endpoint: { rule: { type: 'string', oneOf: endpoints }, required: true, doc: 'the route that is called' },
  description: {
    rule: { type: 'string', maxLength: 2000 },
    required: true,
    isTemplate: true,
    doc: 'what is asked for, at most 2000 characters; {lever} inserts a value',
  },
  negative_description: {
    rule: { type: 'string', maxLength: 2000 },
    isTemplate: true,
    doc: 'what is to be left out; {lever} inserts a value',
  },
  image_size: {
    rule: {
      type: 'object',
      fields: {
        width: { rule: side, required: true, doc: 'px, 16 to 792' },
        height: { rule: side, required: true, doc: 'px, 16 to 792' },
      },
    },
    doc: 'size of one picture in px, apart from the canvas of the concept; every route has its own limits',
  },
  view: {
    rule: { type: 'string', oneOf: ['high top-down', 'low top-down', 'side', 'sidescroller', 'top-down'] },
    doc: 'camera; not every route knows every one',
  },
  direction: {
    rule: {
      type: 'string',
      oneOf: ['east', 'north', 'north-east', 'north-west', 'south', 'south-east', 'south-west', 'west'],
    },
    doc: 'where a single picture faces',
  },
  outline: { rule: word, doc: 'outline style, in the words of the route' },
  shading: { rule: word, doc: 'shading style, in the words of the route' },
  detail: { rule: word, doc: 'amount of detail, in the words of the route' },
  template_id: {
    rule: { type: 'string', oneOf: ['bear', 'cat', 'dog', 'horse', 'lion', 'mannequin'] },
    doc: 'body that a character is built on',
  },
  text_guidance_scale: {
    rule: { type: 'number', min: 1, max: 20 },
    doc: 'how strictly the description is followed, 1 to 20',
  },
  no_background: { rule: { type: 'boolean' }, doc: 'true: the background is transparent' },
};

/**
 * PixelLab's hosted pixel-art service. Paid. Declared: recipes for it load, validate and plan; this version cannot
 * run it.
 */
const pixellab: Backend = {
  apiVersion: 1,
  name: 'pixellab',
  version: 1,
  title: 'PixelLab',
  isPaid: true,
  // The vendor promises the same picture for the same seed on no route, and some routes take no seed.
  reproducibility: 'vendor',
  ai: 'generated',
  phases: ['concept', 'final', 'both'],
  templateFields,
  lockedFields: {},
  readsLocked: [],
  fileFields: [],
};

export default pixellab;
