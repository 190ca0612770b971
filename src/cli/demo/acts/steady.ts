import type { Stage } from '../stage.ts';

/** ECS calls a service steady some seconds after its deployment has succeeded. */
export async function untilSteady({ ecs, ...stage }: Stage): Promise<void> {
  await stage.until(
    'ECS to call the service steady',
    () => {
      const [newest] = ecs.look().services.flatMap(({ events }) => events.slice(0, 1));
      return newest?.message.includes('steady state') === true ? newest : undefined;
    },
    () => JSON.stringify(ecs.look().services),
  );
}
