const STRATEGIES =
  'deployments of strategy BLUE_GREEN, LINEAR and CANARY are refused until their life cycle is simulated';
const HOOKS = 'deployments with lifecycle hooks are refused until their life cycle is simulated';
const BALANCERS = 'needs load balancers, listeners and rules (Elastic Load Balancing), which are not simulated yet';
const STANDALONE = 'a standalone task (RunTask), which is not simulated, with a life that no image tag asks for';

/**
 * Cases of simulated operations that do not run, by id, each with the reason. A reason is something that the simulator
 * does not claim to do, or a recording that cannot be right; a set-up that nobody wrote is none.
 */
export const notApplicable: Readonly<Record<string, string>> = {
  'ecs-bluegreen-create-without-rollback-candidate': STRATEGIES,
  'ecs-rollout-canary-both-sets': STRATEGIES,
  'ecs-rollout-canary-breaker': STRATEGIES,
  'ecs-linear-defaults': STRATEGIES,
  'ecs-strategy-switch': STRATEGIES,
  'ecs-linear-step-count': STRATEGIES,
  'ecs-bluegreen-bake-status': STRATEGIES,
  'ecs-lifecycle-stages': STRATEGIES,
  'ecs-bluegreen-hook-refusal-sequence': HOOKS,
  'ecs-bluegreen-hook-failed': HOOKS,
  'ecs-bluegreen-hook-no-status': HOOKS,
  'ecs-bluegreen-pause-timed-out': HOOKS,
  'ecs-describeservicedeployments-paused': HOOKS,
  'ecs-createservice-target-group-without-load-balancer': BALANCERS,
  'ecs-bluegreen-test-rule-required': BALANCERS,
  'ecs-bluegreen-group-not-in-rules': BALANCERS,
  'ecs-bluegreen-two-groups-with-traffic': BALANCERS,
  'ecs-bluegreen-infrastructure-role': BALANCERS,
  'ecs-describetasks-log-group-missing': STANDALONE,
  'ecs-describetasks-log-stream-denied': STANDALONE,
  'ecs-task-timeline-user-stop': STANDALONE,
  'ecs-task-success-dependency-failed': STANDALONE,
  'ecs-task-unhealthy-standalone-keeps-running': STANDALONE,
  'ecs-describetasks-out-of-memory': STANDALONE,
  'ecs-rollout-alarm-rollback': 'deployments with alarms are refused until alarms move them',
  'ecs-updatetaskprotection-standalone': STANDALONE,
  'ecs-createservice-no-service-linked-role': 'the service-linked role of the simulated account is always there',
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
  'ecs-stopservicedeployment-abort': 'what AWS answers to ABORT is not known; it is refused as not simulated',
  'aas-concurrentupdate': 'simulated updates are done at once, so that none can be pending; schedules do collide',
  'aas-failedresource-fragments': 'the roles through which AWS reads CloudWatch are not simulated',
};
