# A service that follows its task definition and waits for each rollout, as most people have it.
resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  task_role_arn            = "arn:aws:iam::111122223333:role/web"

  container_definitions = jsonencode([{
    name         = "app"
    image        = "nginx:1.2${var.step}"
    portMappings = [{ containerPort = 80, name = "http" }]
  }])
}

resource "aws_ecs_service" "web" {
  name                  = "web"
  cluster               = aws_ecs_cluster.main.id
  task_definition       = aws_ecs_task_definition.web.arn
  launch_type           = "FARGATE"
  desired_count         = var.step
  wait_for_steady_state = true

  deployment_minimum_healthy_percent = var.step == 1 ? 100 : 50
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = var.step == 1 ? 60 : 0
  enable_ecs_managed_tags            = var.step > 1
  enable_execute_command             = var.step > 1
  propagate_tags                     = var.step == 1 ? "SERVICE" : "TASK_DEFINITION"

  deployment_circuit_breaker {
    enable   = true
    rollback = var.step == 1
  }

  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0123456789abcdef"
    container_name   = "app"
    container_port   = 80
  }

  network_configuration {
    subnets          = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    security_groups  = var.step == 1 ? ["sg-0123456789abcdef0"] : ["sg-0123456789abcdef0", "sg-0123456789abcdef1"]
    assign_public_ip = true
  }

  tags = {
    team = "team-${var.step}"
  }
}

# Nothing but what must be given.
resource "aws_ecs_service" "smallest" {
  name            = "smallest"
  cluster         = aws_ecs_cluster.main.name
  task_definition = "${aws_ecs_task_definition.instances.family}:${aws_ecs_task_definition.instances.revision}"
  desired_count   = 0
}

resource "aws_ecs_task_definition" "instances" {
  family                = "instances"
  container_definitions = jsonencode([{ name = "app", image = "nginx", memory = 64 }])
}

resource "aws_ecs_service" "daemon" {
  name                = "daemon"
  cluster             = aws_ecs_cluster.main.arn
  task_definition     = "${aws_ecs_task_definition.instances.family}:${aws_ecs_task_definition.instances.revision}"
  scheduling_strategy = "DAEMON"

  deployment_minimum_healthy_percent = var.step == 1 ? null : 50
}

resource "aws_ecs_service" "placed" {
  name            = "placed"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.instances.arn
  launch_type     = "EC2"
  desired_count   = 0

  dynamic "ordered_placement_strategy" {
    for_each = var.step == 1 ? { spread = "attribute:ecs.availability-zone", binpack = "cpu" } : { spread = "host" }
    content {
      type  = ordered_placement_strategy.key
      field = ordered_placement_strategy.value
    }
  }

  dynamic "placement_constraints" {
    for_each = var.step == 1 ? [1] : []
    content {
      type       = "memberOf"
      expression = "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]"
    }
  }

  placement_constraints {
    type = "distinctInstance"
  }
}

# A new deployment at every change of a trigger.
resource "aws_ecs_service" "forced" {
  name                  = "forced"
  cluster               = aws_ecs_cluster.main.id
  task_definition       = aws_ecs_task_definition.web.arn
  force_new_deployment  = true
  desired_count         = 1
  wait_for_steady_state = true

  dynamic "capacity_provider_strategy" {
    for_each = var.step == 1 ? { FARGATE = 1 } : { FARGATE = 1, FARGATE_SPOT = 3 }
    content {
      capacity_provider = capacity_provider_strategy.key
      weight            = capacity_provider_strategy.value
    }
  }

  triggers = {
    step = var.step
  }

  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }

  depends_on = [aws_ecs_cluster_capacity_providers.main]
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

data "aws_ecs_service" "web" {
  cluster_arn  = aws_ecs_cluster.main.arn
  service_name = aws_ecs_service.web.name
}

output "task_definition_in_use" {
  value = data.aws_ecs_service.web.task_definition
}
