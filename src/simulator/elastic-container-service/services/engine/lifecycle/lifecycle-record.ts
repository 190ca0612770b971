import type {
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStage,
  DeploymentLifecycleHookStatus,
  ServiceDeploymentLifecycleStage,
} from '@aws-sdk/client-ecs';

/** How far a deployment that shifts traffic has come. Plain data; times are epoch milliseconds. */
export interface LifecycleRecord {
  /** The phase it is in, as a number in its list of phases (phases.ts); undefined before the first. */
  phase?: number | undefined;
  /** When the phase began. */
  since: number;
  /** The stage that calls show; a rollback has none. */
  stage?: ServiceDeploymentLifecycleStage | undefined;
  /** Share of the traffic, in percent, that the new revision has; the rest is the old one's. */
  testWeight: number;
  productionWeight: number;
  /** The revision that has the rest of the traffic. */
  holderArn?: string | undefined;
  /** True when it began with more than one revision at work: the first stage puts that in order. */
  reconciles: boolean;
  /** The hooks of the present phase; none once it is left. */
  hooks: HookRecord[];
}

/** One execution of a lifecycle hook. */
export interface HookRecord {
  /** `ecs-pause-…` or `ecs-lambda-…`. */
  id: string;
  targetType: 'AWS_LAMBDA' | 'PAUSE';
  targetArn?: string | undefined;
  stage: DeploymentLifecycleHookStage;
  hookDetails?: unknown;
  roleArn?: string | undefined;
  status: DeploymentLifecycleHookStatus;
  /** When a function is called next. */
  callAt?: number | undefined;
  expiresAt: number;
  timeoutAction: DeploymentLifecycleHookAction;
}

/** What a simulated Lambda function answers, from the admin API; `null` is an answer without a hookStatus. */
export interface HookAnswer {
  hookStatus: string | null;
  /** Seconds until it is called again after IN_PROGRESS; 30 when absent. */
  callBackDelay?: number | undefined;
}

/** A call of a hook's function as the function saw it. */
export interface HookCall {
  at: number;
  functionArn: string;
  payload: Record<string, unknown>;
}

/** A deployment's watch over its alarms. */
export interface AlarmWatch {
  status: 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'TRIGGERED';
  names: string[];
  triggered: string[];
  rollback: boolean;
  /** The next look at the alarms. */
  checkAt: number;
}
