import { describe, expect, it } from 'vitest';
import { kindFault, partFault } from '../../scripts/gen-names.ts';

describe('names of files that art is added by', () => {
  it.each(['ale', 'iron-cap', 'rope2', 'constructor'])('takes a part %s', (name) => {
    expect(partFault(name)).toBeNull();
  });

  it.each(['Ale', 'ale 2', '2ale', 'ale.old', 'ale_old', '-ale', '__proto__', 'none', 'any', 'new'])(
    'refuses a part %s',
    (name) => {
      expect(partFault(name)).not.toBeNull();
    },
  );

  it('takes a kind whose file is called like it, and no other', () => {
    expect(kindFault('object-tree', 'object.tree')).toBeNull();
    expect(kindFault('object-bush', 'object.tree')).toBe('draws object.tree: call it object-tree.ts');
    expect(kindFault('icon-sn.ack', 'icon.sn.ack')).toContain('two parts');
    expect(kindFault('Icon-hat', 'Icon.hat')).toContain('lower case');
    expect(kindFault('hat', 'hat')).toContain('two parts');
    expect(kindFault('hat', undefined)).toBe('exports no `kind` with its id');
  });
});
