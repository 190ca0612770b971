import { describe, expect, it } from '@jest/globals';
import type { DescribeServiceDeploymentsCommandInput } from '@aws-sdk/client-ecs';
import { scriptedGateway } from '../../test/support/scripted-gateway.ts';
import { awsFailure, type Script } from '../../test/support/scripted-transport.ts';
import { Priority } from '../runtime/priority.ts';

const arnOf = (name: string) => `arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/${name}/1`;
const names = (n: number) => Array.from({ length: n }, (_, i) => `s${i}`);

function setUp(script: Script) {
  const { gateway, transport } = scriptedGateway(script);
  const read = (name: string, priority: Priority = Priority.RolloutPoll) =>
    gateway.readServiceDeployment(arnOf(name), { object: `EcsService/shop/${name}`, priority });
  const sent = () =>
    transport.sent.map(({ input }) => (input as DescribeServiceDeploymentsCommandInput).serviceDeploymentArns ?? []);
  return { read, sent };
}

/** Every deployment but the one named `gone` is there. */
const found: Script = {
  DescribeServiceDeployments: ({ serviceDeploymentArns = [] }) => ({
    serviceDeployments: serviceDeploymentArns
      .filter((arn) => arn !== arnOf('gone'))
      .map((serviceDeploymentArn) => ({ serviceDeploymentArn }))
      .toReversed(),
    failures: [],
  }),
};

describe('reading service deployments', () => {
  it('sends twenty in one call, each once, and gives each its own', async () => {
    const { read, sent } = setUp(found);
    const readings = await Promise.all([...names(25), 's3'].map((name) => read(name)));
    expect(readings.map((each) => each?.serviceDeploymentArn)).toEqual([...names(25), 's3'].map(arnOf));
    expect(sent().map((arns) => arns.length)).toEqual([20, 5]);
  });

  it('puts the most urgent first', async () => {
    const { read, sent } = setUp(found);
    await Promise.all([...names(22).map((name) => read(name)), read('s21', Priority.UserChange)]);
    expect(sent()[0]?.[0]).toBe(arnOf('s21'));
  });

  it('gives nothing for what ECS cannot describe', async () => {
    const { read } = setUp(found);
    const [one, gone] = await Promise.all([read('s1'), read('gone')]);
    expect(one?.serviceDeploymentArn).toBe(arnOf('s1'));
    expect(gone).toBeUndefined();
  });

  it('blames only the one that ECS refuses', async () => {
    const { read, sent } = setUp({
      DescribeServiceDeployments: ({ serviceDeploymentArns = [] }) => {
        if (serviceDeploymentArns.includes(arnOf('bad'))) throw awsFailure('InvalidParameterException', 'bad ARN');
        return { serviceDeployments: serviceDeploymentArns.map((arn) => ({ serviceDeploymentArn: arn })) };
      },
    });
    const readings = await Promise.allSettled(['s1', 'bad', 's2'].map((name) => read(name)));
    expect(readings.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sent()).toHaveLength(4);
  });

  it('does not repeat one by one what is nobody’s fault', async () => {
    const { read, sent } = setUp({
      DescribeServiceDeployments: () => {
        throw awsFailure('ThrottlingException', 'Rate exceeded');
      },
    });
    const readings = await Promise.allSettled(['s1', 's2'].map((name) => read(name)));
    expect(readings.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent()).toHaveLength(1);
  });
});
