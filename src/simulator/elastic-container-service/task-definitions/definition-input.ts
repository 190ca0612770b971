import type { Json } from '../../operation.ts';

/** The members of RegisterTaskDefinition's input that rules look at; the schema check has seen to their types. */
export interface DefinitionInput {
  readonly family: string;
  readonly containerDefinitions: readonly ContainerInput[];
  readonly networkMode?: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly requiresCompatibilities?: readonly string[];
  readonly executionRoleArn?: string;
  readonly taskRoleArn?: string;
  readonly volumes?: readonly VolumeInput[];
  readonly placementConstraints?: readonly { readonly type?: string }[];
  readonly runtimePlatform?: { readonly cpuArchitecture?: string; readonly operatingSystemFamily?: string };
  readonly ephemeralStorage?: { readonly sizeInGiB?: number };
  readonly pidMode?: string;
  readonly ipcMode?: string;
  readonly proxyConfiguration?: Json & { readonly type?: string };
  readonly tags?: readonly Json[];
}

export interface ContainerInput {
  readonly name?: string;
  readonly image?: string;
  readonly essential?: boolean;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly startTimeout?: number;
  readonly stopTimeout?: number;
  readonly privileged?: boolean;
  readonly hostname?: string;
  readonly extraHosts?: readonly Json[];
  readonly dockerSecurityOptions?: readonly string[];
  readonly links?: readonly string[];
  readonly portMappings?: readonly PortMappingInput[];
  readonly dependsOn?: readonly { readonly containerName?: string; readonly condition?: string }[];
  readonly logConfiguration?: {
    readonly logDriver?: string;
    readonly options?: Readonly<Record<string, string>>;
    readonly secretOptions?: readonly Json[];
  };
  readonly mountPoints?: readonly { readonly sourceVolume?: string; readonly containerPath?: string }[];
  readonly secrets?: readonly { readonly name?: string; readonly valueFrom?: string }[];
  readonly environment?: readonly { readonly name?: string; readonly value?: string }[];
  readonly volumesFrom?: readonly { readonly sourceContainer?: string }[];
  readonly healthCheck?: HealthCheckInput;
  readonly versionConsistency?: string;
  readonly ulimits?: readonly { readonly name?: string; readonly softLimit?: number; readonly hardLimit?: number }[];
  readonly credentialSpecs?: readonly string[];
  readonly restartPolicy?: { readonly restartAttemptPeriod?: number; readonly ignoredExitCodes?: readonly number[] };
  readonly environmentFiles?: readonly { readonly type?: string }[];
  readonly linuxParameters?: Json;
  readonly firelensConfiguration?: { readonly type?: string; readonly options?: Readonly<Record<string, string>> };
  readonly repositoryCredentials?: Json;
  readonly resourceRequirements?: readonly { readonly type?: string }[];
}

/** Times in seconds. */
export interface HealthCheckInput {
  readonly command?: readonly string[];
  readonly interval?: number;
  readonly timeout?: number;
  readonly retries?: number;
  readonly startPeriod?: number;
}

export interface PortMappingInput {
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
  readonly name?: string;
  readonly containerPortRange?: string;
}

export interface VolumeInput {
  readonly name?: string;
  readonly host?: Json;
  readonly configuredAtLaunch?: boolean;
  readonly dockerVolumeConfiguration?: Json & { readonly scope?: string };
  readonly efsVolumeConfiguration?: Json & { readonly transitEncryption?: string };
  readonly fsxWindowsFileServerVolumeConfiguration?: Json;
  readonly s3filesVolumeConfiguration?: Json;
}
