# The data source runs a task whenever it is read.
resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_task_definition" "job" {
  family                   = "job"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "job:exit-0" }])
}

data "aws_ecs_task_execution" "job" {
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.job.arn
  desired_count   = 2
  launch_type     = "FARGATE"
  propagate_tags  = "TASK_DEFINITION"
  started_by      = "terraform"

  network_configuration {
    subnets          = ["subnet-0123456789abcdef0"]
    assign_public_ip = false
  }

  overrides {
    container_overrides {
      name    = "app"
      command = ["migrate"]

      environment {
        key   = "STEP"
        value = var.step
      }
    }
  }

  tags = {
    step = var.step
  }
}
