/**
 * Cases of simulated operations that do not run, by id, each with the reason. A reason is something that the simulator
 * does not claim to do, or a recording that cannot be right; a set-up that nobody wrote is none.
 */
export const notApplicable: Readonly<Record<string, string>> = {
  'ecs-createservice-no-service-linked-role': 'the service-linked role of the simulated account is always there',
  'ecs-runtask-failures': 'there are no container instances for the tasks to be too large for',
  'ecs-createservice-volume-ec2-error': 'an error of EC2, which is not simulated',
  'ecs-fargate-spot-rules': 'prose about capacity, not an answer; the simulated Fargate never runs short',
  'ecs-events-capacity-unavailable': 'the simulated Fargate never runs short of capacity',
  'ecs-updateservice-codedeploy-definition': 'services of the CODE_DEPLOY controller are refused',
  'ecs-rollout-daemon-waits-for-stopped': 'there are no container instances for daemon tasks to run on',
  'ecs-event-texts-old':
    'texts of task sets and target groups among them, which are not simulated; unit tests hold the others',
  'ecs-event-texts-documented':
    'texts of troubles that need container instances or throttling; unit tests hold the two that occur',
  'ecs-event-texts-documented-2':
    'texts of account limits and container instances, which the simulated account does not have',
  'ecs-stoppedreason-texts-documented':
    'texts of container instances and Classic Load Balancers among them; other cases hold the rest',
  'ecs-old-service-arn-without-cluster': 'short ARNs of before 2021; every simulated service has the long form',
  'ecs-describeservicedeployments-members': 'a list of members and enumerations of the documentation, no answer',
  'cw-alb-requestcountpertarget':
    'nothing sends requests through a load balancer here, so that no such metric comes to be',
};
