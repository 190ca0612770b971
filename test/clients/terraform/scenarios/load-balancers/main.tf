# A service behind an Application Load Balancer, a Network Load Balancer beside it, and all that is read back of both.
locals {
  subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  vpc     = "vpc-0123456789abcdef0"
}

resource "aws_lb" "web" {
  name                       = "web"
  load_balancer_type         = "application"
  internal                   = true
  subnets                    = var.step == 1 ? local.subnets : concat(local.subnets, ["subnet-0123456789abcdef2"])
  security_groups            = var.step == 1 ? ["sg-0123456789abcdef0"] : ["sg-0123456789abcdef1"]
  idle_timeout               = 60 * var.step
  drop_invalid_header_fields = var.step == 1
  ip_address_type            = var.step == 1 ? "ipv4" : "dualstack"

  tags = {
    step = var.step
  }
}

resource "aws_lb_target_group" "web" {
  name                 = "web"
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = local.vpc
  deregistration_delay = 10 * var.step
  slow_start           = var.step == 2 ? 30 : 0

  health_check {
    path              = "/up-${var.step}"
    matcher           = var.step == 1 ? "200" : "200-299"
    interval          = 15
    healthy_threshold = 2
  }

  stickiness {
    type    = "lb_cookie"
    enabled = var.step == 2
  }
}

resource "aws_lb_target_group" "green" {
  name_prefix = "green"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = local.vpc
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.step == 1 ? "ELBSecurityPolicy-2016-08" : "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_listener_certificate" "other" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/66666666-2222-3333-4444-555555555555"
}

resource "aws_lb_listener_rule" "weighted" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10 * var.step

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.web.arn
        weight = var.step == 1 ? 100 : 80
      }

      target_group {
        arn    = aws_lb_target_group.green.arn
        weight = var.step == 1 ? 0 : 20
      }

      stickiness {
        enabled  = var.step == 2
        duration = 600
      }
    }
  }

  condition {
    path_pattern {
      values = ["/api/*", "/step-${var.step}/*"]
    }
  }

  condition {
    http_header {
      http_header_name = "X-Team"
      values           = ["web"]
    }
  }
}

resource "aws_lb_listener_rule" "fixed" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 100

  action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "step ${var.step}"
      status_code  = "503"
    }
  }

  condition {
    host_header {
      values = ["maintenance.example"]
    }
  }

  condition {
    query_string {
      key   = "health"
      value = "check"
    }
  }
}

resource "aws_lb_target_group_attachment" "outside" {
  target_group_arn = aws_lb_target_group.green.arn
  target_id        = "10.0.${var.step}.10"
  port             = 9090
}

resource "aws_lb" "net" {
  name_prefix        = "net"
  load_balancer_type = "network"
  internal           = true

  enable_cross_zone_load_balancing = var.step == 2

  subnet_mapping {
    subnet_id            = local.subnets[0]
    private_ipv4_address = "10.0.0.15"
  }
}

resource "aws_lb_target_group" "net" {
  name        = "net"
  port        = 5432
  protocol    = "TCP"
  target_type = "instance"
  vpc_id      = local.vpc

  preserve_client_ip     = var.step == 1
  connection_termination = var.step == 2
}

resource "aws_lb_listener" "net" {
  load_balancer_arn = aws_lb.net.arn
  port              = 5432
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.net.arn
  }
}

resource "aws_lb_target_group_attachment" "net" {
  target_group_arn = aws_lb_target_group.net.arn
  target_id        = "i-0123456789abcdef0"
}

resource "aws_lb_target_group" "function" {
  name        = "function"
  target_type = "lambda"
}

data "aws_lb" "web" {
  arn = aws_lb.web.arn
}

data "aws_lb_target_group" "web" {
  name       = "web"
  depends_on = [aws_lb_target_group.web]
}

data "aws_lb_listener" "https" {
  arn = aws_lb_listener.https.arn
}

data "aws_lbs" "ours" {
  tags = {
    step = var.step
  }
  depends_on = [aws_lb.web]
}

resource "aws_ecs_cluster" "main" {
  name = "behind"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "behind"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name         = "app"
    image        = "nginx:1.2${var.step}"
    portMappings = [{ containerPort = 8080 }]
  }])
}

resource "aws_ecs_service" "web" {
  name                              = "web"
  cluster                           = aws_ecs_cluster.main.id
  task_definition                   = aws_ecs_task_definition.web.arn
  launch_type                       = "FARGATE"
  desired_count                     = 2
  health_check_grace_period_seconds = 30
  wait_for_steady_state             = true

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "app"
    container_port   = 8080
  }

  network_configuration {
    subnets = local.subnets
  }

  depends_on = [aws_lb_listener.https]
}
