# What people registered, as the inputs of RegisterTaskDefinition; the test writes them there.
locals {
  definitions = { for it in jsondecode(file("${path.module}/definitions.json")) : it.id => it.input }
}

resource "aws_ecs_task_definition" "all" {
  for_each = local.definitions

  family                   = each.value.family
  container_definitions    = jsonencode(each.value.containerDefinitions)
  network_mode             = try(each.value.networkMode, null)
  cpu                      = try(each.value.cpu, null)
  memory                   = try(each.value.memory, null)
  requires_compatibilities = try(each.value.requiresCompatibilities, null)
  execution_role_arn       = try(each.value.executionRoleArn, null)
  task_role_arn            = try(each.value.taskRoleArn, null)
  pid_mode                 = try(each.value.pidMode, null)
  ipc_mode                 = try(each.value.ipcMode, null)
  tags                     = { for tag in try(each.value.tags, []) : tag.key => tag.value }

  dynamic "placement_constraints" {
    for_each = try(coalesce(each.value.placementConstraints, []), [])
    content {
      type       = placement_constraints.value.type
      expression = placement_constraints.value.expression
    }
  }

  dynamic "runtime_platform" {
    for_each = try([each.value.runtimePlatform], [])
    content {
      cpu_architecture        = try(runtime_platform.value.cpuArchitecture, null)
      operating_system_family = try(runtime_platform.value.operatingSystemFamily, null)
    }
  }

  dynamic "volume" {
    for_each = try(coalesce(each.value.volumes, []), [])
    content {
      name                = volume.value.name
      host_path           = try(volume.value.host.sourcePath, null)
      configure_at_launch = try(volume.value.configuredAtLaunch, null)

      dynamic "efs_volume_configuration" {
        for_each = try([volume.value.efsVolumeConfiguration], [])
        content {
          file_system_id = efs_volume_configuration.value.fileSystemId
          root_directory = efs_volume_configuration.value.rootDirectory
        }
      }
    }
  }

  dynamic "proxy_configuration" {
    for_each = try(each.value.proxyConfiguration, null) == null ? [] : [each.value.proxyConfiguration]
    content {
      type           = proxy_configuration.value.type
      container_name = proxy_configuration.value.containerName
      properties     = { for it in proxy_configuration.value.properties : it.name => it.value }
    }
  }
}
