import {
  to = aws_ecs_cluster.main
  id = "main"
}

import {
  to = aws_ecs_capacity_provider.group
  id = "group"
}

import {
  to = aws_ecs_cluster_capacity_providers.main
  id = "main"
}

import {
  to = aws_ecs_account_setting_default.insights
  id = "containerInsights"
}

import {
  to = aws_ecs_task_definition.web
  id = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:1"
}

import {
  to = aws_ecs_service.web
  id = "main/web"
}

import {
  to = aws_appautoscaling_target.web
  id = "ecs/service/main/web/ecs:service:DesiredCount"
}

import {
  to = aws_appautoscaling_policy.processors
  id = "ecs/service/main/web/ecs:service:DesiredCount/processors"
}
