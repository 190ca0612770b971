resource "aws_ecs_cluster" "plain" {
  name = "plain"

  lifecycle {
    # aws_ecs_tag is another owner of these.
    ignore_changes = [tags, tags_all]
  }
}

resource "aws_ecs_cluster" "main" {
  name = "main"

  setting {
    name  = "containerInsights"
    value = var.step == 1 ? "enabled" : "enhanced"
  }

  configuration {
    execute_command_configuration {
      kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11112222-3333-4444-5555-666677778888"
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = var.step == 1 ? "exec" : "exec-2"
      }
    }

    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/11112222-3333-4444-5555-666677778888"
    }
  }

  service_connect_defaults {
    namespace = "arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-abcdefghij${var.step}23456"
  }

  tags = {
    team = var.step == 1 ? "blue" : "green"
    once = var.step == 1 ? "yes" : null
  }
}

resource "aws_ecs_cluster" "insightless" {
  name = "insightless"

  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = var.step == 1 ? ["FARGATE_SPOT", "FARGATE"] : ["FARGATE"]

  dynamic "default_capacity_provider_strategy" {
    for_each = var.step == 1 ? [1] : []
    content {
      base              = 1
      weight            = 100
      capacity_provider = "FARGATE"
    }
  }
}

resource "aws_ecs_tag" "main" {
  resource_arn = aws_ecs_cluster.plain.arn
  key          = "by-hand"
  value        = "value ${var.step}"
}

resource "aws_ecs_account_setting_default" "insights" {
  name  = "containerInsights"
  value = var.step == 1 ? "enabled" : "disabled"
}

resource "aws_ecs_account_setting_default" "trunking" {
  name  = "awsvpcTrunking"
  value = "enabled"
}

data "aws_ecs_cluster" "main" {
  cluster_name = aws_ecs_cluster.main.name
}

data "aws_ecs_clusters" "all" {
  depends_on = [aws_ecs_cluster.main]
}

output "insights" {
  value = one(data.aws_ecs_cluster.main.setting).value
}
