import type { EffectGate } from '../runtime/effects.ts';
import { keyOf, type KubeObject, type ResourceType } from './object.ts';
import type { KubePort } from './port.ts';

/** The same port with every write passed through `gate`, as `ApplyStatus` or `SetFinalizers` on `Kind/namespace/name`. */
export function withEffects(port: KubePort, gate: EffectGate): KubePort {
  return {
    get: (type, key) => port.get(type, key),
    readForeign: (reference) => port.readForeign(reference),
    applyStatus: (type, object, status) =>
      gate.around({ object: nameOf(type, object), kind: 'ApplyStatus' }, () => port.applyStatus(type, object, status)),
    setFinalizers: (type, object, finalizers) =>
      gate.around({ object: nameOf(type, object), kind: 'SetFinalizers' }, () =>
        port.setFinalizers(type, object, finalizers),
      ),
    recordEvent: (type, object, note) => port.recordEvent(type, object, note),
  };
}

function nameOf(type: ResourceType, object: KubeObject): string {
  return `${type.kind}/${keyOf(object.metadata)}`;
}
