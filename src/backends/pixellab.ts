import type { FieldTable } from '../domain/recipe/field.ts';
import type { Backend } from '../ports/backend.ts';

/**
 * What the service calls "pro", in micro-USD. Its price grows with the size of the picture; this is the highest.
 */
const pro = 185_000;

/**
 * Routes that make a picture, a character, an object or tiles, each with the highest price known for one call, in
 * micro-USD. The vendor's contract changes monthly: routes and fields are from its state of 2026-09
 * (https://api.pixellab.ai/v2), prices from its price list of 2026-08-06 and from calls that were paid. Where only
 * generations are known, one is taken at 6,000: the dearest plan sells 2,000 for $12.
 */
const prices: { readonly [endpoint: string]: number } = {
  '/v2/create-1-direction-object': pro,
  '/v2/create-8-direction-object': pro,
  '/v2/create-character-pro': pro,
  // Listed at $0.041 to 0.045; one call for 32 x 32 px took 62 generations, and nobody could say why.
  '/v2/create-character-v3': 372_000,
  '/v2/create-character-with-4-directions': 12_200,
  '/v2/create-character-with-8-directions': 17_300,
  '/v2/create-image-bitforge': 17_000,
  '/v2/create-image-pixen': 17_000,
  '/v2/create-image-pixflux': 17_000,
  '/v2/create-image-pixflux-background': 17_000,
  '/v2/create-isometric-tile': 16_600,
  '/v2/create-tiles-pro': pro,
  // Three generations.
  '/v2/create-tileset': 18_000,
  '/v2/create-tileset-sidescroller': 18_000,
  '/v2/generate-8-rotations-v2': pro,
  // Up to eight generations.
  '/v2/generate-8-rotations-v3': 48_000,
  '/v2/generate-image-v2': pro,
  '/v2/map-objects': 9_900,
};

const word = { type: 'string', maxLength: 64 } as const;
const side = { type: 'integer', min: 16, max: 792 } as const;

const templateFields: FieldTable = {
  endpoint: {
    rule: { type: 'string', oneOf: Object.keys(prices) },
    required: true,
    doc: 'the route that is called',
  },
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
  priceMicroUsd: ({ endpoint }) =>
    typeof endpoint === 'string' && Object.hasOwn(prices, endpoint) ? (prices[endpoint] ?? null) : null,
};

export default pixellab;
