locals {
  group = "arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:11112222-3333-4444-5555-666677778888:autoScalingGroupName"
}

resource "aws_ecs_capacity_provider" "plain" {
  name = "plain"

  auto_scaling_group_provider {
    auto_scaling_group_arn = "${local.group}/plain"
  }
}

resource "aws_ecs_capacity_provider" "managed" {
  name = "managed"

  auto_scaling_group_provider {
    auto_scaling_group_arn         = "${local.group}/managed"
    managed_draining               = var.step == 1 ? "DISABLED" : "ENABLED"
    managed_termination_protection = var.step == 1 ? "ENABLED" : "DISABLED"

    managed_scaling {
      instance_warmup_period    = 400
      maximum_scaling_step_size = 10 * var.step
      minimum_scaling_step_size = 1
      status                    = "ENABLED"
      target_capacity           = 90 + var.step
    }
  }

  tags = {
    step = var.step
  }
}

resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name = aws_ecs_cluster.main.name
  capacity_providers = var.step == 1 ? [aws_ecs_capacity_provider.managed.name] : [
    aws_ecs_capacity_provider.managed.name, aws_ecs_capacity_provider.plain.name, "FARGATE"
  ]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.managed.name
    weight            = 1
  }

  dynamic "default_capacity_provider_strategy" {
    for_each = var.step == 1 ? [] : [1]
    content {
      capacity_provider = aws_ecs_capacity_provider.plain.name
      weight            = 2
      base              = 1
    }
  }
}
