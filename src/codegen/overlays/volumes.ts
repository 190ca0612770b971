import { choice, flag, integer, map, type Overlays, structure, text } from '../overlay.ts';
import { ARN, BIG, NAME, NAME_PATTERN, PORT } from './bounds.ts';

const oneKind = {
  rule: `[has(self.host) && has(self.host.sourcePath), has(self.dockerVolumeConfiguration), has(self.efsVolumeConfiguration), has(self.s3filesVolumeConfiguration), has(self.fsxWindowsFileServerVolumeConfiguration)].filter(given, given).size() <= 1`,
  message:
    'a volume must have at most one of `host.sourcePath`, `dockerVolumeConfiguration`, `efsVolumeConfiguration`, `s3filesVolumeConfiguration`, `fsxWindowsFileServerVolumeConfiguration`',
};

const driverOptions = (description: string) => map(description, 100, BIG);

/** Volumes of a task definition. */
export const volumeOverlays = {
  Volume: {
    rules: [oneKind],
    members: {
      name: text('Name by which mount points know the volume.', NAME, {
        required: true,
        minLength: 1,
        pattern: NAME_PATTERN,
      }),
      host: structure('A bind mount; without a path, an empty directory that lives as long as the task.'),
      dockerVolumeConfiguration: structure('A Docker volume; not on Fargate.'),
      efsVolumeConfiguration: structure('An Amazon EFS file system.'),
      s3filesVolumeConfiguration: structure('An Amazon S3 Files file system.'),
      fsxWindowsFileServerVolumeConfiguration: structure('An Amazon FSx for Windows File Server file system.'),
      configuredAtLaunch: flag('The service says in `volumeConfigurations` what the volume is.'),
    },
  },
  HostVolumeProperties: { members: { sourcePath: text('Path on the host; not on Fargate.', 4096) } },
  DockerVolumeConfiguration: {
    members: {
      scope: choice('Whether the volume lives as long as the task or is shared; task when absent.'),
      autoprovision: flag('Creates the volume when it does not exist; for scope shared.'),
      driver: text('Volume driver; local when absent.', 255),
      driverOpts: driverOptions('Options of the driver.'),
      labels: driverOptions('Labels of the volume.'),
    },
  },
  EFSVolumeConfiguration: {
    rules: [
      {
        rule: "!has(self.authorizationConfig) || !has(self.authorizationConfig.accessPointId) || !has(self.rootDirectory) || self.rootDirectory in ['', '/']",
        message: '`rootDirectory` of `efsVolumeConfiguration` must be / or absent with an `accessPointId`',
      },
      {
        rule: "!has(self.authorizationConfig) || !(has(self.authorizationConfig.accessPointId) || (has(self.authorizationConfig.iam) && self.authorizationConfig.iam == 'ENABLED')) || (has(self.transitEncryption) && self.transitEncryption == 'ENABLED')",
        message:
          '`transitEncryption` of `efsVolumeConfiguration` must be ENABLED with an `accessPointId` or with `iam` ENABLED',
      },
    ],
    members: {
      fileSystemId: text('Id of the file system.', 255, { minLength: 1 }),
      rootDirectory: text('Directory to mount; `/` when absent.', 4096),
      transitEncryption: choice('Encrypts the traffic; DISABLED when absent.'),
      transitEncryptionPort: integer('Port for encrypted traffic.', 0, PORT),
      authorizationConfig: structure('Access point and IAM authorisation.'),
    },
  },
  EFSAuthorizationConfig: {
    members: {
      accessPointId: text('Id of the access point.', 255),
      iam: choice('Authorises with the task role; DISABLED when absent.'),
    },
  },
  S3FilesVolumeConfiguration: {
    members: {
      fileSystemArn: text('ARN of the file system.', ARN, { minLength: 1 }),
      rootDirectory: text('Directory to mount; `/` when absent.', 4096),
      transitEncryptionPort: integer('Port for encrypted traffic.', 0, PORT),
      accessPointArn: text('ARN of the access point.', ARN),
    },
  },
  FSxWindowsFileServerVolumeConfiguration: {
    members: {
      fileSystemId: text('Id of the file system.', 255, { minLength: 1 }),
      rootDirectory: text('Directory to mount.', 4096, { minLength: 1 }),
      authorizationConfig: structure('Credentials and domain.'),
    },
  },
  FSxWindowsFileServerAuthorizationConfig: {
    members: {
      credentialsParameter: text('ARN of the secret or parameter with the credentials.', ARN, { minLength: 1 }),
      domain: text('Fully qualified domain of the directory.', 255, { minLength: 1 }),
    },
  },
} satisfies Overlays;
