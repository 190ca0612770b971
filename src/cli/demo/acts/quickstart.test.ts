import { describe, expect, it } from '@jest/globals';
import { retagged, withTag } from './quickstart.ts';

describe('the quickstart with another image', () => {
  it('is the file with its tag replaced, and the command that makes it', async () => {
    const { command, content } = await withTag('2.0');
    expect(command).toBe("sed 's/web:1.0/web:2.0/' examples/quickstart/task-definition.yaml");
    expect(content).toContain('image: registry.example.com/shop/web:2.0\n');
    expect(content).not.toContain('web:1.0');
  });

  it('fails where there is nothing to replace', () => {
    expect(() => retagged('image: nginx', '2.0')).toThrow('names no image web:1.0');
  });
});
