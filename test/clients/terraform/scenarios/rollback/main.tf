# The second release crashes and is rolled back. Provider 5.100 takes the steady state after that for success, against AWS
# as well; the next plan finds the older task definition at the service.
resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  skip_destroy             = true
  container_definitions    = jsonencode([{ name = "app", image = var.step == 2 ? "app:crash" : "app:${var.step}" }])
}

resource "aws_ecs_service" "web" {
  name                  = "web"
  cluster               = aws_ecs_cluster.main.id
  task_definition       = aws_ecs_task_definition.web.arn
  launch_type           = "FARGATE"
  desired_count         = 2
  wait_for_steady_state = true

  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
}
