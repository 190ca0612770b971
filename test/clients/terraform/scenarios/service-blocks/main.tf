# Blocks of a service that another scenario does not have. What stands behind them is not simulated; what is given reads back.
resource "aws_ecs_cluster" "main" {
  name = "main"

  service_connect_defaults {
    namespace = "arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-abcdefghij123456"
  }
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name         = "app"
    image        = "nginx"
    portMappings = [{ containerPort = 80, name = "http", appProtocol = "http" }]
    mountPoints  = [{ sourceVolume = "data", containerPath = "/data" }]
  }])

  volume {
    name                = "data"
    configure_at_launch = true
  }
}

locals {
  role = "arn:aws:iam::111122223333:role/infrastructure"
}

resource "aws_ecs_service" "web" {
  name                          = "web"
  cluster                       = aws_ecs_cluster.main.id
  task_definition               = aws_ecs_task_definition.web.arn
  launch_type                   = "FARGATE"
  platform_version              = var.step == 1 ? "LATEST" : "1.4.0"
  desired_count                 = 2
  wait_for_steady_state         = true
  availability_zone_rebalancing = var.step == 1 ? "ENABLED" : "DISABLED"
  force_delete                  = true

  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }

  dynamic "alarms" {
    for_each = [1]
    content {
      alarm_names = ["errors-${var.step}"]
      enable      = true
      rollback    = true
    }
  }

  dynamic "service_connect_configuration" {
    for_each = var.step < 3 ? [1] : []
    content {
      enabled   = true
      namespace = var.step == 1 ? null : "arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-abcdefghij123456"

      log_configuration {
        log_driver = "awslogs"
        options = {
          awslogs-group  = "connect"
          awslogs-region = "us-east-1"
        }

        secret_option {
          name       = "token"
          value_from = "arn:aws:ssm:us-east-1:111122223333:parameter/token"
        }
      }

      service {
        port_name             = "http"
        discovery_name        = "web"
        ingress_port_override = 8080

        client_alias {
          dns_name = "web"
          port     = 80 + var.step
        }

        timeout {
          idle_timeout_seconds        = 120
          per_request_timeout_seconds = 30
        }

        tls {
          kms_key  = "arn:aws:kms:us-east-1:111122223333:key/11112222-3333-4444-5555-666677778888"
          role_arn = local.role

          issuer_cert_authority {
            aws_pca_authority_arn = "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11112222-3333-4444-5555-666677778888"
          }
        }
      }
    }
  }

  volume_configuration {
    name = "data"

    managed_ebs_volume {
      role_arn         = local.role
      encrypted        = true
      file_system_type = "ext4"
      iops             = 3000
      throughput       = 125
      size_in_gb       = 10 * var.step
      volume_type      = "gp3"

      tag_specifications {
        resource_type  = "volume"
        propagate_tags = "SERVICE"
        tags = {
          volume = "data"
        }
      }
    }
  }

  dynamic "vpc_lattice_configurations" {
    for_each = var.step < 3 ? [1] : []
    content {
      role_arn         = local.role
      target_group_arn = "arn:aws:vpc-lattice:us-east-1:111122223333:targetgroup/tg-0123456789abcdef0"
      port_name        = "http"
    }
  }

  tags = {
    step = var.step
  }
}

resource "aws_ecs_service" "discovered" {
  name            = "discovered"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.plain.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }

  dynamic "service_registries" {
    for_each = var.step < 3 ? [1] : []
    content {
      registry_arn   = "arn:aws:servicediscovery:us-east-1:111122223333:service/srv-abcdefghij12345${var.step}"
      container_name = "app"
    }
  }

  dynamic "load_balancer" {
    for_each = var.step < 3 ? toset(range(1, var.step + 1)) : []
    content {
      target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/tg-${load_balancer.value}/0123456789abcdef"
      container_name   = "app"
      container_port   = 80
    }
  }

  service_connect_configuration {
    enabled = true
  }
}

resource "aws_ecs_task_definition" "plain" {
  family                   = "plain"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "nginx", portMappings = [{ containerPort = 80 }] }])
}
