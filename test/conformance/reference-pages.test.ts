import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { referencePages } from './reference-pages.ts';

describe('the reference pages about the simulator', () => {
  it.each([...referencePages()])('have %s up to date (`npm run conformance` writes it)', (path, content) => {
    const present = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(present).toBe(content);
  });
});
