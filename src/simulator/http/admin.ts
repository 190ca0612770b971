import { AdminError } from '../admin-action.ts';
import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import type { Simulator } from '../simulator.ts';
import { adminRoute } from './admin-routes.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** What the admin API may tell and do about the clock. */
export interface ClockControl {
  /** How many times faster than wall time the clock runs. */
  readonly speed?: number | undefined;
  /** Moves a manual clock by so many milliseconds; absent where the clock runs by itself. */
  readonly advance?: ((ms: number) => void) | undefined;
}

/** Answers a request to `/_sim/…`; docs/simulator.md lists the routes. */
export function answerAdminRequest(simulator: Simulator, control: ClockControl, request: WireRequest): WireAnswer {
  const run = adminRoute(simulator, control, request);
  if (run === undefined)
    return answer(404, { error: `no route ${request.method} ${request.path}; docs/simulator.md lists them` });
  try {
    return answer(200, run(request.body));
  } catch (error) {
    if (error instanceof AdminError) return answer(400, { error: error.message });
    if (error instanceof AwsFault) return answer(error.status, { error: `${error.code}: ${error.message}` });
    throw error;
  }
}

function answer(status: number, body: Json): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(body)}\n`, delayMs: 0 };
}
