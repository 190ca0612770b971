import {
  choice,
  flag,
  integer,
  integerItem,
  keyed,
  list,
  map,
  type Overlays,
  set,
  structure,
  text,
  textItem,
} from '../overlay.ts';
import { ARN, BIG, INT32, NAME, NAME_PATTERN, PORT } from './bounds.ts';

const memoryAboveReservation = {
  rule: '!has(self.memory) || !has(self.memoryReservation) || self.memory >= self.memoryReservation',
  message: '`memory` must not be less than `memoryReservation`',
};

/** A container of a task definition. What it does in the kernel is in linux.ts, how it is watched in container-health.ts. */
export const containerOverlays = {
  ContainerDefinition: {
    rules: [memoryAboveReservation],
    members: {
      name: text('Name of the container, unique in the task.', NAME, {
        required: true,
        minLength: 1,
        pattern: NAME_PATTERN,
      }),
      image: text('Image to run: `repository:tag` or `repository@digest`.', 1024, { required: true, minLength: 1 }),
      repositoryCredentials: structure('How to log in to a private registry.'),
      cpu: integer('CPU units reserved for the container; 1024 are one vCPU.', 0, INT32),
      memory: integer('Hard memory limit in MiB; the container is killed above it.', 0, INT32),
      memoryReservation: integer('Soft memory limit in MiB.', 0, INT32),
      links: list('Containers reachable without port mappings; network mode bridge only.', 100, {
        item: textItem(512),
      }),
      portMappings: list('Ports that the container offers.', 100),
      essential: flag('Stops the whole task when this container stops. True when absent.'),
      restartPolicy: structure('Restarts the container in place instead of replacing the task.'),
      entryPoint: list('Entry point passed to the container.', 500, { item: textItem(BIG) }),
      command: list('Command passed to the container.', 500, { item: textItem(BIG) }),
      environment: keyed('Environment variables, by name. Keep secrets in `secrets`.', 1000, 'name'),
      environmentFiles: list('Files in S3 with environment variables.', 10),
      mountPoints: list('Where volumes are mounted.', 100),
      volumesFrom: list('Containers whose volumes are mounted too.', 100),
      linuxParameters: structure('Settings of the Linux kernel for the container.'),
      secrets: keyed('Secrets exposed as environment variables, by name.', 1000, 'name'),
      dependsOn: list('Containers that must have reached a condition before this one starts.', 100),
      startTimeout: integer('Seconds to wait for a container this one depends on.', 2, INT32),
      stopTimeout: integer('Seconds between the stop signal and the kill signal.', 2, INT32),
      versionConsistency: choice('Whether the image tag is resolved to a digest once per deployment.'),
      hostname: text('Hostname of the container; not in network mode awsvpc.', 255),
      user: text('User, or `user:group`, that the container runs as.', 255),
      workingDirectory: text('Working directory of the command.', 4096),
      disableNetworking: flag('Switches networking off in the container.'),
      privileged: flag('Gives the container the powers of root on its host; not on Fargate.'),
      readonlyRootFilesystem: flag('Makes the root file system read-only.'),
      dnsServers: list('DNS servers of the container.', 20, { item: textItem(255) }),
      dnsSearchDomains: list('DNS search domains of the container.', 20, { item: textItem(255) }),
      extraHosts: list('Entries added to /etc/hosts.', 200),
      dockerSecurityOptions: list('Labels for SELinux, AppArmor or credential specs; not on Fargate.', 50, {
        item: textItem(1024),
      }),
      interactive: flag('Keeps standard input open.'),
      pseudoTerminal: flag('Allocates a TTY.'),
      dockerLabels: map('Labels of the container.', 200, BIG),
      ulimits: list('Resource limits of the container.', 50),
      logConfiguration: structure('Where the container logs to.'),
      healthCheck: structure('Command that tells whether the container is healthy.'),
      systemControls: list('Namespaced kernel parameters.', 100),
      resourceRequirements: list('GPUs and other devices that the container needs.', 20),
      firelensConfiguration: structure('Makes the container the log router of the task.'),
      credentialSpecs: list('Credential specs for Active Directory.', 10, { item: textItem(ARN) }),
    },
  },
  RepositoryCredentials: {
    members: { credentialsParameter: text('ARN of the secret with the registry login.', ARN, { minLength: 1 }) },
  },
  PortMapping: {
    rules: [
      {
        rule: '!(has(self.containerPort) && has(self.containerPortRange))',
        message: '`containerPort` and `containerPortRange` exclude each other',
      },
    ],
    members: {
      containerPort: integer('Port in the container.', 0, PORT),
      hostPort: integer('Port on the host; 0 or absent in mode bridge means any.', 0, PORT),
      protocol: choice('Transport protocol; tcp when absent.'),
      name: text('Name by which Service Connect and VPC Lattice know the port.', 64, {
        pattern: '^[a-z0-9_][a-z0-9_-]*$',
      }),
      appProtocol: choice('Application protocol for Service Connect.'),
      containerPortRange: text('Range of ports, such as `8000-8010`.', 11, { pattern: '^[0-9]{1,5}-[0-9]{1,5}$' }),
    },
  },
  ContainerRestartPolicy: {
    members: {
      enabled: flag('Switches the restart policy on.'),
      ignoredExitCodes: set('Exit codes that do not lead to a restart.', 50, {
        item: integerItem(-INT32, INT32),
      }),
      restartAttemptPeriod: integer('Seconds that the container must run before it may be restarted again.', 60, 1800),
    },
  },
  KeyValuePair: {
    members: {
      name: text('Name.', 1024, { required: true, minLength: 1 }),
      value: text('Value.', BIG),
    },
  },
  EnvironmentFile: {
    members: {
      value: text('ARN of the S3 object.', ARN, { minLength: 1 }),
      type: choice('Where the file is.'),
    },
  },
  MountPoint: {
    members: {
      sourceVolume: text('Name of a volume of the task definition.', NAME),
      containerPath: text('Path in the container.', 4096),
      readOnly: flag('Mounts the volume read-only. False when absent.'),
    },
  },
  VolumeFrom: {
    members: {
      sourceContainer: text('Name of another container of the task.', NAME),
      readOnly: flag('Mounts the volumes read-only. False when absent.'),
    },
  },
  Secret: {
    members: {
      name: text('Name of the environment variable or log option.', 1024, { minLength: 1 }),
      valueFrom: text('ARN of a Secrets Manager secret or an SSM parameter, or the name of an SSM parameter.', ARN, {
        minLength: 1,
      }),
    },
  },
  ContainerDependency: {
    members: {
      containerName: text('Name of the other container.', NAME, { minLength: 1 }),
      condition: choice('State that the other container must have reached.'),
    },
  },
  HostEntry: {
    members: {
      hostname: text('Hostname.', 255, { minLength: 1 }),
      ipAddress: text('IP address.', 64, { minLength: 1 }),
    },
  },
} satisfies Overlays;
