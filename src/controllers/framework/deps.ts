import type { AwsPort, AwsScope } from '../../aws/port.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import type { ResourceType } from '../../kube/object.ts';
import type { KubePort } from '../../kube/port.ts';
import type { Clocks, Random } from '../../runtime/clock.ts';

/** Gateways by Region, for the operator's account. */
export interface AwsRegions {
  /** The scope of a Region if it is known already, without any call. */
  known(region: string | undefined): AwsScope | undefined;
  /** The gateway of a Region; asks STS once for the account. Rejects with an AwsError where AWS does not answer. */
  gateway(region: string | undefined): Promise<AwsPort>;
}

/** What an installation is told by its flags. */
export interface Settings {
  /** Tells this installation's AWS resources from those of others. */
  readonly installationId: string;
  readonly defaultTags: TagMap;
  /** Time between drift checks of one service or scaling, domain milliseconds. */
  readonly resyncMs: number;
  /** Time between two DescribeTaskDefinition of one object, domain milliseconds. */
  readonly revisionCheckMs: number;
  /** Time between two looks at a deployment in progress, domain milliseconds. */
  readonly rolloutPollMs: number;
  readonly hashVersion: number;
}

/** What every controller is given. */
export interface ControllerDeps {
  readonly kube: KubePort;
  readonly aws: AwsRegions;
  readonly clocks: Clocks;
  readonly random: Random;
  readonly settings: Settings;
  /** Whether the kind's CustomResourceDefinition is itself being deleted: then AWS stays untouched. */
  isTypeBeingDeleted(type: ResourceType): Promise<boolean>;
}
