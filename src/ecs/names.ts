/**
 * The AWS name of an object that does not name one: `<namespace>_<name>`, dots becoming underscores. Underscores are
 * legal in ECS names and impossible in Kubernetes names, so two objects never get the same name.
 */
export function defaultAwsName(meta: { readonly namespace: string; readonly name: string }): string {
  return `${meta.namespace}_${meta.name.replaceAll('.', '_')}`;
}

/** `service/<cluster>/<service>`, as Application Auto Scaling names ECS services. */
export function scalingResourceId(cluster: string, serviceName: string): string {
  return `service/${lastSegment(cluster)}/${serviceName}`;
}

/** The name at the end of an ARN; a bare name stays as it is. */
export function lastSegment(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
