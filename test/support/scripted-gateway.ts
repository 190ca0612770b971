import { Registry } from 'prom-client';
import { createBuckets } from '../../src/aws/buckets.ts';
import { CallMetrics } from '../../src/aws/call-metrics.ts';
import { AwsGateway } from '../../src/aws/gateway.ts';
import type { PrefetchHooks } from '../../src/aws/service-reader.ts';
import { openGate } from '../../src/runtime/effects.ts';
import type { EffectGate } from '../../src/runtime/effects.ts';
import { ManualClock } from '../../src/runtime/manual-clock.ts';
import { type Script, ScriptedTransport } from './scripted-transport.ts';

export interface ScriptedGatewayOptions {
  readonly prefetch?: PrefetchHooks;
  readonly effects?: EffectGate;
  /** That of {@link createBuckets}. */
  readonly share?: number;
}

/** A gateway whose AWS answers by a script, on a clock that stands still until a test moves it. */
export function scriptedGateway(script: Script, { prefetch, effects, share }: ScriptedGatewayOptions = {}) {
  const clock = new ManualClock();
  const registry = new Registry();
  const transport = new ScriptedTransport(script);
  const gateway = new AwsGateway({
    scope: { accountId: '111122223333', region: 'us-east-1' },
    transport,
    buckets: createBuckets({ clock, ...(share === undefined ? {} : { share }) }),
    effects: effects ?? openGate,
    clocks: { wall: clock, domain: clock },
    metrics: new CallMetrics(registry),
    ...(prefetch === undefined ? {} : { prefetch }),
  });
  return { gateway, transport, clock, registry };
}
