import { choice, double, integer, keyed, list, map, type Overlays, structure, text, textItem } from '../overlay.ts';
import { BIG, INT32, INT53, UNLIMITED } from './bounds.ts';

const commandForm = {
  rule: "self.size() == 0 || self[0] in ['CMD', 'CMD-SHELL', 'NONE']",
  message: '`command` of `healthCheck` must begin with CMD, CMD-SHELL or NONE',
};

const logGroup = {
  rule: "self.logDriver != 'awslogs' || (has(self.options) && 'awslogs-group' in self.options && self.options['awslogs-group'] != '')",
  message: '`options` of `logConfiguration` must name `awslogs-group` when `logDriver` is awslogs',
};

/** How a container is watched and limited: health check, logs, ulimits, system controls, devices, log router. */
export const containerHealthOverlays = {
  HealthCheck: {
    members: {
      command: list('Command; the first item is CMD or CMD-SHELL.', 500, { item: textItem(BIG), rules: [commandForm] }),
      interval: integer('Seconds between checks; 30 when absent.', 5, 300),
      timeout: integer('Seconds after which a check has failed; 5 when absent.', 2, 120),
      retries: integer('Failures in a row that make the container unhealthy; 3 when absent.', 1, 10),
      startPeriod: integer('Seconds after the start in which failures do not count; 0 when absent.', 0, 300),
    },
  },
  LogConfiguration: {
    rules: [logGroup],
    members: {
      logDriver: choice('Log driver.'),
      options: map('Options of the log driver.', 100, BIG),
      secretOptions: keyed('Options whose values are secrets, by name.', 100, 'name'),
    },
  },
  Ulimit: {
    rules: [
      {
        rule: 'self.hardLimit < 0 || self.softLimit <= self.hardLimit',
        message: '`softLimit` must not be greater than `hardLimit`',
      },
    ],
    members: {
      name: choice('Resource.'),
      softLimit: integer('Limit in force; -1 means unlimited.', UNLIMITED, INT53),
      hardLimit: integer('Limit up to which the process may raise its own; -1 means unlimited.', UNLIMITED, INT53),
    },
  },
  SystemControl: {
    members: {
      namespace: text('Kernel parameter, such as `net.core.somaxconn`.', 255),
      value: text('Value.', 4096),
    },
  },
  ResourceRequirement: {
    members: {
      type: choice('Kind of device.'),
      value: text('Number of GPUs, device name of an inference accelerator, or ALL.', 255),
      sharingStrategy: structure('Shares a GPU between containers; instead of `value`.'),
    },
  },
  SharingStrategy: { members: { nvidiaMps: structure('Shares the GPU by the NVIDIA Multi-Process Service.') } },
  NvidiaMpsAllocation: {
    members: {
      memory: double('GPU memory for the container, as RegisterTaskDefinition takes it.', 0, INT32),
      maxComputePercent: double('Largest share of the GPU in percent; 100 when absent.', 0, 100),
    },
  },
  FirelensConfiguration: {
    members: {
      type: choice('Log router.'),
      options: map('Options of the log router.', 100, BIG),
    },
  },
} satisfies Overlays;
