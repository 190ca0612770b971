import { choice, choiceItem, flag, integer, keyed, list, type Overlays, set, structure, text } from '../overlay.ts';
import { ARN, INT32, NAME, NAME_PATTERN, TAGS } from './bounds.ts';
import { taskDefinitionRules } from './task-definition-rules.ts';

const CPU_PATTERN = '^([0-9]+|[0-9]*\\.?[0-9]+ ?[vV][cC][pP][uU])$';
const MEMORY_PATTERN = '^([0-9]+|[0-9]*\\.?[0-9]+ ?[gG][bB])$';

/** The top of RegisterTaskDefinition, and what stands beside its containers and volumes. */
export const taskDefinitionOverlays = {
  RegisterTaskDefinitionRequest: {
    rules: taskDefinitionRules,
    members: {
      family: text('Family of the revisions; `<namespace>_<name>` when absent, dots as underscores. Immutable.', NAME, {
        minLength: 1,
        pattern: NAME_PATTERN,
      }),
      containerDefinitions: keyed('The containers of the task, by name.', 10, 'name', { minItems: 1 }),
      taskRoleArn: text('ARN or name of the IAM role that the containers have.', ARN),
      executionRoleArn: text('ARN or name of the IAM role with which ECS pulls images and writes logs.', ARN),
      networkMode: choice('Network mode; Fargate needs awsvpc.'),
      volumes: keyed('Volumes that containers can mount, by name.', 100, 'name'),
      placementConstraints: list('Where tasks may be placed; not on Fargate.', 10),
      requiresCompatibilities: set('Launch types that the definition is checked against.', 10, { item: choiceItem() }),
      cpu: text('CPU of the task: units such as "256", or "0.25 vCPU". A string. Fargate needs it.', 32, {
        pattern: CPU_PATTERN,
      }),
      memory: text('Memory of the task: MiB such as "512", or "0.5 GB". A string. Fargate needs it.', 32, {
        pattern: MEMORY_PATTERN,
      }),
      tags: keyed('Tags of the revision, by key.', TAGS, 'key'),
      pidMode: choice('Process namespace that the containers use.'),
      ipcMode: choice('IPC namespace that the containers use; not on Fargate.'),
      proxyConfiguration: structure('App Mesh proxy.'),
      inferenceAccelerators: list('Elastic Inference accelerators.', 10),
      ephemeralStorage: structure('Ephemeral storage of Fargate tasks; 20 GiB when absent.'),
      runtimePlatform: structure('Operating system and CPU architecture.'),
      enableFaultInjection: flag('Lets fault injection requests reach the containers. False when absent.'),
    },
  },
  TaskDefinitionPlacementConstraint: {
    members: {
      type: choice('Kind of constraint.'),
      expression: text('Expression in the cluster query language.', 2000),
    },
  },
  Tag: {
    members: {
      key: text('Key of the tag.', 128, { required: true, minLength: 1 }),
      value: text('Value of the tag; empty when absent.', 256),
    },
  },
  ProxyConfiguration: {
    members: {
      containerName: text('Name of the container that is the proxy.', NAME, { minLength: 1 }),
      type: choice('Kind of proxy; APPMESH when absent.'),
      properties: keyed('Network parameters of the proxy, by name.', 50, 'name'),
    },
  },
  InferenceAccelerator: {
    members: {
      deviceName: text('Name by which containers ask for the accelerator.', 255, { minLength: 1 }),
      deviceType: text('Type of the accelerator.', 255, { minLength: 1 }),
    },
  },
  EphemeralStorage: { members: { sizeInGiB: integer('Size in GiB; AWS takes 21 to 200.', 20, INT32) } },
  RuntimePlatform: {
    members: {
      cpuArchitecture: choice('CPU architecture; X86_64 when absent.'),
      operatingSystemFamily: choice('Operating system; Fargate needs it for Windows.'),
    },
  },
} satisfies Overlays;
