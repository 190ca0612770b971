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
    'texts of task sets and target groups among them, which are not simulated; unit tests hold the others',
  'cw-alb-requestcountpertarget':
    'nothing sends requests through a load balancer here, so that no such metric comes to be',
};
