import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationBed } from '../support/integration-bed.ts';
import { installRoles, ROLE_API } from '../support/roles.ts';
import { taskDefinitionManifest } from '../support/stack-manifests.ts';

const KIND = 'ecstaskdefinitions';
const arn = 'arn:aws:iam::111122223333:role/web';
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start();
  await installRoles(bed.cluster);
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

describe('a role that another controller makes', () => {
  it('is waited for, and what it is then is registered', async () => {
    await bed.apply([taskDefinitionManifest('web', 'app:1', { executionRoleRef: { name: 'web' } })]);
    const words = (text: string) =>
      bed.until(
        KIND,
        'web',
        ({ status }) => status?.conditions?.some(({ message }) => message.includes(text)) === true,
      );
    await words('Role web does not exist in this namespace');
    await bed.apply([{ apiVersion: ROLE_API, kind: 'Role', metadata: { name: 'web' } }]);
    await words('Role web has no status.ackResourceMetadata.arn yet');
    const status = { status: { ackResourceMetadata: { arn } } };
    await bed.cluster.patch(`${ROLE_API}/roles`, bed.namespace, 'web', status);
    const ready = await bed.untilReady(KIND, 'web');
    expect(ready.status).toMatchObject({ executionRoleArn: arn, revision: 1 });
    const taskDefinition = `${bed.namespace}_web:1`;
    const described = bed.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition });
    expect(described['taskDefinition']).toMatchObject({ executionRoleArn: arn });
  }, 60_000);
});
