import { describe, expect, it } from '@jest/globals';
import { exitCodeOf, fateOf, ignoresStop, tagOf } from './fate-by-image-tag.ts';

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
    ['job:exit-0', 'exit-0', 'exit'],
    ['app:unhealthy-later', 'unhealthy-later', 'unhealthy-later'],
    ['job:out-of-memory', 'out-of-memory', 'out-of-memory'],
    ['', 'latest', 'healthy'],
  ])('of %s is told by its tag %s: %s', (image, tag, fate) => {
    expect(tagOf(image)).toBe(tag);
    expect(fateOf(image)).toBe(fate);
  });

  it.each([
    ['app:crash', 1],
    ['app:out-of-memory', 137],
    ['job:exit-0', 0],
    ['job:v2-exit-17', 17],
    ['app:1', undefined],
    ['app:unhealthy', undefined],
  ])('of %s gives it the exit code %s', (image, code) => {
    expect(exitCodeOf(image)).toBe(code);
  });

  it('may be deaf to its stop signal besides', () => {
    expect(ignoresStop('app:v1-ignores-sigterm')).toBe(true);
    expect(fateOf('app:v1-ignores-sigterm')).toBe('healthy');
    expect(ignoresStop('app:v1')).toBe(false);
  });
});
