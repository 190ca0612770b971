import { describe, expect, it } from '@jest/globals';
import type { Effect, EffectGate } from '../runtime/effects.ts';
import { withEffects } from './effectful-port.ts';
import { InMemoryApiServer } from './in-memory/api-server.ts';
import type { KubeObject, ResourceType } from './object.ts';

type Widget = KubeObject<{ size: number }, { observedGeneration: number }>;
const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };

describe('withEffects', () => {
  const server = new InMemoryApiServer({ now: () => 0 });
  const created = server.user<Widget>(WIDGET).create({ name: 'a', namespace: 'ns', spec: { size: 1 } });

  it('passes every write through the gate, and no read', async () => {
    const effects: Effect[] = [];
    const gate: EffectGate = {
      around: (effect, run) => {
        effects.push(effect);
        return run();
      },
    };
    const port = withEffects(server, gate);
    const withStatus = await port.applyStatus(WIDGET, created, { observedGeneration: 1 });
    await port.setFinalizers(WIDGET, withStatus, ['x.dev/y']);
    await port.get(WIDGET, created.metadata);
    port.recordEvent(WIDGET, created, { type: 'Normal', reason: 'A', message: 'b' });
    expect(effects).toEqual([
      { object: 'Widget/ns/a', kind: 'ApplyStatus' },
      { object: 'Widget/ns/a', kind: 'SetFinalizers' },
    ]);
    expect(server.events).toHaveLength(1);
  });

  it('writes nothing when the gate stops the effect', async () => {
    const gate: EffectGate = { around: () => Promise.reject(new Error('crashed before')) };
    const present = server.user<Widget>(WIDGET).mustRead(created.metadata);
    const write = withEffects(server, gate).applyStatus(WIDGET, present, { observedGeneration: 2 });
    await expect(write).rejects.toThrow('crashed before');
    expect(server.user<Widget>(WIDGET).mustRead(created.metadata)).toEqual(present);
  });
});
