import type { Json } from '../../operation.ts';
import { createTestService, type TestService } from '../services/test-service.ts';
import { setInstances } from './admin.ts';

/** For tests: the cluster `demo` with these instances, and the definition `app:1` of this size. */
export function withInstances(instances: Json, container: Json = {}): TestService {
  const service = createTestService();
  setInstances(service.context, { cluster: 'demo', ...instances });
  service.ecs('RegisterTaskDefinition', {
    family: 'app',
    containerDefinitions: [{ name: 'app', image: 'app:1', cpu: 512, memory: 1_024, ...container }],
  });
  return service;
}
