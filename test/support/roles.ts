import { waitFor, type Cluster } from './cluster.ts';

const GROUP = 'iam.services.k8s.aws';

export const ROLE_API = `${GROUP}/v1alpha1`;

/** The kind Role of AWS Controllers for Kubernetes, as far as a reference sees it; nobody writes its status. */
export async function installRoles(cluster: Cluster): Promise<void> {
  const any = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec: any, status: any } } };
  const names = { kind: 'Role', plural: 'roles', singular: 'role', listKind: 'RoleList' };
  await cluster.apply([
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `roles.${GROUP}` },
      spec: {
        group: GROUP,
        scope: 'Namespaced',
        names,
        versions: [{ name: 'v1alpha1', served: true, storage: true, schema }],
      },
    },
  ]);
  await waitFor(
    'roles to be served',
    () => cluster.list(`${ROLE_API}/roles`),
    () => true,
  );
}
