/**
 * Cases of simulated operations that do not run, by id, each with the reason. A reason is something that the simulator
 * does not claim to do, or a recording that cannot be right; a set-up that nobody wrote is none.
 */
export const notApplicable: Readonly<Record<string, string>> = {
  'ecs-updateservice-codedeploy-definition': 'services of the CODE_DEPLOY controller are refused',
  'ecs-createtaskset': 'services of the EXTERNAL controller are refused',
  'ecs-deletetaskset': 'services of the EXTERNAL controller are refused',
  'ecs-describetasksets': 'services of the EXTERNAL controller are refused',
  'ecs-event-texts-old':
    'texts of task sets among them, which services of the EXTERNAL controller have; unit tests hold the others',
};
