import { describe, expect, it } from '@jest/globals';
import { fateOf, tagOf } from './fate.ts';

describe('the fate of a container', () => {
  it.each([
    ['nginx', 'latest', 'healthy'],
    ['nginx:1.27', '1.27', 'healthy'],
    ['nginx:crash', 'crash', 'crash'],
    ['registry.example:5000/team/app:v2-crash', 'v2-crash', 'crash'],
    ['registry.example:5000/crash/app', 'latest', 'healthy'],
    ['app:unhealthy', 'unhealthy', 'unhealthy'],
    ['app:cannot-pull-7', 'cannot-pull-7', 'cannot-pull'],
    ['app@sha256:0123', 'latest', 'healthy'],
    ['app:crash@sha256:0123', 'crash', 'crash'],
    ['job:exit-0', 'exit-0', 'exit-0'],
    ['job:out-of-memory', 'out-of-memory', 'out-of-memory'],
    ['', 'latest', 'healthy'],
  ])('of %s is told by its tag %s: %s', (image, tag, fate) => {
    expect(tagOf(image)).toBe(tag);
    expect(fateOf(image)).toBe(fate);
  });
});
