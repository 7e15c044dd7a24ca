import { describe, expect, test } from 'vitest';
import { databaseFailure, placeOf, userOf } from './connect.ts';

const target = { host: '127.0.0.1', port: 5432, user: 'art_owner', password: 'secret', database: 'art' };
const withCode = (code: string): Error => Object.assign(new Error('foreign text'), { code });

describe('databaseFailure', () => {
  test.each([
    ['53100', 'disk-full'],
    ['28P01', 'database-login-refused'],
    ['28000', 'database-login-refused'],
    ['57P01', 'database-unreachable'],
    ['57P03', 'database-unreachable'],
    ['53300', 'database-unreachable'],
    ['08006', 'database-unreachable'],
    ['ECONNREFUSED', 'database-unreachable'],
    ['ECONNRESET', 'database-unreachable'],
  ])('code %s is %s', (code, kind) => {
    expect(databaseFailure(target, withCode(code))).toMatchObject({ kind });
  });

  test.each(['23505', '42501', '40001', 'P0001', 'ERR_ASSERTION'])(
    'code %s is left to the caller',
    (code) => {
      expect(databaseFailure(target, withCode(code))).toBeNull();
    },
  );

  test('a connection that ended under a query, which pg gives no code, is unreachable', () => {
    const lost = new Error('Connection terminated unexpectedly');
    expect(databaseFailure(target, lost)).toMatchObject({ kind: 'database-unreachable' });
    expect(databaseFailure(target, new TypeError('x is not a function'))).toBeNull();
    expect(databaseFailure(target, 'thrown text')).toBeNull();
  });

  test('its data holds no password', () => {
    const told = databaseFailure({ url: 'postgres://me:secret@db:5/art?sslmode=require' }, withCode('28P01'));
    expect(told).toMatchObject({ kind: 'database-login-refused', place: 'db:5/art', user: 'me' });
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});

test('a place is told without user, password and settings', () => {
  expect(placeOf(target)).toBe('127.0.0.1:5432/art');
  expect(placeOf({ url: 'postgres://u:secret@h:1/d?password=secret' })).toBe('h:1/d');
  expect(placeOf({ url: 'postgres:///d?host=/run/pg' })).toBe('/run/pg/d');
  expect(placeOf({ url: '::' })).toBe('the database URL');
});

test('a login is told as it is typed, not as a URL spells it', () => {
  expect(userOf({ url: 'postgres://art%40worker:secret@h/d' })).toBe('art@worker');
  expect(userOf({ url: '::' })).toBe('');
});
