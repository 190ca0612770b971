import { randomInt } from 'node:crypto';
import { scaledClock } from '../runtime/scaled-clock.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { startSimulatorServer } from '../simulator/http/server.ts';
import { decimal, integer, text, toggle } from './options/kinds.ts';
import type { OptionTable } from './options/table.ts';
import { subCommand } from './sub-command.ts';
import { untilSignal } from './until-signal.ts';

const options = {
  port: { kind: integer({ min: 0, max: 65_535 }), default: 4599, description: 'Port to listen on; 0 takes a free one' },
  host: { kind: text('address'), default: '127.0.0.1', description: 'Address to listen on; nothing is authenticated' },
  speed: {
    kind: decimal({ min: 0.1, max: 10_000 }),
    default: 1,
    description: 'How many times faster than real time its clock runs',
  },
  account: {
    kind: text('id', 'twelve digits', /^\d{12}$/),
    default: '111122223333',
    description: 'The simulated account',
  },
  region: { kind: text('region'), default: 'us-east-1', description: 'The simulated Region' },
  throttling: { kind: toggle(), default: false, description: 'Apply the request limits of AWS' },
} as const satisfies OptionTable;

/** `ecs-operator simulator`: the simulated AWS endpoint alone. */
export const simulatorCommand = subCommand({
  name: 'simulator',
  summary: 'Serve a simulated Amazon ECS and Application Auto Scaling over HTTP until Ctrl-C',
  variablePrefix: 'ECS_OPERATOR_SIMULATOR_',
  options,
  async run({ values }, terminal) {
    const server = await startSimulatorServer({
      port: values.port,
      host: values.host,
      clock: scaledClock(systemClock, values.speed),
      seed: randomInt(2 ** 32),
      accountId: values.account,
      region: values.region,
      throttling: values.throttling,
      clockControl: { speed: values.speed },
    });
    terminal.out(`export AWS_ENDPOINT_URL=${server.url}\n`);
    // Version 1 of the AWS CLI, and boto3, know only AWS_DEFAULT_REGION.
    terminal.out(`export AWS_REGION=${values.region} AWS_DEFAULT_REGION=${values.region}\n`);
    terminal.out('export AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated\n');
    await untilSignal();
    await server.stop();
    return 0;
  },
});
