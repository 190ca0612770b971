import { describe, expect, it } from '@jest/globals';
import type { EcsTaskDefinitionSpec } from '../../src/api/generated/ecs-task-definition.ts';
import type { KubeObject } from '../../src/kube/object.ts';
import { OperatorBed } from '../support/operator-bed.ts';

type Role = KubeObject<object, { ackResourceMetadata?: { arn: string } }>;

const key = { namespace: 'shop', name: 'web' };
const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const spec: EcsTaskDefinitionSpec = {
  executionRoleRef: { name: 'execution' },
  containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
};

class RoleBed extends OperatorBed {
  readonly #roles = this.kube.user<Role>({
    group: 'iam.services.k8s.aws',
    version: 'v1alpha1',
    kind: 'Role',
    plural: 'roles',
  });

  constructor(change: Partial<EcsTaskDefinitionSpec> = {}) {
    super();
    this.taskDefinitions.create({ ...key, spec: { ...spec, ...change } });
    this.start();
  }

  /** What the controller of the roles does. */
  setRole(name: string, value?: string): void {
    const roleKey = { namespace: key.namespace, name };
    if (this.#roles.read(roleKey) === undefined) this.#roles.create({ ...roleKey, spec: {} });
    this.#roles.replaceStatus(roleKey, value === undefined ? {} : { ackResourceMetadata: { arn: value } });
  }

  get status() {
    return this.taskDefinitions.mustRead(key).status;
  }

  condition(type: string) {
    return this.status?.conditions?.find((each) => each.type === type);
  }

  isReady(): boolean {
    return this.condition('Ready')?.status === 'True';
  }

  registered(revision: number): Record<string, unknown> {
    const taskDefinition = `shop_web:${revision}`;
    return this.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition })['taskDefinition'] as Record<
      string,
      unknown
    >;
  }

  registrations(): number {
    return this.gate.effects.filter(({ kind }) => kind === 'RegisterTaskDefinition').length;
  }
}

describe('a task definition whose role is another object', () => {
  it('waits for the object, then for its ARN, and registers once', async () => {
    const bed = new RoleBed();
    await bed.until(() => bed.condition('Ready')?.reason === 'DependencyNotReady');
    expect(bed.condition('Ready')?.message).toBe(
      '`executionRoleRef`: Role execution does not exist in this namespace.',
    );
    bed.setRole('execution');
    await bed.until(
      () => bed.condition('Ready')?.message.includes('has no status.ackResourceMetadata.arn yet') === true,
    );
    expect(bed.status?.pending).toBeUndefined();
    expect(bed.registrations()).toBe(0);
    bed.setRole('execution', arn('one'));
    await bed.until(() => bed.isReady(), 60_000);
    expect(bed.status?.executionRoleArn).toBe(arn('one'));
    expect(bed.registered(1)).toMatchObject({ executionRoleArn: arn('one') });
    const written = bed.gate.effects.length;
    await bed.pass(3_600_000);
    expect(bed.gate.effects.length).toBe(written);
  });

  it('follows the ARN, and a literal one is the same content', async () => {
    const bed = new RoleBed({ taskRoleRef: { name: 'task' } });
    bed.setRole('execution', arn('one'));
    bed.setRole('task', arn('task'));
    await bed.until(() => bed.isReady());
    bed.setRole('task', arn('other'));
    await bed.until(() => bed.status?.revision === 2, 1_500_000);
    expect(bed.registered(2)).toMatchObject({ executionRoleArn: arn('one'), taskRoleArn: arn('other') });
    const { executionRoleRef: _reference, ...rest } = spec;
    const literal = { ...rest, executionRoleArn: arn('one'), taskRoleArn: arn('task') };
    bed.taskDefinitions.replaceSpec(key, literal);
    await bed.until(() => bed.isReady() && bed.status?.revision === 1);
    expect(bed.status?.executionRoleArn).toBeUndefined();
    expect(bed.registrations()).toBe(2);
  });

  it('takes nothing but the ARN of a role', async () => {
    const bed = new RoleBed();
    bed.setRole('execution', 'arn:aws:s3:::bucket');
    await bed.until(() => bed.condition('Ready')?.message.includes('is not the ARN of an IAM role') === true);
    expect(bed.registrations()).toBe(0);
  });

  it('is deleted although its role never came', async () => {
    const bed = new RoleBed();
    await bed.until(() => bed.condition('Ready')?.reason === 'DependencyNotReady');
    bed.taskDefinitions.delete(key);
    await bed.until(() => bed.taskDefinitions.read(key) === undefined);
  });
});
