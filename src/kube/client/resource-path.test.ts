import { expect, it } from '@jest/globals';
import { resourcePath } from './resource-path.ts';

const widget = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const event = { group: '', version: 'v1', kind: 'Event', plural: 'events' };

it.each([
  [widget, {}, '/apis/example.dev/v1/widgets'],
  [widget, { namespace: '' }, '/apis/example.dev/v1/widgets'],
  [widget, { namespace: 'ns', name: 'a' }, '/apis/example.dev/v1/namespaces/ns/widgets/a'],
  [
    widget,
    { namespace: 'ns', name: 'a', subresource: 'status' },
    '/apis/example.dev/v1/namespaces/ns/widgets/a/status',
  ],
  [widget, { namespace: 'ns', name: '../x' }, '/apis/example.dev/v1/namespaces/ns/widgets/..%2Fx'],
  [event, { namespace: 'ns' }, '/api/v1/namespaces/ns/events'],
] as const)('%j %j', (type, address, path) => {
  expect(resourcePath(type, address)).toBe(path);
});
