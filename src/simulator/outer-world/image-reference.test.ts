import { describe, expect, it } from '@jest/globals';
import { inFull, namesOfImage } from './image-reference.ts';

describe('the reference of an image', () => {
  it.each([
    ['nginx:1', 'docker.io/library/nginx:1'],
    ['team/app', 'docker.io/team/app'],
    ['ghcr.io/team/app:2', 'ghcr.io/team/app:2'],
    ['registry:5000/app', 'registry:5000/app'],
  ])('%s is %s in full', (image, full) => {
    expect(inFull(image)).toBe(full);
  });

  it.each(['nginx:1', 'nginx', 'docker.io/library/nginx:1', 'docker.io/library/nginx', 'docker.io'])(
    'nginx:1 may be called %s',
    (name) => {
      expect(namesOfImage('nginx:1')).toContain(name);
    },
  );

  it('has no other tag among its names', () => {
    expect(namesOfImage('nginx:1@sha256:abc')).not.toContain('nginx:2');
    expect(namesOfImage('registry:5000/app')).toContain('registry:5000');
  });
});
