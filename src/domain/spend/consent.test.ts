import { expect, it } from 'vitest';
import { consentNeeded, mostUnasked, mostUnaskedMicroUsd } from './consent.ts';

const small = { jobs: 1, ungatedMicroUsd: 0, ungatedUnpriced: 0, isAgreed: false, limitMicroUsd: null };

it('is not needed for a small free run', () => {
  expect(consentNeeded(small)).toBeNull();
  expect(consentNeeded({ ...small, jobs: mostUnasked, ungatedMicroUsd: mostUnaskedMicroUsd })).toBeNull();
});

it('is needed for more jobs than one look takes in, unless a yes was given', () => {
  expect(consentNeeded({ ...small, jobs: mostUnasked + 1 })).toBe('size');
  expect(consentNeeded({ ...small, jobs: mostUnasked + 1, isAgreed: true })).toBeNull();
  expect(consentNeeded({ ...small, jobs: mostUnasked + 1, limitMicroUsd: 5_000_000 })).toBe('size');
});

it('is needed for money that is spent before anybody looks, and a plain yes is no word about money', () => {
  const dear = { ...small, ungatedMicroUsd: mostUnaskedMicroUsd + 1 };
  expect(consentNeeded(dear)).toBe('price');
  expect(consentNeeded({ ...dear, isAgreed: true })).toBe('price');
  expect(consentNeeded({ ...dear, limitMicroUsd: 2_000_000 })).toBeNull();
  expect(consentNeeded({ ...small, ungatedUnpriced: 1 })).toBe('price');
});
