import { scalingAdminActions } from '../application-autoscaling/admin.ts';
import { serviceAdminActions } from '../elastic-container-service/services/admin.ts';
import { balancingAdminActions } from '../elastic-load-balancing-v2/admin.ts';
import type { Json, ServiceName } from '../operation.ts';
import { outerWorldRoute } from '../outer-world/admin-route.ts';
import { registry } from '../registry.ts';
import type { Simulator } from '../simulator.ts';
import { stepToNextEvent } from '../step.ts';
import type { WorldOperation } from '../world.ts';
import { AdminError } from '../admin-action.ts';
import { readAct, readAdvance, readDump, readFault, readObject, readThrottling } from './admin-input.ts';
import type { FaultRequest } from './admin-input.ts';
import type { ClockControl } from './admin.ts';

type Route = (body: string) => Json;

/** The route of the admin API that a request means; it gets the request's body. Undefined when there is none. */
export function adminRoute(
  simulator: Simulator,
  control: ClockControl,
  request: { readonly method: string; readonly path: string },
): Route | undefined {
  const { method, path } = request;
  const fixed = fixedRoutes(simulator, control).get(`${method} ${path}`);
  if (fixed !== undefined) return fixed;
  const outer = outerWorldRoute(simulator.world, method, path);
  return outer && ((body) => structuredClone(outer(readObject(body))));
}

/** Every route without anything variable in its path, by method and path. */
function fixedRoutes(simulator: Simulator, control: ClockControl): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ...clockRoutes(simulator, control),
    ...faultRoutes(simulator),
    ...stateRoutes(simulator),
    ...actions(simulator, '/_sim/services', serviceAdminActions),
    ...actions(simulator, '/_sim/autoscaling', scalingAdminActions),
    ...actions(simulator, '/_sim/balancing', balancingAdminActions),
  ]);
}

function clockRoutes(simulator: Simulator, control: ClockControl): [string, Route][] {
  const read = (): Json => {
    const now = simulator.context.clock.now();
    return {
      now: new Date(now).toISOString(),
      epochMs: now,
      speed: control.speed ?? 1,
      manual: control.advance !== undefined,
    };
  };
  const manual = (): NonNullable<ClockControl['advance']> => {
    if (control.advance === undefined)
      throw new AdminError('the clock runs by itself and cannot be moved; start with simulator --manual');
    return control.advance;
  };
  const advance: Route = (body) => {
    const { seconds } = readAdvance(body);
    manual()(seconds * 1000);
    return read();
  };
  const next: Route = () => {
    const happened = stepToNextEvent(simulator, { advance: manual() });
    return { ...read(), happened };
  };
  return [
    ['GET /_sim/clock', read],
    ['POST /_sim/clock/advance', advance],
    ['POST /_sim/clock/next', next],
  ];
}

function faultRoutes(simulator: Simulator): [string, Route][] {
  const list = (): Json => ({ faults: simulator.faults.list() });
  const throttling = (): Json => ({ enabled: simulator.throttle.enabled });
  return [
    ['GET /_sim/faults', list],
    ['POST /_sim/faults', (body) => (simulator.faults.add(readKnownFault(body)), list())],
    ['DELETE /_sim/faults', () => (simulator.faults.clear(), list())],
    ['GET /_sim/throttling', throttling],
    ['PUT /_sim/throttling', (body) => ((simulator.throttle.enabled = readThrottling(body).enabled), throttling())],
  ];
}

/** A fault of an operation that there is not would never hit anything, and nobody would be told. */
function readKnownFault(body: string): FaultRequest {
  const fault = readFault(body);
  if (fault.operation !== undefined) requireOperation(fault.operation, fault.service);
  return fault;
}

/** @throws AdminError for an operation that the service has not; that no service has, when none is named */
function requireOperation(operation: string, service: ServiceName | undefined): void {
  const areas = service === undefined ? Object.values(registry) : [registry[service]];
  if (areas.some(({ operations }) => Object.hasOwn(operations, operation))) return;
  throw new AdminError(`body/operation ${operation} is not one that GET /_sim/operations lists`);
}

function stateRoutes(simulator: Simulator): [string, Route][] {
  const calls = (): Json => ({ calls: simulator.calls.read() });
  const act: Route = (body) => {
    const { service, operation, input } = readAct(body);
    requireOperation(operation, service);
    return simulator.act(service, operation, input);
  };
  return [
    ['GET /_sim/operations', listOperations],
    ['POST /_sim/act', act],
    ['GET /_sim/calls', calls],
    ['DELETE /_sim/calls', () => (simulator.calls.reset(), calls())],
    ['POST /_sim/reset', () => (simulator.reset(), {})],
    ['GET /_sim/dump', () => ({ dump: simulator.dump() })],
    ['POST /_sim/restore', (body) => (restore(simulator, body), {})],
  ];
}

function listOperations(): Json {
  const names = Object.entries(registry).map(([service, { operations }]) => [service, Object.keys(operations).sort()]);
  return Object.fromEntries(names) as Json;
}

function restore(simulator: Simulator, body: string): void {
  const { dump } = readDump(body);
  try {
    simulator.restore(dump);
  } catch (error) {
    throw new AdminError(`body/dump is no dump: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function actions(
  simulator: Simulator,
  prefix: string,
  operations: Readonly<Record<string, WorldOperation>>,
): [string, Route][] {
  return Object.entries(operations).map(([name, run]) => [
    `POST ${prefix}/${name}`,
    (body) => structuredClone(run(simulator.context, readObject(body))),
  ]);
}
