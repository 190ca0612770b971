# Application Auto Scaling on a service, and the alarms of its step policies.
resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "nginx", portMappings = [{ containerPort = 80 }] }])
}

resource "aws_ecs_service" "web" {
  name                  = "web"
  cluster               = aws_ecs_cluster.main.id
  task_definition       = aws_ecs_task_definition.web.arn
  launch_type           = "FARGATE"
  desired_count         = 1
  wait_for_steady_state = true

  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }

  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0123456789abcdef"
    container_name   = "app"
    container_port   = 80
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 1 + var.step
  max_capacity       = 10 + var.step

  dynamic "suspended_state" {
    for_each = var.step == 1 ? [] : [1]
    content {
      dynamic_scaling_in_suspended  = true
      dynamic_scaling_out_suspended = false
      scheduled_scaling_suspended   = true
    }
  }

  tags = {
    step = var.step
  }
}

locals {
  target = {
    service_namespace  = aws_appautoscaling_target.web.service_namespace
    resource_id        = aws_appautoscaling_target.web.resource_id
    scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  }
}

resource "aws_appautoscaling_policy" "processors" {
  name               = "processors"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 50 + var.step
    scale_in_cooldown  = var.step == 1 ? 300 : 60
    scale_out_cooldown = 60
    disable_scale_in   = var.step > 1

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_policy" "requests" {
  name               = "requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 1000

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "app/web/0123456789abcdef/targetgroup/web/0123456789abcdef"
    }
  }
}

resource "aws_appautoscaling_policy" "queue" {
  name               = "queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 100.5

    customized_metric_specification {
      metric_name = "ApproximateNumberOfMessagesVisible"
      namespace   = "AWS/SQS"
      statistic   = var.step == 1 ? "Average" : "Maximum"
      unit        = "Count"

      dimensions {
        name  = "QueueName"
        value = "jobs"
      }
    }
  }
}

resource "aws_appautoscaling_policy" "backlog" {
  name               = "backlog"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 10

    customized_metric_specification {
      metrics {
        id          = "backlog"
        expression  = "depth / running"
        label       = "per task"
        return_data = true
      }

      metrics {
        id          = "depth"
        return_data = false

        metric_stat {
          stat = "Sum"

          metric {
            metric_name = "ApproximateNumberOfMessagesVisible"
            namespace   = "AWS/SQS"

            dimensions {
              name  = "QueueName"
              value = "jobs"
            }
          }
        }
      }

      metrics {
        id          = "running"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            metric_name = "RunningTaskCount"
            namespace   = "ECS/ContainerInsights"

            dimensions {
              name  = "ClusterName"
              value = aws_ecs_cluster.main.name
            }

            dimensions {
              name  = "ServiceName"
              value = aws_ecs_service.web.name
            }
          }
        }
      }
    }
  }
}

resource "aws_appautoscaling_policy" "steps" {
  name               = "steps"
  policy_type        = "StepScaling"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension

  step_scaling_policy_configuration {
    adjustment_type          = var.step == 1 ? "ChangeInCapacity" : "PercentChangeInCapacity"
    min_adjustment_magnitude = var.step == 1 ? null : 2
    cooldown                 = 60
    metric_aggregation_type  = "Maximum"

    step_adjustment {
      metric_interval_lower_bound = 0
      metric_interval_upper_bound = 10.5
      scaling_adjustment          = 1
    }

    step_adjustment {
      metric_interval_lower_bound = 10.5
      scaling_adjustment          = 2 + var.step
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "steps" {
  alarm_name          = "steps"
  alarm_description   = "step ${var.step}"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1 + var.step
  datapoints_to_alarm = 1
  metric_name         = "MemoryUtilization"
  namespace           = "AWS/ECS"
  period              = 60
  statistic           = "Average"
  threshold           = 80
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.steps.arn]

  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.web.name
  }

  tags = {
    step = var.step
  }
}

resource "aws_appautoscaling_scheduled_action" "evening" {
  name               = "evening"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension
  schedule           = var.step == 1 ? "cron(0 20 * * ? *)" : "cron(0 21 ? * MON-FRI *)"
  timezone           = "Europe/Berlin"
  start_time         = var.step == 1 ? null : "2035-01-31T18:00:00Z"

  scalable_target_action {
    min_capacity = 1
    max_capacity = 2
  }
}

resource "aws_appautoscaling_scheduled_action" "once" {
  count              = var.step == 1 ? 1 : 0
  name               = "once"
  service_namespace  = local.target.service_namespace
  resource_id        = local.target.resource_id
  scalable_dimension = local.target.scalable_dimension
  schedule           = "at(2036-01-31T18:00:00)"

  scalable_target_action {
    min_capacity = 5
  }
}
