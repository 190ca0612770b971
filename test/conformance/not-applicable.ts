/**
 * Cases of simulated operations that do not run, by id, each with the reason. A reason is something that the simulator
 * does not claim to do, or a recording that cannot be right; a set-up that nobody wrote is none.
 */
export const notApplicable: Readonly<Record<string, string>> = {
  'ecs-putclustercapacityproviders-add':
    'needs capacity providers of Auto Scaling groups (CreateCapacityProvider), which are not simulated yet',
  'ecs-putclustercapacityproviders-busy':
    'needs capacity providers of Auto Scaling groups (CreateCapacityProvider), which are not simulated yet',
};
