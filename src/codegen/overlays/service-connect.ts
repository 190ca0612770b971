import { choice, flag, integer, keyed, list, type Overlays, structure, text } from '../overlay.ts';
import { ARN, INT32, PORT } from './bounds.ts';

/** Service Connect, and volumes that are made with the tasks. */
export const serviceConnectOverlays = {
  ServiceConnectConfiguration: {
    members: {
      enabled: flag('Switches Service Connect on.'),
      namespace: text('Name or ARN of the Cloud Map namespace; the default of the cluster when absent.', ARN),
      services: list('Services that are offered to others.', 100),
      logConfiguration: structure('Where the proxy logs to.'),
      accessLogConfiguration: structure('Access log of the proxy.'),
      containerConfigurations: list('Settings of the proxy container.', 10),
    },
  },
  ServiceConnectService: {
    members: {
      portName: text('Name of a port mapping.', 64, { minLength: 1 }),
      discoveryName: text('Name in Cloud Map; `portName` when absent.', 64),
      clientAliases: list('Names and ports by which clients reach the service.', 20),
      ingressPortOverride: integer('Port of the proxy.', 0, PORT),
      timeout: structure('Time-outs of the proxy.'),
      tls: structure('TLS between proxies.'),
    },
  },
  ServiceConnectClientAlias: {
    members: {
      port: integer('Port that clients connect to.', 0, PORT),
      dnsName: text('Name that clients connect to.', 255),
      testTrafficRules: structure('How test traffic is told from the rest.'),
    },
  },
  ServiceConnectTestTrafficRules: { members: { header: structure('Header of test traffic.') } },
  ServiceConnectTestTrafficHeaderRules: {
    members: { name: text('Name of the header.', 255, { minLength: 1 }), value: structure('Value of the header.') },
  },
  ServiceConnectTestTrafficHeaderMatchRules: { members: { exact: text('Exact value.', 1024) } },
  TimeoutConfiguration: {
    members: {
      idleTimeoutSeconds: integer('Seconds after which an idle connection is closed; 0 means never.', 0, INT32),
      perRequestTimeoutSeconds: integer('Seconds for the whole answer; 0 means no limit.', 0, INT32),
    },
  },
  ServiceConnectTlsConfiguration: {
    members: {
      issuerCertificateAuthority: structure('Authority that signs the certificates.'),
      kmsKey: text('KMS key.', ARN),
      roleArn: text('ARN of the IAM role for TLS.', ARN),
    },
  },
  ServiceConnectTlsCertificateAuthority: {
    members: { awsPcaAuthorityArn: text('ARN of the AWS Private CA.', ARN) },
  },
  ServiceConnectAccessLogConfiguration: {
    members: {
      format: choice('Format of the access log.'),
      includeQueryParameters: choice('Whether query parameters are logged; DISABLED when absent.'),
    },
  },
  ServiceConnectContainerConfiguration: { members: { logLevel: choice('Log level of the proxy; info when absent.') } },
  ServiceVolumeConfiguration: {
    members: {
      name: text('Name of a volume of the task definition with `configuredAtLaunch`.', 255, { minLength: 1 }),
      managedEBSVolume: structure('EBS volume that ECS makes for each task.'),
    },
  },
  ServiceManagedEBSVolumeConfiguration: {
    members: {
      roleArn: text('ARN of the IAM role with which ECS manages the volume.', ARN, { minLength: 1 }),
      encrypted: flag('Encrypts the volume.'),
      kmsKeyId: text('KMS key.', ARN),
      volumeType: text('EBS volume type; gp3 when absent.', 64),
      sizeInGiB: integer('Size in GiB; this or `snapshotId` is needed.', 1, INT32),
      snapshotId: text('Snapshot that the volume is made from.', 255),
      volumeInitializationRate: integer('MiB per second at which the snapshot is loaded.', 0, INT32),
      iops: integer('IOPS.', 0, INT32),
      throughput: integer('MiB per second.', 0, INT32),
      tagSpecifications: list('Tags of the volume.', 10),
      filesystemType: choice('File system; xfs when absent.'),
    },
  },
  EBSTagSpecification: {
    members: {
      resourceType: choice('What is tagged.'),
      tags: keyed('Tags, by key.', 50, 'key'),
      propagateTags: choice('Whose tags are copied; NONE when absent.'),
    },
  },
} satisfies Overlays;
